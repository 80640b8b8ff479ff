"""A claim's history, as far as one may know it."""

from __future__ import annotations

from annotations.actions.comments import change_comment, delete_comment
from annotations.actions.decisions import decide_claim
from annotations.actions.evidence import change_evidence
from annotations.actions.quotes import change_quote
from annotations.actions.speakers import create_speaker
from annotations.models import Claim
from tests.api.asking import Asker, every, pointers
from tests.cast import (
    Cast,
    judge,
    make_article,
    make_claim,
    make_comment,
    make_contact,
    make_evidence,
    make_question,
    make_quote,
    queued_claim,
)


def test_it_works(cast: Cast):
    quote = make_quote(make_article(cast))
    claim = make_claim(cast, quotes=[quote])
    evidence = make_evidence(claim)
    change_evidence(by=cast.chi, evidence=evidence, stance="context")
    ben, path = Asker(cast.ben), f"claims/{claim.pk}/"
    ben.patch(path, {"text": "Reworded."}, '"1"')
    ben.post(path + "actions/", {"action": "park", "reason": "For now."})
    steps = every(Asker(cast.rae), path + "history/")
    told = [(s["object_type"], s["version"], s["action"], s["actor"]["name"], s["reason"]) for s in steps]
    assert told == [
        ("claim", 1, "create", "Ben", ""),
        ("evidence", 1, "create", "Ben", ""),
        ("evidence", 2, "update", "Chi", ""),
        ("claim", 2, "update", "Ben", ""),
        ("claim", 3, "park", "Ben", "For now."),
    ]
    assert set(steps[0]) == {"object_type", "object_id", "version", "action", "actor", "at", "reason", "changes"}
    assert steps[0]["changes"]["text"] == [None, "Lindholm has no money left."]
    assert steps[0]["changes"]["quotes"] == [None, [str(quote.pk)]]
    assert steps[2]["changes"] == {"stance": ["refutes", "context"]}
    assert steps[3]["changes"] == {"text": ["Lindholm has no money left.", "Reworded."], "content_version": [1, 2]}
    assert steps[4]["changes"] == {"state": ["draft", "parked"]}


def test_what_is_not_revealed_leaves_no_gap(cast: Cast):
    claim = queued_claim(cast)
    path = f"claims/{claim.pk}/history/"
    before = every(Asker(cast.dan), path)
    judge(claim, cast.chi, rationale="Mine alone.")
    assert every(Asker(cast.dan), path) == before
    assert "Mine alone." in Asker(cast.chi).get(path).content.decode()
    judge(claim, cast.dan)
    claim = Claim.objects.get(pk=claim.pk)
    decide_claim(by=cast.ada, claim=claim, claim_version=claim.version, rating="false")
    steps = every(Asker(cast.rae), path)
    verdicts = [s for s in steps if s["object_type"] == "verdict"]
    assert len({s["object_id"] for s in verdicts}) == 2
    for step in verdicts:
        assert step["changes"]["rating"] == [None, "false"], "nothing of the steps before the reveal"
        assert step["changes"]["revealed"] == [None, True]
    assert [s["changes"]["rating"] for s in steps if s["object_type"] == "decision"] == [[None, "false"]]


def test_page_by_page(cast: Cast):
    claim = make_claim(cast)
    for i in range(5):
        Asker(cast.ben).patch(f"claims/{claim.pk}/", {"priority": i + 1}, f'"{i + 1}"')
    path = f"claims/{claim.pk}/history/"
    assert every(Asker(cast.ben), path, limit=2) == every(Asker(cast.ben), path)
    assert [s["changes"].get("priority") for s in every(Asker(cast.ben), path, limit=1)][1:] == [
        [i, i + 1] for i in range(5)
    ]


def test_it_tells_of_all_that_hangs_on_the_claim(cast: Cast):
    quote = make_quote(make_article(cast))
    quote = change_quote(by=cast.ben, quote=quote, note="Before there was a claim.")
    claim = queued_claim(cast, quotes=[quote])
    make_question(claim)
    make_contact(claim)
    change_quote(by=cast.ada, quote=quote, tone="ironic")
    change_comment(by=cast.ada, comment=make_comment(claim, cast.dan), resolved=True)
    delete_comment(by=cast.dan, comment=make_comment(claim, cast.dan, text="I take it back."))
    verdict = judge(claim, cast.chi)
    judge(claim, cast.dan)
    verdict.refresh_from_db()
    make_comment(verdict, cast.ada, text="Why?")
    answer = Asker(cast.rae).get(f"claims/{claim.pk}/history/")
    told = [(s["object_type"], s["action"]) for s in answer.json()["results"]]
    assert [step for step in told if step[0] not in ("claim", "verdict")] == [
        ("question", "create"), ("contact", "create"), ("quote", "update"), ("comment", "create"),
        ("comment", "resolve"), ("comment", "create"),
    ]  # fmt: skip
    assert "I take it back." not in answer.content.decode()
    assert next(s for s in answer.json()["results"] if s["object_type"] == "quote")["changes"] == {
        "tone": ["literal", "ironic"]
    }


def test_two_versions_side_by_side(cast: Cast):
    article = make_article(cast)
    kept, left, came = (make_quote(article, words) for words in ("nonsense", "the last ferry", "Not a single krone"))
    speaker = create_speaker(by=cast.ben, project=cast.project, name="Tove Brink")
    claim = make_claim(cast, quotes=[kept, left], text="Lindholm has no money.")
    ben, path = Asker(cast.ben), f"claims/{claim.pk}/"
    ben.patch(path, {"text": "Lindholm had no money.", "said_on": "2026-05-01"}, '"1"')
    change_quote(by=cast.ben, quote=kept, tone="ironic")
    ben.patch(path, {"quotes": [str(kept.pk), str(came.pk)], "speaker": str(speaker.pk)}, '"2"')
    found = Asker(cast.rae).get(path + "comparison/").json()
    fields = {one["field"]: one for one in found["differences"]}
    assert list(fields) == ["text", "speaker", "said_on"]
    assert [(w["fate"], w["text"]) for w in fields["text"]["words"]] == [
        ("same", "Lindholm "), ("removed", "has"), ("added", "had"), ("same", " no money."),
    ]  # fmt: skip
    assert (fields["speaker"]["before"], fields["speaker"]["after"]) == ("", "Tove Brink")
    assert [(q["words"], q["fate"]) for q in found["quotes"]] == [
        ("nonsense", "same"), ("the last ferry", "removed"), ("Not a single krone", "added"),
    ]  # fmt: skip
    [tone] = found["quotes"][0]["differences"]
    assert (tone["field"], tone["before"], tone["after"]) == ("tone", "literal", "ironic")
    back = Asker(cast.rae).get(path + "comparison/", **{"from": 3, "to": 2}).json()
    assert [one["field"] for one in back["differences"]] == ["speaker"]
    assert Asker(cast.rae).get(path + "comparison/", **{"from": 2, "to": 2}).json()["differences"] == []


def test_versions_there_are_not(cast: Cast):
    ben, path = Asker(cast.ben), f"claims/{make_claim(cast).pk}/comparison/"
    assert pointers(ben.get(path, to="2")) == {"/to"}
    assert pointers(ben.get(path, **{"from": "7"})) == {"/from"}
    for wrong in ("0", "x", "-1", "1.5", "99999999999"):
        assert pointers(ben.get(path, to=wrong)) == {"/to"}

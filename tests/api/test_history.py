"""A claim's history, as far as one may know it."""

from __future__ import annotations

from annotations.actions.decisions import decide_claim
from annotations.actions.evidence import change_evidence
from annotations.models import Claim
from tests.api.asking import Asker, every
from tests.cast import Cast, judge, make_article, make_claim, make_evidence, make_quote, queued_claim


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

"""What an export says: the right words in both units, nothing of a blind review, and only what was asked for."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.actions.claims import act_on_claim, change_claim
from annotations.actions.decisions import decide_claim
from annotations.actions.projects import change_project
from annotations.actions.quotes import create_quote
from annotations.actions.scales import change_rating
from annotations.actions.verdicts import change_verdict
from annotations.errors import Missing
from annotations.exports.registry import FORMATS
from annotations.exports.selection import ClaimFilters
from annotations.exports.stream import stream
from annotations.models import Claim, Rating
from tests.cast import judge, make_article, make_cast, make_claim, make_quote, make_scale, queued_claim
from tests.exports.reading import claims_of, exported, line_of, table_of
from tests.exports.scene import CORRECTED, Scene
from tests.proofs import WHOLE


def utf16(text: str, start: int, end: int) -> str:
    """What JavaScript's slice would give."""
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def test_it_works(cast):
    scene = Scene(cast)
    line = line_of(cast, scene.decided)
    assert line["schema"] == "factcheck/1"
    assert line["text"] == "Lindholm has no money left."
    assert line["speaker"]["name"] == "Tove Brink"
    assert line["author"] == {"id": str(cast.ben.pk), "name": "Ben"}
    assert [quote["article"]["source"]["name"] for quote in line["quotes"]] == ["The Lindholm Courier"] * 2
    assert [verdict["reviewer"]["name"] for verdict in line["verdicts"]] == ["Chi", "Dan"]
    assert [verdict["evidence"] for verdict in line["verdicts"]] == [[line["evidence"][0]["id"]]] * 2
    assert line["decision"]["rating"] == "false"
    assert line["decision"]["verdicts"] == [verdict["id"] for verdict in line["verdicts"]]


def test_what_was_asked_answered_and_said(cast):
    scene = Scene(cast)
    line = line_of(cast, scene.decided)
    [question], [piece], [contact] = line["questions"], line["evidence"], line["contacts"]
    assert (piece["question"], piece["answer"], piece["answer_kind"]) == (question["id"], "=3.1 million", "extractive")
    assert piece["after_claim"] is False
    assert (contact["who"], contact["reply"]) == ("Tove Brink", "-1 krone")
    remark, answer = line["comments"]
    assert [person["name"] for person in remark["mentions"]] == ["Chi", "Dan"]
    assert (remark["resolved_by"]["name"], answer["reply_to"]) == ("Dan", remark["id"])
    assert [comment["text"] for comment in line["quotes"][0]["comments"]] == ["Where does it end?"]
    assert [[comment["text"] for comment in verdict["comments"]] for verdict in line["verdicts"]] == [
        [],
        ["Which sum?"],
    ]
    assert (line["decision"]["sources"], line["decision"]["min_sources"]) == (1, 2)


def test_offsets_are_right_in_both_units_in_the_current_revision(cast):
    scene = Scene(cast)
    quotes = [quote for claim in claims_of(cast).values() for quote in claim["quotes"]]
    assert len(quotes) == 4
    for quote in quotes:
        assert quote["revision"] == 2
        assert quote["revision_sha256"] == scene.article.current.sha256
        for segment in quote["segments"]:
            start, end = segment["start"], segment["end"]
            if start is None:
                assert segment["state"] == "orphaned"
                assert (segment["start_utf16"], segment["end_utf16"], segment["prefix"], segment["suffix"]) == (
                    None,
                ) * 4
                continue
            assert CORRECTED[start:end] == segment["exact"]
            assert utf16(CORRECTED, segment["start_utf16"], segment["end_utf16"]) == segment["exact"]
            assert segment["prefix"] == CORRECTED[max(0, start - 32) : start]
            assert segment["suffix"] == CORRECTED[end : end + 32]
    assert [quote["segments"][0]["state"] for quote in quotes].count("orphaned") == 1


CHARACTERS = st.sampled_from("a é\n“”עبク🙂💸🇩🇰👩\u200d𝒳\u0301\u2028\U0010fffd\ue000\uffff")


@settings(max_examples=25 if WHOLE else 8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(before=st.text(CHARACTERS, max_size=60), exact=st.text(CHARACTERS, min_size=1), after=st.text(CHARACTERS))
def test_offsets_are_right_in_any_script(cast, before, exact, after):
    text, start, end = f"{before}{exact}{after}!", len(before), len(before) + len(exact)
    article = make_article(cast, text=text)
    quote = create_quote(
        by=cast.ben, article=article, segments=[{"start": start, "end": end, "exact": exact}], kind="direct"
    )
    claim = make_claim(cast, quotes=[quote])
    (segment,) = line_of(cast, claim, article=article.pk)["quotes"][0]["segments"]
    assert (segment["start"], segment["end"], segment["exact"]) == (start, end, exact)
    assert segment["start_utf16"] == len(text[:start].encode("utf-16-le")) // 2
    assert segment["end_utf16"] == len(text[:end].encode("utf-16-le")) // 2
    assert (segment["prefix"], segment["suffix"]) == (text[max(0, start - 32) : start], text[end : end + 32])


def test_line_separators_in_notes_do_not_end_lines(cast):
    scene = Scene(cast)
    note = line_of(cast, scene.decided)["quotes"][0]["note"]
    assert note == "Said\u2028twice,\x85loudly; “quoted”\r\nand\ttabbed."


def test_what_is_deleted_stays_out(cast):
    scene = Scene(cast)
    line = line_of(cast, scene.decided)
    assert [quote["kind"] for quote in line["quotes"]] == ["direct", "partial"]
    assert [evidence["title"] for evidence in line["evidence"]] == ["The town's budget"]
    assert b"This was a mistake" not in exported(cast)


@pytest.mark.parametrize("format", ["jsonl", "csv", "articles"])
@pytest.mark.parametrize("reader", ["rae", "chi", "ada"])
def test_a_blind_review_shows_nowhere_whoever_asks(cast, format, reader):
    claim = queued_claim(cast, text="The quay cost 40 million.", quotes=[make_quote(make_article(cast))])
    everything = exported(cast, format)
    judge(claim, cast.chi, rating="mixed", rationale="A secret until Dan is done.", confidence="low")
    judge(claim, cast.dan, rating="true", rationale="A draft.", state="draft")
    assert exported(cast, format, reader=getattr(cast, reader)) == everything


def test_verdicts_come_with_the_last_one(cast):
    claim = queued_claim(cast)
    judge(claim, cast.chi, "true")
    assert line_of(cast, claim)["verdicts"] == []
    judge(claim, cast.dan, "false")
    line = line_of(cast, claim)
    assert line["state"] == "disputed"
    assert [verdict["rating"] for verdict in line["verdicts"]] == ["true", "false"]


def test_a_withdrawn_verdict_is_left_out_and_the_format_says_so(cast):
    claim = queued_claim(cast)
    given = [judge(claim, person, "true") for person in (cast.chi, cast.dan)]
    given[0].refresh_from_db()
    change_verdict(by=cast.chi, verdict=given[0], state="withdrawn")
    assert [verdict["id"] for verdict in line_of(cast, claim)["verdicts"]] == [str(given[1].pk)]
    assert "withdrawn" in FORMATS["jsonl"].loses


def test_people_appear_by_display_name_alone(cast):
    Scene(cast)
    everything = exported(cast) + exported(cast, "csv")
    for person, _ in cast.members():
        person.email = f"{person.username}@lindholm.example"
        person.save()
        assert person.username.encode() not in everything
    assert b"@lindholm.example" not in exported(cast)


def test_outsiders_and_former_colleagues_are_told_nothing(cast):
    with pytest.raises(Missing):
        stream(format="jsonl", project=cast.project, reader=cast.eve)
    cast.rae.is_active = False
    with pytest.raises(Missing):
        stream(format="jsonl", project=cast.project, reader=cast.rae)


def test_a_format_nobody_knows_is_refused_with_those_there_are(cast):
    with pytest.raises(Missing, match="jsonl, csv"):
        stream(format="xml", project=cast.project, reader=cast.rae)


def test_filters_are_those_of_the_list(cast):
    scene = Scene(cast)

    def texts(**filters: object) -> set[str]:
        return {claim["text"] for claim in claims_of(cast, **filters).values()}

    mine = make_claim(cast, text="100 % of the_money", assignee=cast.ada, by=cast.ada)
    assert texts(state="decided") == {"Lindholm has no money left."}
    assert texts(speaker=scene.speaker.pk) == {"Lindholm has no money left."}
    assert texts(assignee=cast.ada.pk) == {mine.text}
    assert len(texts(article=scene.article.pk)) == 3
    assert texts(article=uuid.uuid4()) == set()
    assert texts(q="MONEY lindholm") == {"Lindholm has no money left."}
    assert texts(q="% the_money") == {mine.text}
    assert texts(q="") == texts()
    assert texts(q="-") == texts(q="🎏 …") == set()  # there are no words in it
    assert exported(cast, "articles", q="-") == b""
    assert ClaimFilters(q="a").among(Claim.objects.none()).count() == 0


def test_other_projects_stay_out(cast):
    make_claim(make_cast(), text="Another desk's claim.")
    make_claim(cast)
    assert len(claims_of(cast)) == 1


def test_a_stale_verdict_says_so(cast):
    claim = queued_claim(cast)
    judge(claim, cast.chi)
    judge(claim, cast.dan)
    claim = Claim.objects.get(pk=claim.pk)
    assert [verdict["stale"] for verdict in line_of(cast, claim)["verdicts"]] == [False, False]
    claim = act_on_claim(by=cast.ada, claim=claim, action="reopen", reason="New figures.")
    change_claim(by=cast.ben, claim=claim, text="Lindholm had no money left in May.")
    line = line_of(cast, claim)
    assert [(verdict["round"], verdict["stale"]) for verdict in line["verdicts"]] == [(1, True), (1, True)]
    assert line["round"] == 2


def test_a_label_is_told_as_it_was_given_and_as_it_counts_now(cast):
    scale = make_scale(cast, "yes", "partly", "no")
    change_project(by=cast.olu, project=cast.project, scale=scale)
    claim = queued_claim(cast)
    judge(claim, cast.chi, "partly")
    partly = Rating.objects.get(scale=scale, code="partly")
    change_rating(by=cast.ada, rating=partly, label="In part")
    judge(claim, cast.dan, "partly")
    claim.refresh_from_db()
    decide_claim(by=cast.ada, claim=claim, claim_version=claim.version, rating="no")
    change_rating(by=cast.ada, rating=Rating.objects.get(pk=partly.pk), merged_into="no")
    line = line_of(cast, claim)
    told = [
        tuple(given[name] for name in ("rating", "rating_label", "rating_version", "merged_into"))
        for given in (*line["verdicts"], line["decision"])
    ]
    assert told == [("partly", "Partly", 1, "no"), ("partly", "In part", 2, "no"), ("no", "No", 1, None)]
    (row,) = table_of(cast)
    assert (row["verdicts"], row["verdict_labels"]) == ("partly; partly", "Partly; In part")
    assert (row["verdict_rating_versions"], row["verdicts_merged_into"]) == ("1; 2", "no; no")
    assert (row["decision_label"], row["decision_rating_version"], row["decision_merged_into"]) == ("No", "1", "")

"""AVeriTeC: rows become claims with questions, answers and a label."""

from __future__ import annotations

import json

import pytest

from annotations.exports.registry import FORMATS
from annotations.exports.shape import EXAMPLE
from annotations.imports.registry import find_reader
from annotations.imports.shape import RatingDraft, Refusal
from tests.imports.drafts import draft_of, drafts_of

ROW = json.loads(find_reader("averitec").example)[0]
QUESTION = ROW["questions"][0]
ANSWER = QUESTION["answers"][0]


def read(**over):
    return draft_of("averitec", [{**ROW, **over}])


def answered(**over):
    return read(questions=[{**QUESTION, "answers": [{**ANSWER, **over}]}]).evidence[-1]


def test_it_works():
    claim = read()
    assert (claim.text, claim.speaker.name, claim.said_on) == (ROW["claim"], "Tove Brink", "2025-06-24")
    assert (claim.state, claim.round) == ("decided", 1)
    assert claim.decision.rating == RatingDraft(code="refuted", scale="averitec-4")
    assert claim.decision.rationale == "The budget sets 3.1 million kroner aside."
    (question,), (answer,) = claim.questions, claim.evidence
    assert (question.text, question.order, answer.question) == (QUESTION["question"], 1, question.key)
    assert (answer.answer, answer.answer_kind, answer.stance) == ("3.1 million kroner", "extractive", "context")
    assert (answer.title, answer.url) == ("lindholm.example (PDF)", ANSWER["source_url"])


def test_our_own_export_comes_back_with_all_it_holds():
    ours = json.loads(EXAMPLE)
    claim = draft_of("averitec", b"".join(FORMATS["averitec"].render([EXAMPLE])))
    assert (claim.text, claim.said_on, claim.speaker.name) == (ours["text"], ours["said_on"], ours["speaker"]["name"])
    assert [question.text for question in claim.questions] == [question["text"] for question in ours["questions"]]
    assert claim.decision.rationale == ours["decision"]["summary"]
    where, answer = claim.evidence
    assert (where.url, where.source.name) == ("https://courier.example/festival", "The Lindholm Courier")
    told = ours["evidence"][0]
    assert (answer.answer, answer.answer_kind, answer.url) == (told["answer"], told["answer_kind"], told["url"])


def test_a_row_without_a_label_is_a_draft():
    claim = read(label=None, claim_date=None, speaker=None)
    assert (claim.state, claim.round, claim.decision, claim.speaker, claim.said_on) == ("draft", 0, None, None, "")


def test_a_label_that_is_not_theirs_is_left_to_be_mapped():
    assert read(label="Half true").decision.rating == RatingDraft(code="Half true", scale="averitec-4")


def test_where_it_was_made_and_checked_is_evidence():
    claim = read(
        original_claim_url="https://courier.example/1",
        cached_original_claim_url="https://archive.example/1",
        reporting_source="The Lindholm Courier",
        fact_checking_article="https://web.archive.org/web/20250701000000/https://checks.example/1",
        claim_types=["Numerical Claim"],
        location_ISO_code="DK",
    )
    made, checked, _ = claim.evidence
    assert (made.title, made.archive_url, made.source.name, made.primary) == (
        "The claim: courier.example", "https://archive.example/1", "The Lindholm Courier", True,
    )  # fmt: skip
    assert checked.title == "The fact-check: checks.example"
    assert (claim.topics, claim.place, claim.occasion) == (("Numerical Claim",), "DK", "The Lindholm Courier")


@pytest.mark.parametrize(
    ("over", "title", "url"),
    [
        ({"source_medium": "Web text"}, "lindholm.example", ANSWER["source_url"]),
        ({"source_url": "Metadata", "cached_source_url": "Metadata", "source_medium": "Metadata"}, "Metadata", ""),
        ({"source_url": "", "source_medium": ""}, "3.1 million kroner", ""),
    ],
)
def test_what_an_answer_is_called(over, title, url):
    found = answered(**over)
    assert (found.title, found.url, found.archive_url) == (title, url, "")


def test_a_copy_that_has_no_address_is_kept_in_words():
    found = answered(source_url=" https://lindholm.example/1\n", cached_source_url="on paper, in the town's archive")
    assert (found.url, found.archive_url) == ("https://lindholm.example/1", "")
    assert found.excerpt == "on paper, in the town's archive"


def test_a_yes_or_no_keeps_its_explanation_and_one_answer_needs_no_list():
    assert answered(answer_type="Boolean", boolean_explanation="Page 14.").excerpt == "Page 14."
    assert [e.answer for e in read(questions=[{**QUESTION, "answers": ANSWER}]).evidence] == [ANSWER["answer"]]


def test_rows_that_cannot_be_read_are_named_and_the_others_are_read():
    wrong = [{**ROW, "claim": 3}, ROW, "words", {**ROW, "questions": [{"question": "Why?", "answers": ["No."]}]}]
    first, claim, second, third = drafts_of("averitec", wrong)
    assert isinstance(claim.text, str)
    assert [refusal.at.pointer for refusal in (first, second, third)] == [
        "/0/claim", "/2", "/3/questions/0/answers/0",
    ]  # fmt: skip
    assert all(isinstance(refusal, Refusal) for refusal in (first, second, third))

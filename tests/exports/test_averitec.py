"""AVeriTeC: the dataset's fields, filled from a claim, and which claims have no place in it."""

from __future__ import annotations

import json

import pytest

from annotations.exports.registry import FORMATS
from annotations.exports.shape import EXAMPLE

CLAIM = json.loads(EXAMPLE)


def examples_of(*claims):
    return json.loads(b"".join(FORMATS["averitec"].render(json.dumps(claim).encode() + b"\n" for claim in claims)))


def answered(**over):
    (example,) = examples_of({**CLAIM, "evidence": [{**CLAIM["evidence"][0], **over}]})
    return example["questions"][0]["answers"][0]


def test_it_works():
    (example,) = examples_of(CLAIM)
    assert (example["claim"], example["label"], example["speaker"]) == (CLAIM["text"], "Refuted", "Tove Brink")
    assert (example["claim_date"], example["reporting_source"]) == ("24-06-2025", "The Lindholm Courier")
    assert example["questions"][0]["answers"][0]["answer"] == "3.1 million kroner"


@pytest.mark.parametrize("state", ["in_review", "agreed", "disputed", "withdrawn", "draft"])
def test_a_claim_that_is_not_decided_now_is_left_out(state):
    assert examples_of({**CLAIM, "state": state}, {**CLAIM, "decision": None}) == []


def test_a_rating_without_a_label_of_theirs_is_left_out():
    decision = {**CLAIM["decision"], "mapping": {**CLAIM["decision"]["mapping"], "averitec": None}}
    assert [one["claim"] for one in examples_of({**CLAIM, "decision": decision}, CLAIM)] == [CLAIM["text"]]


def test_several_claims_are_one_array():
    assert [one["claim"] for one in examples_of(CLAIM, {**CLAIM, "text": "Two."}, CLAIM)] == [
        CLAIM["text"], "Two.", CLAIM["text"],
    ]  # fmt: skip


def test_reasons_are_those_of_the_verdicts_when_the_decision_has_none():
    decision = {**CLAIM["decision"], "summary": ""}
    (example,) = examples_of({**CLAIM, "decision": decision})
    assert example["justification"] == "The budget sets 3.1 million kroner aside.\n\nPage 14 names the sum."
    (example,) = examples_of({**CLAIM, "decision": decision | {"rationale": "It is in the budget."}})
    assert example["justification"] == "It is in the budget."


def test_a_yes_or_no_has_its_explanation_and_others_have_none():
    assert "boolean_explanation" not in answered()
    assert answered(answer="No", answer_kind="boolean")["boolean_explanation"] == CLAIM["evidence"][0]["excerpt"]


def test_what_could_not_be_answered_says_so():
    found = answered(answer="", answer_kind="unanswerable", url="")
    assert (found["answer"], found["answer_type"]) == ("No answer could be found.", "Unanswerable")
    assert (found["source_url"], found["source_medium"]) == ("", "")


def test_a_question_nobody_answered_and_evidence_for_no_question():
    (example,) = examples_of({**CLAIM, "evidence": [{**CLAIM["evidence"][0], "question": None}]})
    assert example["questions"] == [{"question": CLAIM["questions"][0]["text"], "answers": []}]


def test_who_reported_it_is_the_articles_source_or_the_occasion():
    (example,) = examples_of({**CLAIM, "quotes": [], "occasion": "A rally"})
    assert (example["reporting_source"], example["original_claim_url"]) == ("A rally", None)


def test_topics_and_places_that_are_theirs():
    (example,) = examples_of({**CLAIM, "topics": ["harbour", "Numerical Claim"], "place": "DK"})
    assert (example["claim_types"], example["location_ISO_code"]) == (["Numerical Claim"], "DK")


@pytest.mark.parametrize(
    ("url", "medium"),
    [("https://lindholm.example/a.PDF?page=2", "PDF"), ("https://lindholm.example/pdf", "Web text")],
)
def test_the_medium_is_what_the_address_says(url, medium):
    assert answered(url=url)["source_medium"] == medium

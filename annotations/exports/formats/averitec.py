"""AVeriTeC: claims with questions, answers and a label, as the dataset of that name has them and its scorer reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from annotations.exports.arrays import array
from annotations.exports.findings import finding_of
from annotations.exports.shape import Blocks, Format

CLAIM_TYPES = ("Quote Verification", "Numerical Claim", "Event/Property Claim", "Causal Claim", "Position Statement")
NO_ANSWER = "No answer could be found."
PLACE = re.compile(r"[A-Z]{2}")


def render(blocks: Blocks) -> Iterator[bytes]:
    """One array, as the dataset's own files are."""
    yield from array(blocks, _claims)


def _claims(claim: dict[str, Any]) -> Iterator[dict[str, Any]]:
    decision = finding_of(claim)
    if decision is None or decision["mapping"]["averitec"] is None:
        return
    articles = [quote["article"] for quote in claim["quotes"]]
    yield {
        "claim": claim["text"],
        "required_reannotation": claim["round"] > 1,
        "label": decision["mapping"]["averitec"],
        "justification": _justification(claim),
        "claim_date": claim["said_on"] and "-".join(reversed(claim["said_on"].split("-"))),
        "speaker": claim["speaker"] and claim["speaker"]["name"],
        "original_claim_url": next((article["url"] for article in articles if article["url"]), None),
        "cached_original_claim_url": None,
        "fact_checking_article": None,
        "reporting_source": next(
            (article["source"]["name"] for article in articles if article["source"]), claim["occasion"] or None
        ),
        "location_ISO_code": claim["place"] if PLACE.fullmatch(claim["place"]) else None,
        "claim_types": [topic for topic in claim["topics"] if topic in CLAIM_TYPES],
        "fact_checking_strategies": [],
        "questions": [
            {
                "question": question["text"],
                "answers": [_answer(found) for found in claim["evidence"] if found["question"] == question["id"]],
            }
            for question in claim["questions"]
        ],
    }


def _justification(claim: dict[str, Any]) -> str:
    """The decision's reasons; without any, those of the verdicts it rests on."""
    decision = claim["decision"]
    reasons = [verdict["rationale"] for verdict in claim["verdicts"] if verdict["id"] in decision["verdicts"]]
    return decision["rationale"] or decision["summary"] or "\n\n".join(filter(None, reasons))


def _answer(evidence: dict[str, Any]) -> dict[str, Any]:
    kind = evidence["answer_kind"]
    answer = {
        "answer": evidence["answer"] or NO_ANSWER,
        "answer_type": kind.capitalize(),
        "source_url": evidence["url"],
        "source_medium": _medium(evidence["url"]),
    }
    if kind == "boolean":  # the dataset's scorer takes it for granted
        answer["boolean_explanation"] = evidence["excerpt"]
    if evidence["archive_url"]:
        answer["cached_source_url"] = evidence["archive_url"]
    return answer


def _medium(url: str) -> str:
    if not url:
        return ""
    return "PDF" if url.lower().partition("?")[0].endswith(".pdf") else "Web text"


FORMAT = Format(
    name="averitec",
    gist="Decided claims with questions and answers, for fact-checking models",
    media_type="application/json",
    extension="json",
    description=(
        "One JSON array with the fields of the AVeriTeC dataset (Schlichtkrull et al., 2023), as its scorer reads them: each "
        "claim that is decided or published, with its label, justification, and questions with answers. The label is what "
        "the rating's mapping says; `required_reannotation` is true when the claim was reopened; "
        "`reporting_source` is the first article's source, or else the claim's occasion; "
        "`claim_types` are those of the claim's topics that are AVeriTeC's; `location_ISO_code` is the claim's place if it "
        "is a country's code. JSON Schema: annotations/exports/schema/averitec.schema.json."
    ),
    loses=(
        "Claims that are not decided, decisions of claims that were reopened or withdrawn since, and ratings without a place "
        "among AVeriTeC's labels: they are left out. Evidence that answers no question; of other evidence all but the answer, "
        "the addresses and, of a yes or no, the excerpt. Each verdict, quotes, all articles but the first, contacts, comments, "
        "ids. Whether a source is a picture or a video: the medium says PDF or web text, by the address."
    ),
    render=render,
)

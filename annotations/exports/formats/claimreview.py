"""ClaimReview of schema.org: what search engines and fact-check aggregators read of a desk's findings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from annotations.exports.arrays import array
from annotations.exports.findings import PARTIES, finding_of, given, wikidata
from annotations.exports.shape import Blocks, Format


def render(blocks: Blocks) -> Iterator[bytes]:
    """An array of ClaimReviews, each with its own context, so that each can go into a script element of a page by itself.

    Nothing in it may look like that element's end.
    """
    for piece in array(blocks, _reviews):
        yield piece.replace(b"<", b"\\u003c")


def _reviews(claim: dict[str, Any]) -> Iterator[dict[str, Any]]:
    decision = finding_of(claim)
    if decision is None:
        return
    yield given(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "@id": f"urn:uuid:{decision['id']}",
            "url": f"urn:uuid:{decision['id']}",  # nobody knows here where it will be published
            "datePublished": decision["created_at"][:10],
            "author": {"@type": "Organization", "name": claim["project_name"]},
            "claimReviewed": claim["text"],
            "reviewRating": _rating(decision),
            "headline": decision["headline"],
            "reviewBody": decision["summary"],
            "itemReviewed": _claim(claim),
            "citation": [_work(evidence) for evidence in claim["evidence"]],
        }
    )


def _rating(decision: dict[str, Any]) -> dict[str, Any]:
    """The desk's own word for it; the number only where the rating has a place between false and true."""
    value = decision["mapping"]["claimreview"]
    line = {} if value is None else {"ratingValue": value, "bestRating": 5, "worstRating": 1}
    named = {"alternateName": decision["rating_label"], "ratingExplanation": decision["rationale"]}
    return given({"@type": "Rating", **line, **named})


def _claim(claim: dict[str, Any]) -> dict[str, Any]:
    return given(
        {
            "@type": "Claim",
            "@id": f"urn:uuid:{claim['id']}",
            # Where aggregators look for what claim pages call "said at" or "said in".
            "name": claim["occasion"] or claim["place"],
            "text": claim["text"],
            "author": _author(claim["speaker"]),
            "datePublished": claim["said_on"],
            "locationCreated": given({"@type": "Place", "name": claim["place"]}) if claim["place"] else None,
            "keywords": claim["topics"],
            "appearance": _appearances(claim["quotes"]),
        }
    )


def _author(speaker: dict[str, Any] | None) -> dict[str, Any] | None:
    if speaker is None or speaker["kind"] == "unnamed":
        return None
    person = speaker["kind"] == "person"
    return given(
        {
            "@type": PARTIES[speaker["kind"]],
            "name": speaker["name"],
            "jobTitle" if person else "description": speaker["role"],
            "alternateName": speaker["aliases"],
            "sameAs": wikidata(speaker),
        }
    )


def _appearances(quotes: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The articles it was found in, each once."""
    articles = {quote["article"]["id"]: quote["article"] for quote in quotes}
    return [
        given(
            {
                "@type": "Article",
                "url": article["url"],
                "headline": article["title"],
                "author": article["byline"] and {"@type": "Person", "name": article["byline"]},
                "publisher": _publisher(article["source"]),
                "datePublished": article["published_on"],
                "inLanguage": article["language"],
            }
        )
        for article in articles.values()
    ]


def _work(evidence: dict[str, Any]) -> dict[str, Any]:
    return given(
        {
            "@type": "CreativeWork",
            "url": evidence["url"],
            "name": evidence["title"],
            "publisher": _publisher(evidence["source"]),
            "datePublished": evidence["published_on"],
            "archivedAt": evidence["archive_url"],
            "text": evidence["excerpt"],
        }
    )


def _publisher(source: dict[str, Any] | None) -> dict[str, Any] | None:
    return source and given({"@type": "Organization", "name": source["name"], "url": source["homepage"]})


FORMAT = Format(
    name="claimreview",
    gist="Decided claims for search engines, as schema.org has them",
    media_type="application/ld+json",
    extension="jsonld",
    description=(
        "JSON-LD of schema.org: an array of ClaimReviews, one for each claim that is decided or published, each with all that "
        "search engines ask of a fact-check and with its own context, to go into the page it belongs to. The author is the "
        "project; the claim's author is its speaker, its appearances are the articles it was found in, citations are the "
        "evidence. `ratingValue` runs from 1 to 5 as the rating's mapping says, `alternateName` is the desk's word; a rating "
        "that has no place between false and true, such as unproven, has the word alone. JSON Schema: "
        "annotations/exports/schema/claimreview.schema.json."
    ),
    loses=(
        "Claims that are not decided, and decisions of claims that were reopened or withdrawn since: they are left out. Whose "
        "verdicts a decision rests on, the quotes and their places, questions and answers, whether evidence supports or "
        "refutes, contacts, comments. The name of a speaker who is not to be named. Factcheck does not know where you publish: "
        "`url` is the decision's urn, to be replaced by the page's address."
    ),
    render=render,
)

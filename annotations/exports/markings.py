"""Article lines as the formats of texts see them: a text, what is known of it, and the quotes that have a place in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

KINDS = ("direct", "partial", "indirect", "scare", "statement")
TONES = ("literal", "ironic", "hypothetical", "question")

CONTINUES = "continues"
"""What formats without discontinuous quotes call the way from a later passage of a quote to the one before it."""
INSIDE = "inside"
"""What formats call the way from a quote to the one it lies in."""


@dataclass(frozen=True)
class Passage:
    """Some words of the text and where they stand, in code points and in UTF-16 units."""

    start: int
    end: int
    start_utf16: int
    end_utf16: int
    exact: str


@dataclass(frozen=True)
class Marking:
    """A quote with the passages that have a place, in the order of the text. There is at least one."""

    id: str
    kind: str
    tone: str
    speaker: str
    note: str
    parent: str | None
    passages: tuple[Passage, ...]


def articles_of(blocks: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """The articles of blocks of native lines, one parsed at a time."""
    for block in blocks:
        for line in block.splitlines():
            yield orjson.loads(line)


def markings_of(article: dict[str, Any]) -> list[Marking]:
    """The article's quotes in the order of the text, the outer before the inner.

    Passages that a correction of the article has lost have no place: they are left out, and with its last passage the
    quote, also as the parent of others.
    """
    placed = {quote["id"]: _passages(quote) for quote in article["quotes"]}
    found = [
        Marking(
            id=quote["id"],
            kind=quote["kind"],
            tone=quote["tone"],
            speaker=(quote["speaker"] or {}).get("name", ""),
            note=quote["note"],
            parent=quote["parent"] if placed.get(quote["parent"]) else None,
            passages=placed[quote["id"]],
        )
        for quote in article["quotes"]
        if placed[quote["id"]]
    ]
    return sorted(found, key=lambda marking: (marking.passages[0].start, -marking.passages[-1].end, marking.id))


def known_of(article: dict[str, Any]) -> dict[str, Any]:
    """What is known of the article besides its words, as plain values under the same names in every format."""
    source = article["source"] or {}
    return {
        "article_id": article["id"],
        "title": article["title"],
        "url": article["url"],
        "source": source.get("name", ""),
        "byline": article["byline"],
        "published_on": article["published_on"],
        "language": article["language"],
        "rights": article["rights"],
        "state": article["state"],
        "revision": article["revision"]["number"],
        "revision_sha256": article["revision"]["sha256"],
    }


def _passages(quote: dict[str, Any]) -> tuple[Passage, ...]:
    return tuple(
        sorted(
            (
                Passage(
                    segment["start"],
                    segment["end"],
                    segment["start_utf16"],
                    segment["end_utf16"],
                    segment["exact"],
                )
                for segment in quote["segments"]
                if segment["start"] is not None
            ),
            key=lambda passage: passage.start,
        )
    )

"""Article lines for tests of formats that never see a database: texts in which every careless offset is wrong."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from annotations.text.offsets import Utf16Map, context
from annotations.text.verbatim import read_text
from tests.exports.scene import FAMILY

# As a desk might have uploaded it, with a mark in front and three kinds of line ends.
UPLOADED = (
    f"\ufeff🎏🇩🇰 Festival week {FAMILY}\r\n\r\n"
    "“We have no money left 💸 for the harbour,” said mayor Tove Brink. “Not a single\r\nkrone.”\r"
    "\r\nوقالت: «لا مال لدينا 🙂 للميناء». היא אמרה: ”אין לנו כסף 😀“.\n\n"
    "She called it\u00a0“a joke\u2028of a ‘café’” 𝒳e\u0301 — her\tnumber, <&\"'>, not ours. \U0010fffd\n"
    "Nobody was\n\nwilling to say when the last ferry would sail. 漢字かな交じり文。\n"
)
TEXT = read_text(UPLOADED)


def article_of(text: str, quotes: list[dict[str, Any]], number: int = 1, **over: Any) -> dict[str, Any]:
    """The native line of an article with these quotes: their words or offsets under `at`, what else they say over it."""
    return {
        "schema": "factcheck/1",
        "type": "article",
        "id": f"00000000-0000-7000-8000-0000000000{number:02}",
        "version": 3,
        "project": "the-desk",
        "title": "Festival, week 1",
        "url": "https://courier.example/festival?a=1&b=2",
        "source": {
            "id": "00000000-0000-7000-8000-00000000aaaa",
            "name": "The “Lindholm” Courier",
            "homepage": "",
            "country": "DK",
        },
        "byline": "Mia Falk",
        "published_on": "2025-06-25",
        "language": "en",
        "direction": "ltr",
        "rights": "",
        "state": "annotating",
        "author": {"id": "00000000-0000-7000-8000-00000000bbbb", "name": "Ben"},
        "created_at": "2025-06-25T08:10:44.000317Z",
        "updated_at": "2025-06-25T08:10:44.000317Z",
        "revision": {"number": 2, "sha256": hashlib.sha256(text.encode()).hexdigest(), "length": len(text)},
        "text": text,
        "blocks": [],
        "quotes": [_quote(text, number, n, quote) for n, quote in enumerate(quotes, 1)],
        "comments": [],
        **over,
    }


def quote_id(number: int, article: int = 1) -> str:
    """The id of an article's quote of that number."""
    return f"00000000-0000-7000-8000-00000{article:02}{number:05}"


def _quote(text: str, article: int, number: int, quote: dict[str, Any]) -> dict[str, Any]:
    parent = quote.get("parent")
    speaker = quote.get("speaker")
    return {
        "id": quote_id(number, article),
        "revision": 2,
        "kind": quote.get("kind", "direct"),
        "tone": quote.get("tone", "literal"),
        "speaker": speaker
        and {
            "id": "00000000-0000-7000-8000-00000000cccc",
            "name": speaker,
            "kind": "person",
            "role": "",
            "aliases": [],
            "wikidata_id": "",
        },
        "parent": parent and quote_id(parent, article),
        "note": quote.get("note", ""),
        "origin": "person",
        "author": {"id": "00000000-0000-7000-8000-00000000bbbb", "name": "Ben"},
        "version": 1,
        "created_at": "2025-06-25T08:10:44.000317Z",
        "updated_at": "2025-06-25T08:10:44.000317Z",
        "segments": [_segment(text, at) for at in quote["at"]],
        "claims": [],
        "comments": [],
    }


def _segment(text: str, at: str | tuple[int, int] | None) -> dict[str, Any]:
    if at is None:
        nowhere = dict.fromkeys(("start", "end", "start_utf16", "end_utf16"))
        return {**nowhere, "exact": "words that are gone", "prefix": None, "suffix": None, "state": "orphaned"}
    start, end = (text.index(at), text.index(at) + len(at)) if isinstance(at, str) else at
    units = Utf16Map(text)
    prefix, suffix = context(text, start, end)
    return {
        "start": start,
        "end": end,
        "start_utf16": units.to_utf16(start),
        "end_utf16": units.to_utf16(end),
        "exact": text[start:end],
        "prefix": prefix,
        "suffix": suffix,
        "state": "exact",
    }


_FAMILY_AT = TEXT.index(FAMILY)
ARTICLE = article_of(
    TEXT,
    [
        {
            "at": ["We have no money left 💸 for the harbour", "Not a single\nkrone"],
            "speaker": "Tove Brink",
            "tone": "ironic",
            "note": "Said\u2028twice,\x85loudly; “quoted”\r\nand\ttabbed.",
        },
        {"at": ["money left 💸"], "kind": "scare", "parent": 1, "tone": "hypothetical"},
        {"at": ["for the harbour,” said mayor"], "kind": "statement"},  # crosses the first
        {"at": ["لا مال لدينا 🙂 للميناء"], "kind": "indirect", "speaker": "تووه برينك"},
        {"at": ["אין לנו כסף 😀"], "kind": "partial"},
        {"at": [(_FAMILY_AT, _FAMILY_AT + 3)], "kind": "scare"},  # a part of the family
        {"at": ["a joke\u2028of a ‘café’"], "tone": "question"},
        {"at": ["café"], "kind": "scare", "parent": 7},
        {"at": ["e\u0301", "number", (TEXT.index("<&"), TEXT.index("<&") + 5), "\U0010fffd"], "kind": "partial"},
        {"at": [None, "Nobody was\n\nwilling"], "kind": "statement"},
        {"at": [None], "kind": "direct"},
        {"at": ["last ferry"], "parent": 11, "kind": "indirect"},
        {"at": ["交じ"], "kind": "scare"},
        {"at": ["obody wa"], "kind": "scare"},  # cuts words
        {"at": [" was"], "kind": "scare"},  # begins with a space
    ],
)
EMPTY = article_of(
    "Nothing is said here 😀.", [], number=2, title="", source=None, url="", state="done", language="und"
)
WAITING = article_of("She said “no”.", [], number=3, state="inbox", published_on=None)
ARTICLES = [ARTICLE, EMPTY, WAITING]


def lines(*articles: dict[str, Any]) -> list[bytes]:
    """Their native lines, as one block."""
    return [b"".join(json.dumps(article, ensure_ascii=False).encode() + b"\n" for article in articles)]


def placed(article: dict[str, Any]) -> dict[str, list[tuple[int, int]]]:
    """Where the article's quotes stand, by their ids, in the order of the text; without what has no place."""
    spans = {
        quote["id"]: sorted((s["start"], s["end"]) for s in quote["segments"] if s["start"] is not None)
        for quote in article["quotes"]
    }
    return {id: where for id, where in spans.items() if where}

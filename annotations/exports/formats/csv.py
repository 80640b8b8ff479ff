"""A table for spreadsheets and data frames: a row for each quote of each claim."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Any

import orjson

from annotations.exports.shape import Blocks, Format

BOM = b"\xef\xbb\xbf"  # without it Excel takes the file for its own old encoding

COLUMNS = (
    *("claim_id", "claim_version", "claim", "state", "project", "author", "speaker", "speaker_role", "said_on", "place"),
    *("occasion", "topics", "priority", "round", "content_version", "created_at", "updated_at"),
    *("decision", "decision_headline", "decided_at", "verdicts", "evidence"),
    *("quote_id", "quote", "kind", "tone", "quote_speaker", "note", "spans", "spans_utf16", "segment_states"),
    *("article_id", "article_title", "article_url", "article_source", "article_published_on", "article_language"),
    *("revision", "revision_sha256"),
)
OF_A_QUOTE = COLUMNS.index("quote_id")

# What spreadsheets take for a formula, and what of it is a number all the same.
_FORMULA = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


def render(blocks: Blocks) -> Iterator[bytes]:
    """RFC 4180, CRLF, with a header. Every row has every column."""
    yield BOM + _table([COLUMNS])
    for block in blocks:
        yield _table(row for line in block.splitlines() for row in _rows(orjson.loads(line)))


def _table(rows: Any) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([_cell(value) for value in row] for row in rows)
    return text.getvalue().encode()


def _cell(value: Any) -> str:
    """A value as a cell that no spreadsheet computes: an apostrophe goes before what would be a formula."""
    text = "" if value is None else str(value)
    if _FORMULA.match(text) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


def _rows(claim: dict[str, Any]) -> Iterator[list[Any]]:
    speaker, decision = claim["speaker"] or {}, claim["decision"] or {}
    of_the_claim = [
        *(claim["id"], claim["version"], claim["text"], claim["state"], claim["project"], claim["author"]["name"]),
        *(speaker.get("name"), speaker.get("role"), claim["said_on"], claim["place"], claim["occasion"]),
        *("; ".join(claim["topics"]), claim["priority"], claim["round"], claim["content_version"]),
        *(claim["created_at"], claim["updated_at"]),
        *(decision.get("rating"), decision.get("headline"), decision.get("created_at")),
        "; ".join(verdict["rating"] for verdict in claim["verdicts"]),
        "; ".join(evidence["url"] or evidence["title"] for evidence in claim["evidence"]),
    ]
    for quote in claim["quotes"]:
        yield of_the_claim + _of_a_quote(quote)
    if not claim["quotes"]:
        yield of_the_claim + [None] * (len(COLUMNS) - OF_A_QUOTE)


def _of_a_quote(quote: dict[str, Any]) -> list[Any]:
    article, segments = quote["article"], quote["segments"]
    return [
        *(quote["id"], " […] ".join(segment["exact"] for segment in segments), quote["kind"], quote["tone"]),
        *((quote["speaker"] or {}).get("name"), quote["note"]),
        _list([[segment["start"], segment["end"]] for segment in segments]),
        _list([[segment["start_utf16"], segment["end_utf16"]] for segment in segments]),
        "; ".join(segment["state"] for segment in segments),
        *(article["id"], article["title"], article["url"], (article["source"] or {}).get("name")),
        *(article["published_on"], article["language"], quote["revision"], quote["revision_sha256"]),
    ]


def _list(value: list[Any]) -> str:
    # As JSON: "574-778" or "574:778" a spreadsheet would turn into a date or a time.
    return orjson.dumps(value).decode()


FORMAT = Format(
    name="csv",
    media_type="text/csv; charset=utf-8",
    extension="csv",
    description=(
        "A table for spreadsheets and data frames (RFC 4180, UTF-8 with a byte order mark, CRLF): one row for each quote of "
        "each claim, the claim's columns repeated; a claim without quotes has one row. `spans` and `spans_utf16` are JSON "
        "lists of [start, end], one for each segment. What a spreadsheet would compute gets an apostrophe before it."
    ),
    loses=(
        "Of verdicts and evidence everything but the ratings in the order they were given and the addresses; reviewers, "
        "reasons and confidence; of a decision all but rating, headline and time; the words around a quote; "
        "ids of people, speakers and sources. A claim with several quotes is several rows: count claims by claim_id. "
        "An apostrophe at a cell's start may be ours."
    ),
    render=render,
)

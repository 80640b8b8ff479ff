"""A table for spreadsheets and data frames: a row for each quote of each claim."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from typing import Any

import orjson

from annotations.exports.shape import EXAMPLE, Blocks, Format

BOM = b"\xef\xbb\xbf"  # without it Excel takes the file for its own old encoding

# What spreadsheets take for a formula, also behind apostrophes, or one of those would be taken for ours and away; and what of
# it is a number all the same.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)


def render(blocks: Blocks) -> Iterator[bytes]:
    """RFC 4180, CRLF, with a header. Every row has every column."""
    yield BOM + _table([OF_A_CLAIM + OF_A_QUOTE])
    for block in blocks:
        yield _table(row for line in block.splitlines() for row in _rows(orjson.loads(line)))


def _table(rows: Iterable[list[Any]]) -> bytes:
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
    shared = list(_claim(claim).values())
    for quote in claim["quotes"]:
        yield shared + list(_quote(quote).values())
    if not claim["quotes"]:
        yield shared + [None] * len(OF_A_QUOTE)


def _claim(claim: dict[str, Any]) -> dict[str, Any]:
    speaker, decision = claim["speaker"] or {}, claim["decision"] or {}
    return {
        "claim_id": claim["id"],
        "claim_version": claim["version"],
        "claim": claim["text"],
        "state": claim["state"],
        "project": claim["project"],
        "author": claim["author"]["name"],
        "speaker": speaker.get("name"),
        "speaker_role": speaker.get("role"),
        "said_on": claim["said_on"],
        "place": claim["place"],
        "occasion": claim["occasion"],
        "topics": "; ".join(claim["topics"]),
        "priority": claim["priority"],
        "round": claim["round"],
        "content_version": claim["content_version"],
        "created_at": claim["created_at"],
        "updated_at": claim["updated_at"],
        "decision": decision.get("rating"),
        "decision_label": decision.get("rating_label"),
        "decision_rating_version": decision.get("rating_version"),
        "decision_merged_into": decision.get("merged_into"),
        "decision_round": decision.get("round"),
        "decision_headline": decision.get("headline"),
        "decided_at": decision.get("created_at"),
        "verdicts": "; ".join(verdict["rating"] for verdict in claim["verdicts"]),
        "verdict_labels": "; ".join(verdict["rating_label"] for verdict in claim["verdicts"]),
        "verdict_rating_versions": "; ".join(str(verdict["rating_version"]) for verdict in claim["verdicts"]),
        "verdicts_merged_into": "; ".join(verdict["merged_into"] or "" for verdict in claim["verdicts"]),
        "evidence": "; ".join(evidence["url"] or evidence["title"] for evidence in claim["evidence"]),
        "sources": decision.get("sources"),
        "questions": "; ".join(question["text"] for question in claim["questions"]),
        "answers": "; ".join(evidence["answer"] for evidence in claim["evidence"] if evidence["answer"]),
        "contacted": "; ".join(contact["who"] for contact in claim["contacts"] if contact["who"]),
    }


def _quote(quote: dict[str, Any]) -> dict[str, Any]:
    article, segments = quote["article"], quote["segments"]
    return {
        "quote_id": quote["id"],
        "quote": " […] ".join(segment["exact"] for segment in segments),
        "kind": quote["kind"],
        "tone": quote["tone"],
        "quote_speaker": (quote["speaker"] or {}).get("name"),
        "note": quote["note"],
        # As JSON: 5-7 or 5:7 a spreadsheet would turn into a date or a time.
        "spans": orjson.dumps([[segment["start"], segment["end"]] for segment in segments]).decode(),
        "spans_utf16": orjson.dumps([[segment["start_utf16"], segment["end_utf16"]] for segment in segments]).decode(),
        "segment_states": "; ".join(segment["state"] for segment in segments),
        "article_id": article["id"],
        "article_title": article["title"],
        "article_url": article["url"],
        "article_source": (article["source"] or {}).get("name"),
        "article_published_on": article["published_on"],
        "article_language": article["language"],
        "revision": quote["revision"],
        "revision_sha256": quote["revision_sha256"],
    }


_example = orjson.loads(EXAMPLE)
OF_A_CLAIM, OF_A_QUOTE = list(_claim(_example)), list(_quote(_example["quotes"][0]))

FORMAT = Format(
    name="csv",
    gist="A table for Excel and data frames",
    media_type="text/csv; charset=utf-8",
    extension="csv",
    description=(
        "A table for spreadsheets and data frames (RFC 4180, UTF-8 with a byte order mark, CRLF): one row for each "
        "quote of each claim, the claim's columns repeated; a claim without quotes has one row. `spans` and "
        "`spans_utf16` are JSON lists of [start, end], one for each segment. What a spreadsheet would compute gets an "
        "apostrophe before it."
    ),
    loses=(
        "What jsonl loses, and of verdicts and evidence everything but the ratings, in the order they were given, and "
        "the addresses: so reviewers, reasons and confidence. Of a decision all but rating, round, headline, time and "
        "the number of sources. Which answer is to which question, of contacts all but who was asked, comments. The "
        "words around a quote; ids of people, speakers and sources. A claim with several quotes is several rows: count "
        "claims by claim_id. An apostrophe at a cell's start may be ours."
    ),
    render=render,
)

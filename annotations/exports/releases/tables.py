"""A release as tables: what a data frame or a training script wants of the native lines, a file for each split.

The files are Parquet where pyarrow is installed (requirements-parquet.txt), and else the same rows as JSON lines. A table's
columns are named here once: rows, Parquet schema, dataset card and Croissant are all read from them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

Line = Mapping[str, Any]
Type = str | list[Any]
"""`string`, `int`, `float`, `bool`, `time` (a text, as in the native line); in a list, several; a list of a mapping,
several rows of these columns."""


@dataclass(frozen=True)
class Column:
    """One column: its name, type and meaning, and where a native line has it."""

    name: str
    type: Type
    meaning: str
    of: Callable[[Line], Any]


@dataclass(frozen=True)
class Table:
    """One table, of claim lines or of article lines; each line makes some rows."""

    name: str
    meaning: str
    of: str
    columns: tuple[Column, ...]
    rows: Callable[[Line], list[Line]]


def _own(name: str, type: Type, meaning: str) -> Column:
    return Column(name, type, meaning, lambda line: line[name])


def _maybe(name: str, of: str, key: str, type: Type, meaning: str) -> Column:
    """A column from an object that need not be there."""
    return Column(name, type, meaning, lambda line: (line[of] or {}).get(key))


def _rating(name: str, type: Type, meaning: str) -> Column:
    return Column(name, type, meaning, lambda line: ((line["decision"] or {}).get("mapping") or {}).get(name))


def words_of(quote: Line) -> str:
    """A quote's words, its segments one after the other."""
    return " […] ".join(segment["exact"] for segment in quote["segments"])


def _picked(rows: list[Any], *names: str) -> list[dict[str, Any]]:
    return [{name: row[name] for name in names} for row in rows]


def _evidence(claim: Line) -> list[dict[str, Any]]:
    plain = (
        "id",
        "stance",
        "title",
        "url",
        "archive_url",
        "published_on",
        "excerpt",
        "question",
        "answer",
        "answer_kind",
    )
    return [
        row | {"source": (one["source"] or {}).get("name")}
        for one, row in zip(claim["evidence"], _picked(claim["evidence"], *plain), strict=True)
    ]


def _verdicts(claim: Line) -> list[dict[str, Any]]:
    plain = ("id", "rating", "confidence", "rationale", "claim_version", "round", "informed", "stale", "submitted_at")
    return [
        row | {"reviewer": one["reviewer"]["id"]}
        for one, row in zip(claim["verdicts"], _picked(claim["verdicts"], *plain), strict=True)
    ]


def _articles_of(claim: Line) -> list[str]:
    return list(dict.fromkeys(quote["article"]["id"] for quote in claim["quotes"]))


GROUP = _own("group", "string", "What belongs together, by articles, quotes and duplicates; never in two splits.")

CLAIMS = Table(
    "claims",
    "One row a claim, with the desk's decision, its evidence and the verdicts behind it.",
    "claims",
    (
        _own("id", "string", "The claim's id."),
        _own("text", "string", "What is claimed, as a sentence that stands on its own."),
        _own("state", "string", "Where the claim stands in the desk's work."),
        _maybe("rating", "decision", "rating", "string", "The code of the desk's decision; null before there is one."),
        _maybe("rating_label", "decision", "rating_label", "string", "The decision in words."),
        _maybe("scale", "decision", "scale", "string", "The scale the rating is on."),
        _rating("numeric", "float", "The rating from 0 (false) to 1 (true), where it has a place there."),
        _rating("fever", "string", "The rating as FEVER has it."),
        _rating("averitec", "string", "The rating as AVeriTeC has it."),
        _maybe("headline", "decision", "headline", "string", "The decision's headline."),
        _maybe("summary", "decision", "summary", "string", "The decision's summary."),
        _maybe("decided_at", "decision", "created_at", "time", "When it was decided."),
        Column("speaker", "string", "Who said it.", lambda claim: (claim["speaker"] or {}).get("name")),
        Column("speaker_role", "string", "Who that is.", lambda claim: (claim["speaker"] or {}).get("role")),
        _own("said_on", "string", "The day it was said."),
        _own("place", "string", "Where."),
        _own("occasion", "string", "On what occasion."),
        _own("topics", ["string"], "What it is about."),
        Column(
            "language",
            "string",
            "The language of the first article it was made from.",
            lambda claim: next((quote["article"]["language"] for quote in claim["quotes"]), None),
        ),
        Column(
            "quotes", ["string"], "The ids of its quotes.", lambda claim: [quote["id"] for quote in claim["quotes"]]
        ),
        Column("quote_texts", ["string"], "Their words.", lambda claim: [words_of(quote) for quote in claim["quotes"]]),
        Column("articles", ["string"], "The ids of the articles they are from.", _articles_of),
        Column("questions", ["string"], "What was asked.", lambda claim: [one["text"] for one in claim["questions"]]),
        Column(
            "evidence",
            [
                dict.fromkeys(
                    (
                        *("id", "stance", "title", "url", "archive_url", "published_on", "excerpt"),
                        *("question", "answer", "answer_kind", "source"),
                    ),
                    "string",
                )
            ],
            "What speaks for and against it.",
            _evidence,
        ),
        Column(
            "verdicts",
            [
                dict.fromkeys(("id", "rating", "confidence", "rationale"), "string")
                | {"claim_version": "int", "round": "int", "informed": "bool", "stale": "bool"}
                | {"submitted_at": "string", "reviewer": "string"}
            ],
            "The reviewers' verdicts that are revealed, as far as this release tells them.",
            _verdicts,
        ),
        _own("created_at", "time", "When it was made."),
        _own("version", "int", "Its version."),
        GROUP,
    ),
    lambda claim: [claim],
)


def _quotes(article: Line) -> list[Line]:
    about = {name: article[name] for name in ("language", "group")}
    about |= {"article": article["id"], "article_title": article["title"], "article_url": article["url"]}
    about |= {"revision_sha256": article["revision"]["sha256"]}
    return [{**quote, **about} for quote in article["quotes"]]


_PLACES = ("start", "end", "start_utf16", "end_utf16")
_SEGMENT = dict.fromkeys(_PLACES, "int") | dict.fromkeys(("exact", "prefix", "suffix", "state"), "string")

QUOTES = Table(
    "quotes",
    "One row a quote, also those no claim was made from.",
    "articles",
    (
        _own("id", "string", "The quote's id."),
        Column("text", "string", "Its words; […] stands between segments.", words_of),
        _own("kind", "string", "direct, partial, indirect, scare or statement."),
        _own("tone", "string", "literal, ironic, hypothetical or question."),
        Column("speaker", "string", "Who is quoted.", lambda quote: (quote["speaker"] or {}).get("name")),
        _own("parent", "string", "The quote this one is inside of."),
        _own("note", "string", "The annotator's note."),
        _own("origin", "string", "person, suggestion or import."),
        Column(
            "segments",
            [_SEGMENT],
            "Where it stands in the article's text: code points from 0, end exclusive, and the same in UTF-16.",
            lambda quote: _picked(quote["segments"], *_SEGMENT),
        ),
        Column(
            "claims", ["string"], "The ids of its claims.", lambda quote: [claim["id"] for claim in quote["claims"]]
        ),
        _own("article", "string", "The id of the article."),
        _own("article_title", "string", "Its title."),
        _own("article_url", "string", "Its address."),
        _own("language", "string", "Its language."),
        _own("revision_sha256", "string", "The sum of the text the places are in."),
        GROUP,
    ),
    _quotes,
)


def _spans(article: Line) -> list[dict[str, Any]]:
    return [
        {"quote": quote["id"], "kind": quote["kind"], "start": segment["start"], "end": segment["end"]}
        for quote in article["quotes"]
        for segment in quote["segments"]
        if segment["start"] is not None
    ]


ARTICLES = Table(
    "articles",
    "One row an article, its whole text with the places of all quotes.",
    "articles",
    (
        _own("id", "string", "The article's id."),
        _own("title", "string", "Its title."),
        _own("text", "string", "Its text, to the character."),
        Column(
            "spans",
            [{"quote": "string", "kind": "string", "start": "int", "end": "int"}],
            "Every segment of every quote, in code points from 0, end exclusive.",
            _spans,
        ),
        _own("state", "string", "In an article that is done, what is not marked is no quote."),
        _own("url", "string", "Its address."),
        Column("source", "string", "Who published it.", lambda article: (article["source"] or {}).get("name")),
        _own("byline", "string", "Who wrote it."),
        _own("published_on", "string", "The day it was published."),
        _own("language", "string", "Its language."),
        _own("rights", "string", "Who holds the rights in the text."),
        Column("sha256", "string", "The sum of the text.", lambda article: article["revision"]["sha256"]),
        GROUP,
    ),
    lambda article: [article],
)

TABLES = (CLAIMS, QUOTES, ARTICLES)


def rows_of(table: Table, line: Line) -> list[dict[str, Any]]:
    """The rows one native line makes; the line has been given its `group`."""
    return [{column.name: column.of(row) for column in table.columns} for row in table.rows(line)]

"""A release as tables: what a data frame or a training script wants of the native lines, a file for each split.

The files are Parquet where pyarrow is installed (requirements-parquet.txt), and else the same rows as JSON lines. A table's
columns are named here once: rows, Parquet schema, dataset card and Croissant are all read from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
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
    """One table: what its columns are, and the rows each claim line, or article line, makes."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    rows: Callable[[Line], list[Line]]


def _own(name: str, type: Type, meaning: str) -> Column:
    return Column(name, type, meaning, lambda line: line[name])


def _within(name: str, of: str, key: str, meaning: str, type: Type = "string") -> Column:
    """A member of an object of the line that may be null."""
    return Column(name, type, meaning, lambda line: (line[of] or {}).get(key))


def _rating(name: str, type: Type, meaning: str) -> Column:
    return Column(name, type, meaning, lambda line: ((line["decision"] or {}).get("mapping") or {}).get(name))


def _rows(name: str, row: Mapping[str, str], meaning: str, of: Callable[[Line], Iterable[Line]]) -> Column:
    """A column that holds rows of its own: `of` finds them, `row` says which of their members are taken, and their types."""
    return Column(name, [row], meaning, lambda line: [{key: one[key] for key in row} for one in of(line)])


def words_of(quote: Line) -> str:
    """A quote's words, its segments one after the other."""
    return " […] ".join(segment["exact"] for segment in quote["segments"])


def _articles_of(claim: Line) -> list[str]:
    return list(dict.fromkeys(quote["article"]["id"] for quote in claim["quotes"]))


_EVIDENCE = dict.fromkeys(
    (
        *("id", "stance", "title", "url", "archive_url", "published_on", "excerpt"),
        *("question", "answer", "answer_kind", "source"),
    ),
    "string",
)
_VERDICT = (
    dict.fromkeys(("id", "rating", "confidence", "rationale"), "string")
    | {"claim_version": "int", "round": "int", "informed": "bool", "stale": "bool"}
    | {"submitted_at": "string", "reviewer": "string"}
)
_SEGMENT = dict.fromkeys(("start", "end", "start_utf16", "end_utf16"), "int") | dict.fromkeys(
    ("exact", "prefix", "suffix", "state"), "string"
)
_SPAN = {"quote": "string", "kind": "string", "start": "int", "end": "int"}

GROUP = _own("group", "string", "What belongs together, by articles, quotes and duplicates; never in two splits.")

CLAIMS = Table(
    "claims",
    "One row a claim, with the desk's decision, its evidence and the verdicts behind it.",
    (
        _own("id", "string", "The claim's id."),
        _own("text", "string", "What is claimed, as a sentence that stands on its own."),
        _own("state", "string", "Where the claim stands in the desk's work."),
        _within("rating", "decision", "rating", "The code of the desk's decision; null before there is one."),
        _within("rating_label", "decision", "rating_label", "The decision in words."),
        _within("scale", "decision", "scale", "The scale the rating is on."),
        _rating("numeric", "float", "The rating from 0 (false) to 1 (true), where it has a place there."),
        _rating("fever", "string", "The rating as FEVER has it."),
        _rating("averitec", "string", "The rating as AVeriTeC has it."),
        _within("headline", "decision", "headline", "The decision's headline."),
        _within("summary", "decision", "summary", "The decision's summary."),
        _within("decided_at", "decision", "created_at", "When it was decided.", "time"),
        _within("speaker", "speaker", "name", "Who said it."),
        _within("speaker_role", "speaker", "role", "Who that is."),
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
        _rows(
            "evidence",
            _EVIDENCE,
            "What speaks for and against it.",
            lambda claim: ({**one, "source": (one["source"] or {}).get("name")} for one in claim["evidence"]),
        ),
        _rows(
            "verdicts",
            _VERDICT,
            "The reviewers' verdicts that are revealed, as far as this release tells them.",
            lambda claim: ({**one, "reviewer": one["reviewer"]["id"]} for one in claim["verdicts"]),
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


QUOTES = Table(
    "quotes",
    "One row a quote, also those no claim was made from.",
    (
        _own("id", "string", "The quote's id."),
        Column("text", "string", "Its words; […] stands between segments.", words_of),
        _own("kind", "string", "direct, partial, indirect, scare or statement."),
        _own("tone", "string", "literal, ironic, hypothetical or question."),
        _within("speaker", "speaker", "name", "Who is quoted."),
        _own("parent", "string", "The quote this one is inside of."),
        _own("note", "string", "The annotator's note."),
        _own("origin", "string", "person, suggestion or import."),
        _rows(
            "segments",
            _SEGMENT,
            "Where it stands in the article's text: code points from 0, end exclusive, and the same in UTF-16.",
            lambda quote: quote["segments"],
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


def _spans(article: Line) -> Iterator[Line]:
    for quote in article["quotes"]:
        for segment in quote["segments"]:
            if segment["start"] is not None:
                yield {**segment, "quote": quote["id"], "kind": quote["kind"]}


ARTICLES = Table(
    "articles",
    "One row an article, its whole text with the places of all quotes.",
    (
        _own("id", "string", "The article's id."),
        _own("title", "string", "Its title."),
        _own("text", "string", "Its text, to the character."),
        _rows("spans", _SPAN, "Every segment of every quote, in code points from 0, end exclusive.", _spans),
        _own("state", "string", "In an article that is done, what is not marked is no quote."),
        _own("url", "string", "Its address."),
        _within("source", "source", "name", "Who published it."),
        _own("byline", "string", "Who wrote it."),
        _own("published_on", "string", "The day it was published."),
        _own("language", "string", "Its language."),
        _own("rights", "string", "Who holds the rights in the text."),
        _within("sha256", "revision", "sha256", "The sum of the text."),
        GROUP,
    ),
    lambda article: [article],
)

TABLES = (CLAIMS, QUOTES, ARTICLES)


def rows_of(table: Table, line: Line) -> list[dict[str, Any]]:
    """The rows one native line makes; the line has been given its `group`."""
    return [{column.name: column.of(row) for column in table.columns} for row in table.rows(line)]

"""One article that several people have annotated, each in a file of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from annotations.imports.shape import ArticleDraft, PersonDraft, QuoteDraft, Row, key_of


def together(rows: Iterable[tuple[Row, PersonDraft | None]]) -> Iterator[Row]:
    """The rows, with articles that come several times in a row made one; their quotes then say whose they are."""
    held: list[tuple[ArticleDraft, PersonDraft | None]] = []
    for row, person in rows:
        if held and not (isinstance(row, ArticleDraft) and row.key == held[0][0].key and row.text == held[0][0].text):
            yield _joined(held)
            held = []
        if isinstance(row, ArticleDraft):
            held.append((row, person))
        else:
            yield row
    if held:
        yield _joined(held)


def _joined(held: list[tuple[ArticleDraft, PersonDraft | None]]) -> ArticleDraft:
    article, _ = held[0]
    if len(held) == 1:
        return article
    quotes: dict[str, QuoteDraft] = {}
    for one, person in held:
        # Two people's copies of one file have the same ids in it: the first keeps them.
        keys = {q.key: key_of(q.key, person.key if person else "") if q.key in quotes else q.key for q in one.quotes}
        for quote in one.quotes:
            parent = keys[quote.parent] if quote.parent else None
            quotes[keys[quote.key]] = replace(quote, key=keys[quote.key], parent=parent, author=quote.author or person)
    return replace(article, quotes=tuple(quotes.values()))

"""What annotation programs have in common: spans with labels, and ties between them. Here they become quotes.

A tie `continues` makes one quote of all the spans it ties, `inside` puts one quote in another; those are the words our
own exports use. Any other tie, and whatever else a program can say that has no place here, is refused once for each word,
until the importer says that it may be left out.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from annotations.imports.foreign import Foreign
from annotations.imports.shape import (
    KINDS,
    ArticleDraft,
    Passage,
    PersonDraft,
    Place,
    QuoteDraft,
    Refusal,
    Row,
    SourceDraft,
    SpeakerDraft,
    key_of,
    refusal_of,
)
from annotations.text import TextRefused

CONTINUES, INSIDE = "continues", "inside"
CORRECT = "Correct the offsets or the words there, or leave the mark out."

_PLAIN = ("title", "url", "byline", "published_on", "language", "rights", "state")


@dataclass(frozen=True, slots=True)
class Mark:
    """A span with a label, or several spans that the file itself makes one."""

    id: str  # within its article
    at: Place
    label: str
    passages: tuple[Passage, ...]
    tone: str = "literal"
    speaker: str = ""
    note: str = ""
    quote: str = ""  # the quote's id, where the file has one of ours
    author: PersonDraft | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """A relation the file draws from one mark to another, by their ids."""

    origin: str
    target: str
    label: str
    at: Place


@dataclass
class Unplaced:
    """The words of a file that mean nothing here. Each is refused once, unless `labels` maps it to ""."""

    labels: Mapping[str, str]
    _said: set[str] = field(default_factory=set)

    def refusal(self, word: str, what: str, at: Place) -> Refusal | None:
        """The refusal of `word`; None when the importer leaves it out or it was refused before."""
        if self.labels.get(word) == "" or word in self._said:
            return None
        self._said.add(word)
        return Refusal(at, f"{what} “{word}” has no place in Factcheck.", f'Leave such out: labels={{"{word}": ""}}.')


def article_of(
    foreign: Foreign,
    known: Mapping[str, Any],
    marks: Sequence[Mark],
    ties: Iterable[Tie],
    at: Place,
    unplaced: Unplaced,
) -> Iterator[Row]:
    """The article with its quotes, after what is wrong with their ties. `known` is what our own exports say of one."""
    text = foreign.text
    key = identity(known.get("article_id")) or key_of(text)
    quotes: dict[str, QuoteDraft] = {}
    for found in _quotes(key, marks, ties, unplaced):
        if isinstance(found, Refusal):
            yield found
        else:
            quotes.setdefault(found.key, found)
    said = _said(known)
    yield ArticleDraft(key=key, at=at, text=text, quotes=tuple(quotes.values()), **said)


def _said(known: Mapping[str, Any]) -> dict[str, Any]:
    """What is known of the article; of another program's words only those that can mean nothing else."""
    said: dict[str, Any] = {name: known[name] for name in _PLAIN if isinstance(known.get(name), str)}
    if not identity(known.get("article_id")):
        fits = {"title": ".+", "byline": ".+", "url": "https?://.+", "published_on": r"\d{4}-\d\d-\d\d"}
        said = {name: words for name, words in said.items() if name in fits and re.fullmatch(fits[name], words)}
    source, revision = known.get("source"), str(known.get("revision", ""))
    if isinstance(source, str) and source.strip():
        said["source"] = SourceDraft(source)
    if revision.isascii() and revision.isdigit() and "state" in said:
        said["revision"] = int(revision[:9])
    return said


def passage_or_refusal(foreign: Foreign, start: Any, end: Any, exact: str | None, at: Place) -> Passage | Refusal:
    """The words from `start` to `end`, or why not."""
    if type(start) is not int or type(end) is not int:
        return Refusal(at, "The mark does not say from where to where.", "Give start and end as whole numbers.")
    try:
        return foreign.passage(start, end, exact)
    except TextRefused as refused:
        return Refusal(at, str(refused), CORRECT)


def text_or_refusal(raw: Any, at: Place, unit: Any = "code points") -> Foreign | Refusal:
    """The text of an article, or why it is none."""
    if not isinstance(raw, str):
        return Refusal(at, "Here is no text.", "Give the article's words, as a string.")
    try:
        return Foreign(raw, unit)
    except TextRefused as refused:
        return refusal_of(refused, at)


def identity(said: Any) -> str:
    """An id of ours, or "" for what is none."""
    try:
        return str(uuid.UUID(said)) if isinstance(said, str) and len(said) == 36 else ""
    except ValueError:
        return ""


def _quotes(
    article: str, marks: Sequence[Mark], ties: Iterable[Tie], unplaced: Unplaced
) -> Iterator[QuoteDraft | Refusal]:
    by_id = {mark.id: mark for mark in marks}
    heads = {id: id for id in by_id}

    def head(id: str) -> str:
        while heads[id] != id:
            heads[id] = id = heads[heads[id]]
        return id

    nested: list[Tie] = []
    for tie in ties:
        label = unplaced.labels.get(tie.label, tie.label)
        if label not in (CONTINUES, INSIDE):
            if refusal := unplaced.refusal(tie.label, "The relation", tie.at):
                yield refusal
        elif missing := {tie.origin, tie.target} - by_id.keys():
            yield Refusal(tie.at, f"It ties a mark that is not there: {min(missing)}.", "Leave the relation out.")
        elif label == INSIDE:
            nested.append(tie)
        elif by_id[tie.origin].label != by_id[tie.target].label:
            yield Refusal(tie.at, "It makes one quote of marks with different labels.", "Give both the same label.")
        else:
            heads[head(tie.origin)] = head(tie.target)

    parts: dict[str, list[Mark]] = {}
    for mark in marks:
        parts.setdefault(head(mark.id), []).append(mark)
    keys = {id: _key(article, together) for id, together in parts.items()}
    parents: dict[str, str] = {}
    for tie in nested:
        inner, outer = head(tie.origin), keys[head(tie.target)]
        if parents.setdefault(inner, outer) != outer:
            yield Refusal(tie.at, "It puts a quote in two others.", "Leave one of the two relations out.")
    for id, together in parts.items():
        yield _quote(keys[id], together, parents.get(id))


def _key(article: str, marks: Sequence[Mark]) -> str:
    """The quote's own id, or else a hash of what it says."""
    if own := next((mark.quote for mark in marks if mark.quote), ""):
        return own
    spans = sorted((p.start, p.end) for mark in marks for p in mark.passages)
    said = [f"{mark.tone} {mark.speaker} {mark.note}" for mark in marks]
    author = marks[0].author.key if marks[0].author else ""
    return key_of(article, author, marks[0].label, str(spans), *said)


def _quote(key: str, marks: Sequence[Mark], parent: str | None) -> QuoteDraft:
    """One quote made of its marks. Tone, speaker and note are those of the first mark in the text that has one."""
    first = min(marks, key=lambda mark: mark.passages[0].start or 0)
    speaker = next((mark.speaker for mark in (first, *marks) if mark.speaker.strip()), "")
    return QuoteDraft(
        key=key,
        at=first.at,
        author=first.author,
        passages=tuple(sorted((p for mark in marks for p in mark.passages), key=lambda p: p.start or 0)),
        kind=first.label if first.label in KINDS else "",
        label="" if first.label in KINDS else first.label,
        tone=next((mark.tone for mark in (first, *marks) if mark.tone != "literal"), "literal"),
        speaker=SpeakerDraft(speaker) if speaker else None,
        note=next((mark.note for mark in (first, *marks) if mark.note), ""),
        parent=parent,
    )

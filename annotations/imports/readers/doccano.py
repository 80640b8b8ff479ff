"""Doccano's JSON Lines of sequence labelling, with and without relations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from annotations.imports.foreign import Foreign
from annotations.imports.marks import (
    Mark,
    Tie,
    Unplaced,
    article_of,
    identity,
    passage_or_refusal,
    text_or_refusal,
)
from annotations.imports.members import Member, members
from annotations.imports.shape import Options, Place, Reader, Refusal, Row

SPANS = ("entities", "label", "labels", "spans")
"""Where spans are, the fullest form first."""


def read(file: BinaryIO, options: Options) -> Iterator[Row]:
    """An article for each line."""
    unplaced = Unplaced(options.labels)
    for member in members(file):
        if isinstance(member, Refusal):
            yield member
        elif not isinstance(member.value, dict) or "text" not in member.value:
            yield Refusal(member.at, "Here is no text.", "Give each line's words under `text`.")
        else:
            yield from _line(member, unplaced)


def _line(member: Member, unplaced: Unplaced) -> Iterator[Row]:
    line: dict[str, Any] = member.value
    foreign = text_or_refusal(line["text"], Place(member.line, f"{member.pointer}/text"))
    if isinstance(foreign, Refusal):
        yield foreign
        return
    marks: list[Mark] = []
    name = next((name for name in SPANS if line.get(name)), "")
    for i, span in enumerate(_list(line.get(name))):
        at = Place(member.line, f"{member.pointer}/{name}/{i}")
        mark = _mark(foreign, span, at)
        if isinstance(mark, Mark):
            marks.append(mark)
        elif refusal := mark or unplaced.refusal(str(span), "The label of a whole text,", at):
            yield refusal
    for i, category in enumerate(_list(line.get("cats"))):
        at = Place(member.line, f"{member.pointer}/cats/{i}")
        if refusal := unplaced.refusal(str(category), "The label of a whole text,", at):
            yield refusal
    meta = line.get("meta") or line.get("metadata")
    known = {**meta, **line} if isinstance(meta, dict) else line
    # Relations name entities; beside plain labels they are metadata that came with an earlier import.
    ties = list(_ties(member)) if name == "entities" else []
    yield from article_of(foreign, known, marks, ties, member.at, unplaced)


def _list(found: Any) -> list[Any]:
    return found if isinstance(found, list) else [] if found is None else [found]


def _mark(foreign: Foreign, span: Any, at: Place) -> Mark | Refusal | None:
    """The span; None for what labels the whole text."""
    if isinstance(span, list) and len(span) == 3:
        span = dict(zip(("start", "end", "label"), span, strict=True))
    if not isinstance(span, dict):
        return None
    if not isinstance(label := span.get("label"), str):
        return Refusal(at, "The span has no label.", "Give it one, or leave it out.")
    start, end = (span.get(f"{name}_offset", span.get(name)) for name in ("start", "end"))
    passage = passage_or_refusal(foreign, start, end, None, at)
    if isinstance(passage, Refusal):
        return passage
    return Mark(str(span.get("id", at.pointer)), at, label, (passage,), quote=identity(span.get("quote")))


def _ties(member: Member) -> Iterator[Tie]:
    found = member.value.get("relations")
    for i, relation in enumerate(found if isinstance(found, list) else ()):
        if isinstance(relation, dict):
            at = Place(member.line, f"{member.pointer}/relations/{i}")
            yield Tie(str(relation.get("from_id")), str(relation.get("to_id")), str(relation.get("type")), at)


READER = Reader(
    name="doccano",
    gist="Annotated texts from doccano",
    media_types=("application/vnd.doccano+jsonl",),
    extensions=("jsonl",),
    description=(
        "Doccano’s export of sequence labelling, as JSON Lines or JSON: each line an article, its `text` with `label`, a "
        "list of [start, end, label], or with `entities` and `relations`, of which `continues` and `inside` make "
        "discontinuous and nested quotes. Offsets count Unicode code points. The file has no words to hold them "
        "against, so look at the rehearsal: old versions of doccano counted otherwise after an emoji."
    ),
    example='{"text": "“We have no money left,” said mayor Tove Brink.", "label": [[1, 22, "direct"]]}\n',
    read=read,
    telltale=(b'"label"', b'"entities"', b'"start_offset"'),
)

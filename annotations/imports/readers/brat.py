"""Brat's standoff: a .zip with .txt and .ann beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import PurePosixPath
from typing import Any, BinaryIO

import orjson

from annotations.imports.annotators import together
from annotations.imports.foreign import Foreign
from annotations.imports.marks import CORRECT, Mark, Tie, Unplaced, article_of, identity, text_or_refusal
from annotations.imports.shape import Options, Passage, PersonDraft, Place, Reader, Refusal, Row
from annotations.imports.unpacking import entries
from annotations.text import TextRefused, decode_upload

_SPAN = r"\d{1,10} \d{1,10}"
_TEXTBOUND = re.compile(rf"(\S+) ({_SPAN}(?:;{_SPAN})*)", re.ASCII)
_LINE_ENDS = re.compile("[\n\u2028\u2029]+")
_NOTES = {"Quote": "quote", "Speaker": "speaker", "AnnotatorNotes": "note"}


def read(file: BinaryIO, options: Options) -> Iterator[Row]:
    """An article for each .txt, with what the .ann of its name marks in it: in several folders, several people's."""
    return together(_rows(file, Unplaced(options.labels)))


def _rows(file: BinaryIO, unplaced: Unplaced) -> Iterator[tuple[Row, PersonDraft | None]]:
    opened = entries(file, order=_order)
    for stem, group in groupby(opened, key=lambda entry: None if isinstance(entry, Refusal) else _order(entry[0])[:2]):
        files: dict[str, bytes] = {}
        for entry in group:
            if isinstance(entry, Refusal):
                yield entry, None
            else:
                files[PurePosixPath(entry[0]).suffix.lower()] = entry[1]
        if stem is None:
            continue
        name, folder = stem
        path = str(PurePosixPath(folder) / name)
        person = PersonDraft(f"brat:{folder}", PurePosixPath(folder).name) if PurePosixPath(folder).name else None
        if ".txt" in files:
            for row in _article(path, files, unplaced):
                yield row, person
        elif ".ann" in files:
            reason = "There is no text beside these annotations."
            yield Refusal(Place(None, f"/{path}.ann"), reason, f"Put {name}.txt beside them."), None


def _order(path: str) -> tuple[str, str, str]:
    """The files of one name together, and of those the ones in a folder."""
    file = PurePosixPath(path)
    return file.stem, str(file.parent), file.suffix


def _article(stem: str, files: dict[str, bytes], unplaced: Unplaced) -> Iterator[Row]:
    at = Place(None, f"/{stem}.txt")
    try:
        raw, _ = decode_upload(files[".txt"])
        annotations, _ = decode_upload(files.get(".ann", b""))
    except TextRefused as refused:
        yield Refusal(at, str(refused), "Save both files in UTF-8.")
        return
    foreign = text_or_refusal(raw, at)
    if isinstance(foreign, Refusal):
        yield foreign
        return
    marks: dict[str, Mark] = {}
    ties: list[Tie] = []
    rest: list[tuple[Place, str, str, str]] = []
    for number, line in enumerate(annotations.removeprefix("\ufeff").split("\n"), 1):
        id, _, what = line.rstrip("\r").partition("\t")
        what, _, words = what.partition("\t")
        where = Place(number, f"/{stem}.ann")
        if id.startswith("T"):
            found = _mark(foreign, id, what, words, where)
            if isinstance(found, Refusal):
                yield found
            else:
                marks[id] = found
        elif id.strip():
            rest.append((where, id, what, words))
    for where, id, what, words in rest:
        tie = _said(marks, where, id, what, words, unplaced)
        if isinstance(tie, Refusal):
            yield tie
        elif tie:
            ties.append(tie)
    yield from article_of(foreign, _known(files), list(marks.values()), ties, at, unplaced)


def _mark(foreign: Foreign, id: str, what: str, words: str, at: Place) -> Mark | Refusal:
    found = _TEXTBOUND.fullmatch(what.strip())
    if not found:
        return Refusal(at, "This line is no annotation.", "Write it as: T1, tab, label start end, tab, words.")
    spans = [(int(start), int(end)) for start, end in (span.split() for span in found[2].split(";"))]
    try:
        passages = [foreign.passage(start, end) for start, end in sorted(spans)]
    except TextRefused as refused:
        return Refusal(at, str(refused), CORRECT)
    there = [foreign.raw[start:end] for start, end in spans]
    # A fragment's words are parted by a space, by nothing before brat 1.3; line ends cannot be written as such.
    if words and _plain(words) not in (_plain(" ".join(there)), _plain("".join(there))):
        reason = f"The text says “{' … '.join(there)[:80]}” there, not “{words[:80]}”."
        return Refusal(at, reason, CORRECT)
    return Mark(id, at, found[1], tuple(_joined(foreign.text, passages)))


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", words).strip()


def _joined(text: str, passages: list[Passage]) -> Iterator[Passage]:
    """The passages, those with nothing but a line's end between them made one: brat had to part them."""
    ends = [i for i, (one, other) in enumerate(pairwise(passages), 1) if not _goes_on(text, one, other)]
    for begin, end in pairwise([0, *ends, len(passages)]):
        start, stop = passages[begin].start, passages[end - 1].end
        yield Passage(start, stop, text[start:stop])


def _goes_on(text: str, one: Passage, other: Passage) -> bool:
    return _LINE_ENDS.fullmatch(text[one.end : other.start]) is not None


def _said(
    marks: dict[str, Mark], at: Place, id: str, what: str, words: str, unplaced: Unplaced
) -> Tie | Refusal | None:
    """What a line says of annotations: changes the mark it is about, or is a tie."""
    label, *targets = what.split() or [id]
    about = [target.rpartition(":")[2] for target in targets]
    mark = marks.get(about[0]) if about else None
    if id.startswith("R") and len(about) == 2:
        return Tie(about[0], about[1], label, at)
    if mark and id[0] in "AM" and label == "Tone" and len(targets) == 2:
        marks[mark.id] = replace(mark, tone=targets[1])
        return None
    if id.startswith("#") and label in _NOTES and (mark or not about):
        if mark:
            said: dict[str, Any] = {_NOTES[label]: identity(words) if label == "Quote" else words}
            marks[mark.id] = replace(mark, **said)
        return None
    kinds = {"A": "The attribute", "M": "The attribute", "E": "The event", "#": "The note", "N": "The normalisation"}
    return unplaced.refusal(label.partition(":")[0], kinds.get(id[0], "The relation"), at)


def _known(files: dict[str, bytes]) -> dict[str, Any]:
    """What our own exports put beside an article."""
    try:
        known = orjson.loads(files.get(".json", b"{}"))
    except orjson.JSONDecodeError:
        return {}
    return known if isinstance(known, dict) else {}


READER = Reader(
    name="brat",
    gist="Annotated texts from brat",
    media_types=("application/vnd.brat+zip",),
    extensions=("zip",),
    description=(
        "A .zip of brat’s files: each `NAME.txt` is an article, `NAME.ann` beside it its annotations; the same text "
        "in several folders is one article, annotated by several people, called as the folders are. A text-bound "
        "annotation of several fragments is a quote of several segments; fragments parted only by a line’s end are "
        "one. The attribute `Tone`, notes called `Speaker` and `AnnotatorNotes`, and the relations `inside` and "
        "`continues` are understood; other attributes, notes, relations, events and normalisations are refused until "
        "they are left out by `labels`. Offsets in code points, checked against the words."
    ),
    example="T1\tdirect 1 22\tWe have no money left\n#1\tSpeaker T1\tTove Brink\n",
    read=read,
    telltale=(b".ann", b"annotation.conf"),
)

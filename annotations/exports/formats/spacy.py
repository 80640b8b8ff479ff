"""SpaCy's DocBin: each article a document, its quotes a group of spans."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any
from zipfile import ZipFile

from annotations.exports.docbin import DocBin, Span, described
from annotations.exports.markings import Marking, articles_of, known_of, markings_of
from annotations.exports.shape import Blocks, Format
from annotations.exports.tokens import tokens_of
from annotations.exports.zipping import zipped

GROUP = "quotes"
CHARACTERS = 500_000
"""How long the texts of one file are together, about: spaCy's training reads a folder of files as it reads one."""


def render(blocks: Blocks) -> Iterator[bytes]:
    """A zip of .spacy files, each with a few hundred articles."""
    return zipped(_files(blocks))


def _files(blocks: Blocks) -> Iterator[tuple[str, bytes]]:
    number, size, bin = 1, 0, DocBin()
    for article in articles_of(blocks):
        _add(bin, article)
        size += len(article["text"])
        if size >= CHARACTERS:
            yield f"{number:05}.spacy", bin.to_bytes()
            number, size, bin = number + 1, 0, DocBin()
    if bin.lengths or number == 1:
        yield f"{number:05}.spacy", bin.to_bytes()


def _add(bin: DocBin, article: dict[str, Any]) -> None:
    text, markings = article["text"], markings_of(article)
    starts = {passage.start for marking in markings for passage in marking.passages}
    ends = {passage.end for marking in markings for passage in marking.passages}
    places, spaces = _tokens(text, starts, ends)
    first = {start: index for index, (start, _) in enumerate(places)}
    last = {end: index + 1 for index, (_, end) in enumerate(places)}
    spans = (
        Span(marking.id, marking.kind, (first[p.start], last[p.end]), (p.start, p.end))
        for marking in markings
        for p in marking.passages
    )
    said = {GROUP: {marking.id: _said(marking) for marking in markings}}
    bin.add([text[start:end] for start, end in places], spaces, GROUP, spans, said, known_of(article))


def _said(marking: Marking) -> dict[str, Any]:
    return {"tone": marking.tone, "speaker": marking.speaker, "note": marking.note, "parent": marking.parent}


def _tokens(text: str, starts: set[int], ends: set[int]) -> tuple[list[tuple[int, int]], list[bool]]:
    """Where the tokens are, and after which of them a space comes that is no token of its own: together, all the text.

    A space at which a quote begins or with which one ends has to be a token; so has all other white space.
    """
    places: list[tuple[int, int]] = []
    spaces: list[bool] = []
    borders = sorted(starts | ends)
    at = 0
    for start, end in [*tokens_of(text, borders), (len(text), len(text))]:
        if places and at < start and text[at] == " " and at not in starts and at + 1 not in ends:
            spaces[-1] = True
            at += 1
        between = borders[bisect_right(borders, at) : bisect_left(borders, start)]
        for piece in pairwise([at, *between, start] if at < start else []):
            places.append(piece)
            spaces.append(False)
        if start < end:
            places.append((start, end))
            spaces.append(False)
        at = end
    return places, spaces


def listing(archive: bytes) -> str:
    """The zip as people read it: what spaCy finds in each file."""
    with ZipFile(BytesIO(archive)) as opened:
        return "\n".join(f"== {name} ==\n{described(opened.read(name))}" for name in opened.namelist())


FORMAT = Format(
    name="spacy",
    gist="Documents ready for spacy train",
    media_type="application/zip",
    extension="zip",
    of="articles",
    description=(
        "A zip of `.spacy` files, DocBins for spaCy 3: unpack it and give `spacy train` the folder, or load each file with "
        "`DocBin().from_disk(path).get_docs(nlp.vocab)`. A document is an article, letter for letter; "
        '`doc.spans["quotes"]` has a span for each segment of a quote, with the kind as its label and the quote’s id as '
        '`id_`, which further segments share. `doc.spans["quotes"].attrs["quotes"]` has tone, speaker, note and the '
        "quote it lies in, by id; `doc.user_data` what is known of the article. The tokens are our own: spaces and "
        "punctuation part them, a Chinese, Japanese or Korean character is one, and a quote always begins and ends with "
        "one. To train on your pipeline’s tokens, make its own document of `doc.text` and take the spans over by "
        "`char_span`."
    ),
    loses=(
        "Claims and all that hangs on them, comments, who marked a quote and when, the speaker but for the name, the "
        "article’s blocks. Segments whose words a correction of the article has lost, and quotes all of whose words it "
        "has. No tags, sentences or vectors: a model makes those."
    ),
    render=render,
    shown=listing,
)

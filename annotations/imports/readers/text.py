"""Plain text: the file is one article."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO

from annotations.imports.shape import ArticleDraft, Options, Place, Reader, Refusal, Row, key_of, refusal_of
from annotations.imports.unpacking import whole
from annotations.text import TextRefused, decode_upload, read_text

LONGEST_TITLE = 200


def read(file: BinaryIO, options: Options) -> Iterator[Row]:
    """The article. Its first line is its title, unless that is as long as a paragraph: then the file's name is."""
    raw = whole(file, "The file", "Cut it up.")
    if isinstance(raw, Refusal):
        yield raw
        return
    try:
        characters, _ = decode_upload(raw)
        text = read_text(characters)
    except TextRefused as refused:
        line = None if refused.position is None else 1 + characters[: refused.position].count("\n")
        yield refusal_of(refused, Place(line))
        return
    yield ArticleDraft(key=key_of(text), at=Place(1), text=text, title=title_of(text, options.name), raw=raw)


def title_of(text: str, file_name: str) -> str:
    """The first line that says something; the file's name when that is a paragraph."""
    first = next((line.strip("# \t\ufeff") for line in text.splitlines() if line.strip()), "")
    return first if 0 < len(first) <= LONGEST_TITLE else PurePath(file_name).stem or first[:LONGEST_TITLE]


READER = Reader(
    name="text",
    gist="A plain text, which becomes an article",
    media_types=("text/plain",),
    extensions=("txt", "text"),
    description=(
        "A plain text file is one article. Its first line is the title, unless it is as long as a paragraph; then the "
        "file's name is. UTF-8, or another encoding if it can be told for sure."
    ),
    example="Festival week in Lindholm\n\n“We have no money left for the harbour,” said mayor Tove Brink.\n",
    read=read,
)

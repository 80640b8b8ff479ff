"""Markdown: the file is one article, of the words it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from markdown_it import MarkdownIt

from annotations.imports.readers.text import title_of
from annotations.imports.shape import (
    ArticleDraft,
    Options,
    Place,
    Reader,
    Refusal,
    Row,
    SourceDraft,
    key_of,
    refusal_of,
)
from annotations.imports.unpacking import whole
from annotations.text import TextRefused, decode_upload, read_markup, read_text

MOST_BYTES = 5_000_000
# How deep it reads is not limited: what lies deeper it would leave out without a word. What is too deep for Python is refused.
OPTIONS = {"html": True, "maxNesting": MOST_BYTES}

_FRONT = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|$)", re.DOTALL)
_ENTRY = re.compile(r"([A-Za-z_]+)[ \t]*:[ \t]*(.*)")
_NAMES = {"author": "byline", "date": "published_on", "lang": "language", "publisher": "source", "link": "url"}
_KNOWN = frozenset({"title", "url", "source", "byline", "published_on", "language", "rights"})


def read(file: BinaryIO, options: Options) -> Iterator[Row]:
    """The article. Headings, lists and block quotes become blocks; emphasis and links leave their words."""
    raw = whole(file, "The file", "Cut it up.", MOST_BYTES)
    if isinstance(raw, Refusal):
        yield raw
        return
    try:
        characters, _ = decode_upload(raw)
        written = read_text(characters)
        told, body = _front(written)
        text, blocks = read_markup(MarkdownIt("commonmark", OPTIONS).enable(["table", "strikethrough"]).render(body))
        read_text(text)
    except TextRefused as refused:
        yield refusal_of(refused, Place())
        return
    heading = next((text[b.start : b.end] for b in blocks if b.kind == "heading"), "")
    source = told.pop("source", "")
    yield ArticleDraft(
        key=key_of(written),
        at=Place(1),
        text=text,
        blocks=tuple(blocks),
        title=told.pop("title", "") or heading[:200] or title_of(text, options.name),
        source=SourceDraft(source) if source else None,
        raw=raw,
        **told,  # type: ignore[arg-type]  # words, all of them
    )


def _front(written: str) -> tuple[dict[str, str], str]:
    """What lines between `---` at the beginning say of the article, and the rest."""
    found = _FRONT.match(written)
    if not found:
        return {}, written
    told = {}
    for line in found[1].splitlines():
        if entry := _ENTRY.fullmatch(line.strip()):
            name = _NAMES.get(entry[1].lower(), entry[1].lower())
            if name in _KNOWN:
                told[name] = entry[2].strip().strip("\"'")
    return told, written[found.end() :]


READER = Reader(
    name="markdown",
    gist="A Markdown file, which becomes an article",
    media_types=("text/markdown",),
    extensions=("md", "markdown"),
    description=(
        "A Markdown file is one article, of the words it shows: headings, lists and block quotes become blocks, emphasis "
        "and links leave their words. Lines like `title: …` between two `---` at the beginning describe it: title, url, "
        "source, author, date, language, rights. Without them the first heading is the title."
    ),
    example="---\nsource: The Lindholm Courier\ndate: 2025-06-25\n---\n\n# Festival week in Lindholm\n\nNobody **went**.\n",
    read=read,
)

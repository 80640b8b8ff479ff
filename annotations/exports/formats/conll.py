"""CoNLL: a token a line, with its tag in IOB2."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any

from annotations.exports.markings import articles_of, markings_of
from annotations.exports.shape import Blocks, Format
from annotations.exports.tokens import tokens_of

_LINE_END = re.compile("[\n\u2028\u2029]")


def render(blocks: Blocks) -> Iterator[bytes]:
    """One file; an article begins with -DOCSTART-, and each of its lines is a sequence."""
    for article in articles_of(blocks):
        yield "".join(_article(article)).encode()


def _article(article: dict[str, Any]) -> Iterator[str]:
    text, marked = article["text"], _outermost(article)
    line_ends = [end.start() for end in _LINE_END.finditer(text)]
    yield f"-DOCSTART- {article['id']} {article['revision']['sha256']} O\n\n"
    at, before = 0, (-1, -1)
    for start, end in tokens_of(text, [border for begins, ends, _ in marked for border in (begins, ends)]):
        while at < len(marked) and marked[at][1] <= start:
            at += 1
        here = (bisect_left(line_ends, start), at)
        if before[0] not in (-1, here[0]):
            yield "\n"
        tag = "O"
        if at < len(marked) and marked[at][0] <= start:
            begins = here != before or start == marked[at][0]
            tag = f"{'B' if begins else 'I'}-{marked[at][2]}"
        yield f"{text[start:end]} {start} {end} {tag}\n"
        before = here
    yield "\n"


def _outermost(article: dict[str, Any]) -> list[tuple[int, int, str]]:
    """The passages that tags can show: of those that share words, the one that begins first, and of those the longest."""
    passages = sorted(
        (passage.start, -passage.end, marking.kind) for marking in markings_of(article) for passage in marking.passages
    )
    found: list[tuple[int, int, str]] = []
    for start, negative_end, kind in passages:
        if not found or start >= found[-1][1]:
            found.append((start, -negative_end, kind))
    return found


FORMAT = Format(
    name="conll",
    gist="Tokens and tags (IOB2), for training a tagger",
    media_type="text/plain; charset=utf-8",
    extension="conll",
    of="articles",
    description=(
        "One file in the four columns of CoNLL-2003, parted by a space: token, its start, its end, tag (IOB2: `B-direct`, "
        "`I-direct`, `O`). Start and end stand where that has parts of speech and chunks, count Unicode code points of "
        "the article’s text, and make up for what tokens alone cannot say. An article begins with `-DOCSTART-`, its id and "
        "the SHA-256 of its text; each of its lines is a sequence, an empty line ends one. The tokens are our own: spaces "
        "and punctuation part them; numbers keep their points and words their apostrophes; a Chinese, Japanese or "
        "Korean character, a symbol and a mark of punctuation is a token; marks and joiners stay with what is before "
        "them; a quote always begins and ends with a token."
    ),
    loses=(
        "Quotes that share words with another: only the outermost has tags, and of two that cross the one that begins "
        "first. Which segments are one quote, a quote’s id, tone, speaker and note, spaces, and what is known of the "
        "article. A quote that goes on in the next line begins anew there. Claims and all that hangs on them, comments, "
        "who marked a quote and when. Segments whose words a correction of the article has lost. There is no import of "
        "it: a text put together from tokens is not the text that was published."
    ),
    render=render,
)

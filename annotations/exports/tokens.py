"""A text cut into tokens whose offsets are the text's own: for the formats that have no other way to say where words are.

One rule for all scripts: what is between spaces is cut where words end. Numbers keep their points, words their apostrophes;
a Chinese, Japanese or Korean character, a mark of punctuation and a symbol each are one token; marks, joiners and
whatever a joiner joins stay with what is before them. A border given is always a border, also in the middle of a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise

_SINGLE = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = rf"(?:(?![{_SINGLE}])\w)+"
_PIECE = re.compile(rf"\d+(?:[.,:]\d+)+|(?P<word>{_WORD}(?:['’]{_WORD})*)|\S")
_JOINER = "\u200d"
_CLINGING = frozenset({"Mn", "Mc", "Me", "Cf"})
_TONES = range(0x1F3FB, 0x1F400)  # of skin
_FLAGS = range(0x1F1E6, 0x1F200)  # letters, two of which are a flag


def tokens_of(text: str, borders: Iterable[int] = ()) -> Iterator[tuple[int, int]]:
    """Start and end of each token, in order: every character that is no space is in exactly one."""
    cuts = sorted(set(borders))
    at = 0
    for start, end in _whole(text):
        while at < len(cuts) and cuts[at] <= start:
            at += 1
        inner = at
        while inner < len(cuts) and cuts[inner] < end:
            inner += 1
        yield from pairwise([start, *cuts[at:inner], end])
        at = inner


def _whole(text: str) -> Iterator[tuple[int, int]]:
    """The tokens, before the borders come in."""
    held: tuple[int, int] | None = None
    wordlike = False
    for piece in _PIECE.finditer(text):
        start, end = piece.span()
        if held and held[1] == start and _clings(text, held, start, wordlike and piece["word"] is not None):
            held = (held[0], end)
            continue
        if held:
            yield held
        held, wordlike = (start, end), piece["word"] is not None
    if held:
        yield held


def _clings(text: str, held: tuple[int, int], at: int, both_words: bool) -> bool:
    """Whether the piece that begins here belongs to the token that ends here."""
    last, first = text[at - 1], text[at]
    if unicodedata.category(first) in _CLINGING or ord(first) in _TONES or last == _JOINER:
        return True
    if both_words:  # they were one word but for a mark or a joiner between them
        return True
    return held[1] - held[0] == 1 and ord(last) in _FLAGS and ord(first) in _FLAGS

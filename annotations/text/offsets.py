"""Offsets are code points: what Python slices and PostgreSQL counts. Here they are checked and meet other units."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from .refusals import SpanRefused, TextRefused

MAX_SPANS = 100
CONTEXT_WIDTH = 32

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def utf16_length(text: str) -> int:
    """How many UTF-16 code units a text takes: what JavaScript calls its length."""
    return len(text) + len(_ASTRAL.findall(text))


class Utf16Map:
    """Turns offsets of one text from code points into UTF-16 code units and back.

    Made in one pass over the text; every look-up is then a binary search among the characters that take two units.
    """

    def __init__(self, text: str) -> None:
        self.length = len(text)
        self._astral = [match.start() for match in _ASTRAL.finditer(text)]
        # The k-th such character begins k units later than its code point says.
        self._astral_units = [position + k for k, position in enumerate(self._astral)]
        self.utf16_length = self.length + len(self._astral)

    def to_utf16(self, code_point: int) -> int:
        """The UTF-16 offset of a code point offset. The text's end is a legal offset; beyond it is refused."""
        if not 0 <= code_point <= self.length:
            raise TextRefused(f"Offset {code_point} is outside the text of {self.length} characters.", code_point)
        return code_point + bisect_left(self._astral, code_point)

    def to_code_point(self, utf16: int) -> int:
        """The code point offset of a UTF-16 offset. One that lies inside a character is refused, never rounded."""
        if not 0 <= utf16 <= self.utf16_length:
            raise TextRefused(f"UTF-16 offset {utf16} is outside the text, which has {self.utf16_length} units.")
        pairs = bisect_left(self._astral_units, utf16)
        if pairs and self._astral_units[pairs - 1] == utf16 - 1:
            position = self._astral[pairs - 1]
            raise TextRefused(f"UTF-16 offset {utf16} lies inside character {position}. Move it by one.", position)
        return utf16 - pairs


def context(text: str, start: int, end: int, width: int = CONTEXT_WIDTH) -> tuple[str, str]:
    """Up to `width` code points before `start` and after `end`: a quote's prefix and suffix."""
    return text[max(0, start - width) : start], text[end : end + width]


def check_spans(text: str, spans: Sequence[tuple[int, int, str]]) -> None:
    """Checks the segments of one quote, each (start, end, exact) in code points, against the text they are in.

    Any span that is not empty is legal, also one that ends in the middle of an emoji family; spans may touch and may
    come in any order, and a quote has 1 to 100. Raises SpanRefused for the first that does not fit.
    """
    if not spans:
        raise SpanRefused("A quote has at least one segment. Select some words and send their offsets.")
    if len(spans) > MAX_SPANS:
        raise SpanRefused(f"A quote has at most {MAX_SPANS} segments; {len(spans)} came. Make several quotes of them.")
    for index, (start, end, exact) in enumerate(spans):
        _check_span(text, index, start, end, exact)
    in_order = sorted(range(len(spans)), key=lambda index: spans[index][0])
    for before, after in pairwise(in_order):
        if spans[after][0] < spans[before][1]:
            index, other = max(before, after), min(before, after)
            raise SpanRefused(
                f"Segment {index} shares words with segment {other}. Join them, or keep them apart.",
                index=index,
                position=spans[after][0],
            )


def _check_span(text: str, index: int, start: int, end: int, exact: str) -> None:
    if start < 0 or end < 0:
        raise SpanRefused(
            f"Segment {index} has a negative offset. Offsets are counted from 0 at the start of the article.",
            index=index,
            found=exact,
        )
    if end <= start:
        raise SpanRefused(
            f"Segment {index} is empty: it starts at {start} and ends at {end}. Its end must come after its start.",
            index=index,
            position=start,
            found=exact,
        )
    if end > len(text):
        raise SpanRefused(
            f"Segment {index} ends at {end}, but the article has {len(text)} characters. "
            "Offsets are code points, not UTF-16.",
            index=index,
            position=start,
            expected=text[start:end],
            found=exact,
        )
    if text[start:end] != exact:
        raise SpanRefused(
            f"Segment {index} is not in its place: from {start} to {end} the article says “{_shown(text[start:end])}”, "
            f"not “{_shown(exact)}”. Offsets are code points, not UTF-16.",
            index=index,
            position=start,
            expected=text[start:end],
            found=exact,
        )


def _shown(words: str) -> str:
    """The words as a sentence can hold them: a long passage is cut."""
    return words if len(words) <= 80 else f"{words[:80]}…"

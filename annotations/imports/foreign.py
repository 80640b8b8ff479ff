"""A text as another program holds it: its offsets turned into ours, and checked against the words."""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import Literal

from annotations.imports.shape import Passage
from annotations.text import TextRefused, Utf16Map, read_text
from annotations.text.verbatim import BYTE_ORDER_MARK

Unit = Literal["code points", "utf-16"]


class Foreign:
    """One text of a file. `text` is what Factcheck stores; raises TextRefused for what is no text.

    The other program counted its own characters: a byte order mark is one, a CRLF two, and in `utf-16` what lies
    beyond U+FFFF counts twice.
    """

    def __init__(self, raw: str, unit: Unit = "code points") -> None:
        self.raw = raw
        self.unit = unit
        self.text = read_text(raw)

    def passage(self, start: int, end: int, exact: str | None = None) -> Passage:
        """The words from `start` to `end`, as the file counts; `exact` is what the file says stands there.

        Raises TextRefused when they differ, when there is nothing, or when a character would be cut in two.
        """
        if not 0 <= start < end:
            raise TextRefused(f"From {start} to {end} there is nothing: a mark begins before it ends, from 0 on.")
        first, last = self._code_point(start), self._code_point(end)
        found = self.raw[first:last]
        if exact is not None and _lines(exact) != _lines(found):
            raise TextRefused(f"From {start} to {end} the text says “{_shown(found)}”, not “{_shown(exact)}”.")
        stored, stop = self._stored(first), self._stored(last)
        if stored == stop:
            raise TextRefused(f"From {start} to {end} there are no words.")
        return Passage(stored, stop, self.text[stored:stop])

    def _code_point(self, offset: int) -> int:
        if self.unit == "utf-16":
            return self._units.to_code_point(offset)
        if offset > len(self.raw):
            raise TextRefused(f"Offset {offset} is outside the text of {len(self.raw)} characters.")
        return offset

    def _stored(self, offset: int) -> int:
        """Where a place of the raw text stands in the stored one, which is shorter by a mark and a CR in each CRLF."""
        before = bisect_left(self._returns, offset)
        if before and self._returns[before - 1] == offset - 1:
            raise TextRefused(f"Offset {offset} lies between the two characters of a line end. Move it by one.")
        return max(0, offset - before - self.raw.startswith(BYTE_ORDER_MARK))

    @cached_property
    def in_utf16(self) -> Foreign:
        """The same text for a file that counts in UTF-16."""
        return Foreign(self.raw, "utf-16")

    @cached_property
    def _units(self) -> Utf16Map:
        return Utf16Map(self.raw)

    @cached_property
    def _returns(self) -> list[int]:
        """Where the CRs are that go: each before an LF."""
        if "\r\n" not in self.raw:
            return []
        found, at = [], self.raw.find("\r\n")
        while at >= 0:
            found.append(at)
            at = self.raw.find("\r\n", at + 2)
        return found


def _lines(words: str) -> str:
    return words.removeprefix(BYTE_ORDER_MARK).replace("\r\n", "\n").replace("\r", "\n")


def _shown(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:80]}…"

"""Carrying quotes from one revision of an article to the next."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

# How many characters of a span are looked up, how few spans are not worth a pass, how many places are too many to compare.
BEGINNING, FEW, MANY = 16, 20, 50

AnchorState = Literal["exact", "moved", "changed", "orphaned"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a span stands in the new text, in code points. An orphan has no offsets and keeps its last words."""

    start: int | None
    end: int | None
    exact: str
    state: AnchorState


def carry_over(old_text: str, new_text: str, spans: Sequence[tuple[int | None, int | None, str]]) -> list[Anchor]:
    """Where each span (start, end, exact) of the old text stands in the new one, in the order given.

    This is the careful baseline: it would rather lose a span than put it in a wrong place. A span is carried only if
    its very words stand exactly once in the old text, there and nowhere else, and exactly once in the new one; it is
    then `exact` at the same offsets or `moved` to others. If the new text has the words only inside a longer word
    ("art" in "party"), that is not where they went. All else is `orphaned`, and so is what was orphaned before.

    The cost is one pass over both texts, however many spans there are; only spans of a few characters, and those that begin
    like a great many other places, are searched for one by one, at the speed of `str.find`.
    """
    words = [exact for _, _, exact in spans]
    old, new = _Places(old_text, words), _Places(new_text, words)
    return [_carry(old, new, *span) for span in spans]


class _Places:
    """Where words stand in a text, for many words at once: one pass notes where their beginnings do."""

    def __init__(self, text: str, all_words: Sequence[str]) -> None:
        self.text = text
        self.starts: dict[str, list[int]] = {}
        if len(all_words) < FEW:
            return  # as quickly searched for one by one
        starts = {words[:BEGINNING]: list[int]() for words in all_words if len(words) >= BEGINNING}
        for start in range(len(text) - BEGINNING + 1):
            found = starts.get(text[start : start + BEGINNING])
            if found is not None:
                found.append(start)
        self.starts = starts

    def only(self, words: str) -> int | None:
        """Where the words begin if they occur exactly once; occurrences that overlap count as two."""
        starts = self.starts.get(words[:BEGINNING]) if len(words) >= BEGINNING else None
        if starts is None or len(starts) > MANY:
            first = self.text.find(words) if words else -1
            return None if first < 0 or self.text.find(words, first + 1) >= 0 else first
        places = [start for start in starts if self.text.startswith(words, start)]
        return places[0] if len(places) == 1 else None


def _carry(old: _Places, new: _Places, start: int | None, end: int | None, exact: str) -> Anchor:
    orphan = Anchor(None, None, exact, "orphaned")
    if start is None or end is None or end - start != len(exact) or old.only(exact) != start:
        return orphan
    new_start = new.only(exact)
    if new_start is None:
        return orphan
    new_end = new_start + len(exact)
    for old_edge, new_edge in ((start, new_start), (end, new_end)):
        if _cuts(new.text, new_edge) and not _cuts(old.text, old_edge):
            return orphan
    return Anchor(new_start, new_end, exact, "exact" if new_start == start else "moved")


def _cuts(text: str, offset: int) -> bool:
    """Whether the offset lies inside a word or inside a character made of several code points."""
    if not 0 < offset < len(text):
        return False
    left, right = text[offset - 1], text[offset]
    if left == "\u200d" or right == "\u200d" or unicodedata.category(right).startswith("M"):
        return True
    return _in_spaced_script(left) and _in_spaced_script(right)


def _in_spaced_script(character: str) -> bool:
    """Whether it is part of a word, in a script that puts spaces between words: in others words have no clear edge."""
    return (character.isalnum() or unicodedata.category(character).startswith("M")) and not (
        "\u0e00" <= character <= "\u0eff"  # Thai, Lao
        or "\u1000" <= character <= "\u109f"  # Burmese
        or "\u1780" <= character <= "\u17ff"  # Khmer
        or "\u2e80" <= character <= "\ua4cf"  # Chinese, Japanese, Yi
        or "\uf900" <= character <= "\ufaff"  # Chinese, compatibility
        or "\uff00" <= character <= "\uffef"  # full and half width forms
        or "\U00020000" <= character <= "\U0003ffff"  # Chinese, extensions
    )

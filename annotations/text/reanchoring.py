"""Carrying quotes from one revision of an article to the next."""

import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from .alignment import RUN, Words, aligned, words_in

LONG = 12
"""So many characters that stand once in each text are found again wherever they went; fewer could be others' words."""
FEW = 3
"""So few words may all be replaced and still be the quote, when all around them stayed."""
NEAR = 10
"""So near, in words, is what stayed beside a quote of a word or two."""
TELLING = 4
"""So long is a word that says something by standing once in each text."""
HALF = 0.4
"""With less of its words left than this, a quote is lost."""

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

    The two texts are laid beside each other word by word (alignment.py), and a span goes where its words went: it is `exact`
    with the same words at the same offsets, `moved` with the same words at others, and `changed`, with the new words, where
    the publisher changed some of them, their spelling or their quotation marks. It is `orphaned` when its words are gone, as
    is what was orphaned before, and whenever it is not certain where they went: a span that says the same words as before is
    believed, so it has to be right.
    """
    if not any(start is not None for start, _, _ in spans):
        return [Anchor(None, None, exact, "orphaned") for _, _, exact in spans]
    carrier = _Carrier(words_in(old_text), words_in(new_text))
    return [carrier.carry(*span) for span in spans]


class _Carrier:
    """Two texts laid beside each other."""

    def __init__(self, old: Words, new: Words) -> None:
        self.old, self.new = old, new
        self.to = aligned(old, new)
        self.once = {key for key, n in Counter(old.keys).items() if n == 1} & {
            key for key, n in Counter(new.keys).items() if n == 1
        }

    def carry(self, start: int | None, end: int | None, exact: str) -> Anchor:
        """One span."""
        orphan = Anchor(None, None, exact, "orphaned")
        if start is None or end is None or start >= end or self.old.text[start:end] != exact:
            return orphan
        place = self._in_place(start, end) or self._found_again(start, end, exact)
        if place is None:
            return orphan
        words = self.new.text[place[0] : place[1]]
        if words != exact:
            return Anchor(*place, words, "changed")
        return Anchor(*place, exact, "exact" if place[0] == start else "moved")

    def _in_place(self, start: int, end: int) -> tuple[int, int] | None:
        """Where the words of the span went."""
        first, behind = self.old.within(start, end)
        there = [j for j in self.to[first:behind] if j >= 0]
        if first == behind or not there:
            return self._between(start, end, first, behind)
        if any(j >= k for j, k in pairwise(there)):
            return None  # parts of it went to different places
        low, high = self._edges(first, behind, there)
        if not self._likely(first, behind, there, low, high):
            return None
        if behind - first == len(there) == high - low and not self._certain(first, behind, there[0]):
            return None
        return self._cut(start, end, first, behind, low, high)

    def _between(self, start: int, end: int, first: int, behind: int) -> tuple[int, int] | None:
        """What stands where none of the span's words is left, between the words around it."""
        before, after = self._neighbour(first - 1), self._neighbour(behind)
        if before is None or after is None or before >= after:
            return None
        if first == behind:  # nothing but space, or half a word
            from_, to = self._end(before), self._start(after)
            was = self.old.text[self._old_end(first - 1) : self._old_start(behind)]
            if self.new.text[from_:to] != was:
                return None
            shift = from_ - self._old_end(first - 1)
            return start + shift, end + shift
        alone = before < 0 and after == len(self.new.keys)
        few = behind - first <= FEW and 0 < after - before - 1 <= 2 * (behind - first) + 1 and not alone
        return self._uncut(start, end, self.new.starts[before + 1], self.new.ends[after - 1]) if few else None

    def _edges(self, first: int, behind: int, there: list[int]) -> tuple[int, int]:
        """The new words from the first to behind the last, with those that replaced what is gone at either end.

        What came in there is counted from the word beside the span that stayed, or from where its line begins or ends.
        """
        low, high = there[0], there[-1] + 1
        stayed = next(i for i in range(first, behind) if self.to[i] >= 0)
        if stayed > first:
            i = next((i for i in range(first - 1, first - NEAR, -1) if self._neighbour(i) is not None), -1)
            before = self._neighbour(i)
            j = before if before is not None and before < low else -1
            line = self.old.line(stayed)[0]
            if line <= first:
                i, j = max(i, line - 1), max(j, self.new.line(low)[0] - 1)
            low -= _replaced(stayed - first, first - 1 - i, low - 1 - j)
        stayed = next(i for i in reversed(range(first, behind)) if self.to[i] >= 0)
        if stayed < behind - 1:
            i = next((i for i in range(behind, behind + NEAR) if self._neighbour(i) is not None), len(self.to))
            after = self._neighbour(i)
            j = after if after is not None and after >= high else len(self.new.keys)
            line = self.old.line(stayed)[1]
            if line >= behind:
                i, j = min(i, line), min(j, self.new.line(high - 1)[1])
            high += _replaced(behind - 1 - stayed, i - behind, j - high)
        return low, high

    def _likely(self, first: int, behind: int, there: list[int], low: int, high: int) -> bool:
        """Whether enough of the words is left, and not too much came between them; or few went, and all around stayed."""
        left = sum(len(self.new.keys[j]) for j in there)
        said = sum(map(len, self.old.keys[first:behind]))
        if left >= HALF * said:
            return high - low <= 3 * (behind - first) + 10
        few = behind - first - len(there) <= FEW and high - low <= 2 * (behind - first) + 1
        return few and self._neighbour(first - 1) == low - 1 and self._neighbour(behind) == high

    def _certain(self, first: int, behind: int, j: int) -> bool:
        """Whether so few words are theirs for sure: with those beside them they are enough that stayed, or one of them stands
        once in each text, or they are as far as before from what stayed on either side."""
        count = behind - first
        left = next((k for k in range(RUN) if not self._follows(first - 1 - k, j - 1 - k)), RUN)
        right = next((k for k in range(RUN) if not self._follows(behind + k, j + count + k)), RUN)
        if left + count + right > RUN or (left and right):
            return True
        if any(key in self.once and len(key) >= TELLING for key in self.old.keys[first:behind]):
            return True
        return any(self._follows(first - k, j - k) for k in range(1, NEAR)) and any(
            self._follows(behind - 1 + k, j + count - 1 + k) for k in range(1, NEAR)
        )

    def _follows(self, i: int, j: int) -> bool:
        """Whether this old word is that new one; the ends of the texts are so, too."""
        return self._neighbour(i) == j if -1 <= i <= len(self.to) else False

    def _cut(self, start: int, end: int, first: int, behind: int, low: int, high: int) -> tuple[int, int] | None:
        """The span of the new words; where the outer words are as they were, it cuts them, and takes of the space around
        them, as the old span did."""
        new, old = self.new, self.old
        new_start, new_end = new.starts[low], new.ends[high - 1]
        if self.to[first] == low:
            new_start = self._same_cut(start, old.starts[first], old.ends[first], new_start, new.ends[low])
        if self.to[behind - 1] == high - 1:
            new_end = self._same_cut(
                end, old.starts[behind - 1], old.ends[behind - 1], new.starts[high - 1], new_end, at_end=True
            )
        return self._uncut(start, end, new_start, new_end) if new_start < new_end else None

    def _same_cut(self, edge: int, start: int, end: int, new_start: int, new_end: int, *, at_end: bool = False) -> int:
        """An edge in or beside a word, carried to the same word of the new text."""
        old, new = self.old.text, self.new.text
        plain = new_end if at_end else new_start
        if start < edge < end:
            return new_start + edge - start if old[start:end] == new[new_start:new_end] else plain
        shifted = plain + edge - (end if at_end else start)
        outside = old[end:edge] if at_end else old[edge:start]
        return shifted if shifted >= 0 and outside == (new[plain:shifted] if at_end else new[shifted:plain]) else plain

    def _uncut(self, start: int, end: int, new_start: int, new_end: int) -> tuple[int, int]:
        """The span, no edge of which cuts a word or a character if the old one's did not."""
        if not _cuts(self.old.text, start):
            while _cuts(self.new.text, new_start):
                new_start -= 1
        if not _cuts(self.old.text, end):
            while _cuts(self.new.text, new_end):
                new_end += 1
        return new_start, new_end

    def _found_again(self, start: int, end: int, exact: str) -> tuple[int, int] | None:
        """Words that stand once in the old text and once in the new one, if they are enough to be sure."""
        if len(exact.strip()) < LONG:
            return None
        first, behind = self.old.within(start, end)
        if any(j >= 0 for j in self.to[first:behind]) or _only(self.old.text, exact) != start:
            return None
        at = _only(self.new.text, exact)
        if at is None or self._uncut(start, end, at, at + len(exact)) != (at, at + len(exact)):
            return None
        return at, at + len(exact)

    def _neighbour(self, i: int) -> int | None:
        """The new word that an old one is; beyond either end there is one that stands for the end. None when it is gone."""
        if i < 0:
            return -1
        if i >= len(self.to):
            return len(self.new.keys)
        return self.to[i] if self.to[i] >= 0 else None

    def _end(self, j: int) -> int:
        return self.new.ends[j] if j >= 0 else 0

    def _start(self, j: int) -> int:
        return self.new.starts[j] if j < len(self.new.keys) else len(self.new.text)

    def _old_end(self, i: int) -> int:
        return self.old.ends[i] if i >= 0 else 0

    def _old_start(self, i: int) -> int:
        return self.old.starts[i] if i < len(self.old.keys) else len(self.old.text)


def _replaced(gone: int, beyond: int, came: int) -> int:
    """How many of the words that came in beside a span are its own: they replaced its `gone` outer ones and `beyond` more."""
    if came == gone + beyond:  # word for word
        return gone
    return 0 if beyond else min(came, 2 * gone + 1)


def _only(text: str, words: str) -> int | None:
    """Where the words begin if they occur exactly once; occurrences that overlap count as two."""
    first = text.find(words)
    return None if first < 0 or text.find(words, first + 1) >= 0 else first


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

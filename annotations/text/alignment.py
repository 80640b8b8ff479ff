"""Which words of one text are which words of another: what stayed, however it is spelt now, and what went elsewhere.

Words are compared in their folded form. First what stands in the same order is found (patience: by runs of words that occur
once in both texts, then again between those), then what was cut out in one place and put in at another. The cost is a few
passes over both texts; only short stretches are compared word by word.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache, partial
from itertools import pairwise

from .folding import JOINING, fold

NONE, GONE = -1, -2

RUN = 3
"""So many words in a row, and once in both texts, are taken for the same ones."""
MANY = 40_000
"""More comparisons than these are not made word by word."""
MOVED = 8
"""So many words in a row are taken for the same ones when they stand in another order."""
ACCIDENT, ENOUGH = 4, 0.25
"""Where less than this share of the words is the same, fewer words in a row than these are so by accident."""
ALIKE = 0.6
"""Lines so alike (twice the words they share in order, by all of both) are one line that was changed, wherever it is now."""
RARE = 4
"""Words in no more lines than these tell which lines to compare."""
SLIDE = 100
"""So many words are looked at for where a sentence begins."""
ENDS = frozenset([*".?!。؟।።", "..."])

_NO_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"
_JOINED = "".join(f"{re.escape(first)}-{re.escape(last)}" for first, last in JOINING)
_PICTURE = f"[^\\w\\s][{_JOINED}\U0001f3fb-\U0001f3ff]*"
_WORD = re.compile(
    f"[{_NO_SPACES}][{_JOINED}]*"  # scripts that put no spaces between words: each character
    f"|(?:[^\\W{_NO_SPACES}][{_JOINED}]*)+"  # a word
    f"|[\U0001f1e6-\U0001f1ff]{{2}}"  # a flag
    f"|{_PICTURE}(?:(?<=\u200d){_PICTURE})*"  # a sign, or several that are shown as one
)


@dataclass(frozen=True, slots=True)
class Words:
    """A text in words and signs: where each begins and ends, and its folded form. `lines` are the words that begin one."""

    text: str
    starts: list[int] = field(repr=False)
    ends: list[int] = field(repr=False)
    keys: list[str] = field(repr=False)
    lines: list[int] = field(repr=False)

    def line(self, word: int) -> tuple[int, int]:
        """The words of the line this one stands in."""
        at = bisect_right(self.lines, word)
        return self.lines[at - 1], self.lines[at] if at < len(self.lines) else len(self.keys)

    def within(self, start: int, end: int) -> tuple[int, int]:
        """The words a span of the text holds, or cuts, as a range."""
        return bisect_right(self.ends, start), bisect_left(self.starts, end)


def words_in(text: str) -> Words:
    """The text in words."""
    starts: list[int] = []
    ends: list[int] = []
    keys: list[str] = []
    lines: list[int] = []
    for begun, line in _lines(text):
        lines.append(len(keys))
        for match in _WORD.finditer(line):
            if key := _key(match.group()):
                starts.append(begun + match.start())
                ends.append(begun + match.end())
                keys.append(key)
        if lines[-1] == len(keys):
            lines.pop()
    return Words(text, starts, ends, keys, lines)


def aligned(old: Words, new: Words) -> list[int]:
    """For each word of the old text which word of the new one it is, or -1. No new word is two old ones."""
    pairing = _Pairing(*_numbered(old.keys, new.keys))
    old_lines, new_lines = list(_ranges(old)), list(_ranges(new))
    # Whole lines first: a sentence that stands twice now is the one that is still among its neighbours.
    lines = _Pairing(
        *_numbered([tuple(pairing.a[lo:hi]) for lo, hi in old_lines], [tuple(pairing.b[lo:hi]) for lo, hi in new_lines])
    )
    lines.in_order(0, len(old_lines), 0, len(new_lines))
    lines.settle(lambda line: int(line == 0))
    kept = [(line, there) for line, there in enumerate(lines.to) if there >= 0]
    for line, there in [*kept, *lines.moved()]:
        lo, hi = old_lines[line]
        if lines.to[line] >= 0 or hi - lo >= RUN:
            pairing.pair(lo, new_lines[there][0], hi - lo)
            lines.pair(line, there, 1)
    # Then what is left of lines that were changed: of a quote and its copy elsewhere, the one in its line is the quote.
    for line, there in lines.alike(pairing, old_lines, new_lines):
        pairing.word_by_word(*old_lines[line], *new_lines[there])
        pairing.replace(*old_lines[line], *new_lines[there])
    alo = blo = 0
    for line, there in kept:
        (lo, hi), (new_lo, new_hi) = old_lines[line], new_lines[there]
        pairing.in_order(alo, lo, blo, new_lo)
        alo, blo = hi, new_hi
    pairing.in_order(alo, len(pairing.a), blo, len(pairing.b))
    pairing.elsewhere(old, new)
    pairing.settle(partial(_parts, old))
    return [max(j, NONE) for j in pairing.to]


class _Pairing:
    """What is known so far: `to` leads from old words to new ones, `taken` says which new ones are somebody's.

    Old words are NONE while they have no pair and GONE when they are not to have one: negative both.
    """

    def __init__(self, a: list[int], b: list[int]) -> None:
        self.a, self.b = a, b
        self.to = [NONE] * len(a)
        self.taken = bytearray(len(b))

    def pair(self, i: int, j: int, count: int) -> None:
        for k in range(count):
            if self.to[i + k] == NONE and not self.taken[j + k]:
                self.to[i + k] = j + k
                self.taken[j + k] = 1

    def moved(self) -> list[tuple[int, int]]:
        """What stands once in both among all that has no pair yet."""
        free_a = [i for i, j in enumerate(self.to) if j < 0]
        free_b = [j for j, taken in enumerate(self.taken) if not taken]
        return _once_in_both(self.a, free_a, self.b, free_b, 1)

    def alike(
        self, words: _Pairing, old_lines: Sequence[tuple[int, int]], new_lines: Sequence[tuple[int, int]]
    ) -> Iterator[tuple[int, int]]:
        """Of lines, made of these words: pairs those without a pair that are one line that was changed, the most alike first."""
        holding: dict[int, list[int]] = {}
        for there, (lo, hi) in enumerate(new_lines):
            if not self.taken[there]:
                for word in set(words.b[lo:hi]):
                    holding.setdefault(word, []).append(there)
        telling = {word: lines for word, lines in holding.items() if len(lines) <= RARE}
        found = []
        for line, (lo, hi) in enumerate(old_lines):
            if self.to[line] >= 0 or hi - lo < RUN:
                continue
            shared = Counter(there for word in set(words.a[lo:hi]) for there in telling.get(word, ()))
            for there, _ in shared.most_common(2):
                new_lo, new_hi = new_lines[there]
                if (hi - lo) * (new_hi - new_lo) <= MANY:
                    ratio = SequenceMatcher(None, words.a[lo:hi], words.b[new_lo:new_hi], autojunk=False).ratio()
                    found.append((ratio, line, there))
        for ratio, line, there in sorted(found, reverse=True):
            if ratio >= ALIKE and self.to[line] < 0 and not self.taken[there]:
                self.pair(line, there, 1)
                yield line, there

    def in_order(self, alo: int, ahi: int, blo: int, bhi: int) -> None:
        """Pairs what stands in the same order in both stretches."""
        a, b = self.a, self.b
        waiting = [(alo, ahi, blo, bhi)]
        while waiting:
            alo, ahi, blo, bhi = waiting.pop()
            head = _same(a, alo, ahi, b, blo, bhi)
            self.pair(alo, blo, head)
            alo, blo = alo + head, blo + head
            tail = _same_backwards(a, alo, ahi, b, blo, bhi)
            ahi, bhi = ahi - tail, bhi - tail
            self.pair(ahi, bhi, tail)
            if alo == ahi or blo == bhi:
                continue
            if (ahi - alo) * (bhi - blo) <= MANY:
                self.word_by_word(alo, ahi, blo, bhi)
                continue
            length = RUN
            found = _in_order(_once_in_both(a, range(alo, ahi - RUN + 1), b, range(blo, bhi - RUN + 1), RUN))
            if not found:
                length = 1
                found = _in_order(_once_in_both(a, range(alo, ahi), b, range(blo, bhi), 1))
            for i, j in found:
                if i < alo or j < blo:  # it overlaps the one before
                    if i - alo == j - blo:
                        self.pair(i, j, length)
                        alo, blo = i + length, j + length
                    continue
                waiting.append((alo, i, blo, j))
                self.pair(i, j, length)
                alo, blo = i + length, j + length
            if found:
                waiting.append((alo, ahi, blo, bhi))

    def word_by_word(self, alo: int, ahi: int, blo: int, bhi: int) -> None:
        """Pairs the longest runs both short stretches have, then what is between them; not the few that may be by accident."""
        matcher = SequenceMatcher(None, self.a[alo:ahi], self.b[blo:bhi], autojunk=False)
        blocks = matcher.get_matching_blocks()
        few = sum(block.size for block in blocks) < ENOUGH * min(ahi - alo, bhi - blo)
        for i, j, size in blocks:
            word_for_word = i == j and ahi - alo == bhi - blo
            if size >= ACCIDENT or word_for_word or not few:
                self.pair(alo + i, blo + j, size)

    def replace(self, alo: int, ahi: int, blo: int, bhi: int) -> None:
        """Of two lines that are one: the words that came in where some went replaced them, and neither have another pair."""
        stayed = [(i, self.to[i]) for i in range(alo, ahi) if blo <= self.to[i] < bhi]
        for (i, j), (k, there) in pairwise([(alo - 1, blo - 1), *stayed, (ahi, bhi)]):
            gone, came = range(i + 1, k), range(j + 1, there)
            if came and len(gone) <= 2 * len(came) + 1 and all(self.to[n] == NONE for n in gone):
                for n in gone:
                    self.to[n] = GONE
                for n in came if gone else ():
                    self.taken[n] = 1

    def elsewhere(self, old: Words, new: Words) -> None:
        """Pairs what was taken out in one place and put in at another: long runs of words, and what they took along."""
        for i, j, count in sorted(self._moved_runs(), key=lambda run: -run[2]):
            if count >= MOVED and not self._any_paired(i, j, count):
                self.pair(i, j, count)
                self._rest_of_line(old.line(i), new.line(j), i, j, count)

    def _moved_runs(self) -> Iterator[tuple[int, int, int]]:
        a, b, to, taken = self.a, self.b, self.to, self.taken
        free_a = [i for i in range(len(a) - RUN + 1) if to[i] < 0 and to[i + 1] < 0 and to[i + 2] < 0]
        free_b = [j for j in range(len(b) - RUN + 1) if not (taken[j] or taken[j + 1] or taken[j + 2])]
        until = -1
        for i, j in _once_in_both(a, free_a, b, free_b, RUN):
            if i < until:
                continue
            start, count = i, RUN
            while start and j > i - start and to[start - 1] < 0 and not taken[j - (i - start) - 1]:
                if a[start - 1] != b[j - (i - start) - 1]:
                    break
                start -= 1
            first = j - (i - start)
            count += i - start
            while start + count < len(a) and first + count < len(b) and a[start + count] == b[first + count]:
                if to[start + count] >= 0 or taken[first + count]:
                    break
                count += 1
            until = start + count
            yield start, first, count

    def _rest_of_line(self, old: tuple[int, int], new: tuple[int, int], i: int, j: int, count: int) -> None:
        """What stands before and behind a run that moved moved along with it, as far as the line goes."""
        alo, blo = i, j
        while alo > old[0] and self.to[alo - 1] < 0:
            alo -= 1
        while blo > new[0] and not self.taken[blo - 1]:
            blo -= 1
        ahi, bhi = i + count, j + count
        while ahi < old[1] and self.to[ahi] < 0:
            ahi += 1
        while bhi < new[1] and not self.taken[bhi]:
            bhi += 1
        self.in_order(alo, i, blo, j)
        self.in_order(i + count, ahi, j + count, bhi)

    def settle(self, parts: Callable[[int], int]) -> None:
        """Where what came in or went ends with the words before it, or begins with those behind, both readings are as good:
        then it is rather whole lines or sentences that came and went. `parts` says how much a cut before a word parts."""
        for i in range(len(self.a) - 1):
            j = self.to[i]
            if j < 0:
                continue
            k = self.to[i + 1]
            if k > j + 1 and not any(self.taken[j + 1 : k]):
                self._settle_arrival(parts, i, k)
            elif k < 0:
                behind = i + 2
                while behind < len(self.a) and self.to[behind] < 0:
                    behind += 1
                if behind == len(self.a) or self.to[behind] == j + 1:
                    self._settle_loss(parts, i, behind)

    def _settle_arrival(self, parts: Callable[[int], int], i: int, k: int) -> None:
        a, b, to = self.a, self.b, self.to
        most = 0
        while most < SLIDE and i - most >= 0 and to[i - most] == to[i] - most and a[i - most] == b[k - 1 - most]:
            most += 1
        slide = max(range(most + 1), key=lambda n: (parts(i + 1 - n), -n))
        for n in range(slide):
            self.taken[to[i - n]] = 0
        for n in range(slide):
            to[i - n] = k - 1 - n
            self.taken[k - 1 - n] = 1

    def _settle_loss(self, parts: Callable[[int], int], i: int, behind: int) -> None:
        a, to = self.a, self.to
        most = 0
        while most < SLIDE and i - most >= 0 and to[i - most] == to[i] - most and a[i - most] == a[behind - 1 - most]:
            most += 1
        slide = max(range(most + 1), key=lambda n: (parts(i + 1 - n), -n))
        for n in range(slide):
            j, to[i - n] = to[i - n], -1
            to[behind - 1 - n] = j

    def _any_paired(self, i: int, j: int, count: int) -> bool:
        return any(self.taken[j : j + count]) or any(k >= 0 for k in self.to[i : i + count])


def _parts(words: Words, i: int) -> int:
    """How much a cut before this word parts: all of the text from what comes before it, lines, sentences, or nothing."""
    if i == 0:
        return 3
    if i == len(words.keys) or "\n" in words.text[words.ends[i - 1] : words.starts[i]]:
        return 2
    return int(words.keys[i - 1] in ENDS or (i > 1 and words.keys[i - 1] == '"' and words.keys[i - 2] in ENDS))


def _numbered(old: Sequence[Hashable], new: Sequence[Hashable]) -> tuple[list[int], list[int]]:
    """Both with a number in place of each thing: they are quicker to compare."""
    number: dict[Hashable, int] = {}
    a = [number.setdefault(thing, len(number)) for thing in old]
    return a, [number.setdefault(thing, len(number)) for thing in new]


def _once_in_both(
    a: Sequence[int], a_at: Sequence[int], b: Sequence[int], b_at: Sequence[int], length: int
) -> list[tuple[int, int]]:
    """Where runs of this length stand that occur once at the places of each, in the order of the old ones."""
    old = _once(a, a_at, length)
    new = _once(b, b_at, length)
    return [(i, new[run]) for run, i in old.items() if i >= 0 and new.get(run, -1) >= 0]


def _once(words: Sequence[int], places: Sequence[int], length: int) -> dict[tuple[int, ...], int]:
    found: dict[tuple[int, ...], int] = {}
    for at in places:
        run = tuple(words[at : at + length])
        found[run] = -1 if run in found else at
    return found


def _in_order(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest choice of pairs that rise on both sides. They come in the order of the first."""
    ends: list[int] = []  # the lowest second place a choice of each length can end with
    last: list[int] = []  # and the pair it ends with
    before: list[int] = []
    for k, (_, j) in enumerate(pairs):
        length = bisect_left(ends, j)
        before.append(last[length - 1] if length else -1)
        if length == len(ends):
            ends.append(j)
            last.append(k)
        else:
            ends[length], last[length] = j, k
    chosen = []
    k = last[-1] if last else -1
    while k >= 0:
        chosen.append(pairs[k])
        k = before[k]
    return chosen[::-1]


def _same(a: Sequence[int], alo: int, ahi: int, b: Sequence[int], blo: int, bhi: int) -> int:
    most = min(ahi - alo, bhi - blo)
    return next((k for k in range(most) if a[alo + k] != b[blo + k]), most)


def _same_backwards(a: Sequence[int], alo: int, ahi: int, b: Sequence[int], blo: int, bhi: int) -> int:
    most = min(ahi - alo, bhi - blo)
    return next((k for k in range(most) if a[ahi - 1 - k] != b[bhi - 1 - k]), most)


def _ranges(words: Words) -> Iterator[tuple[int, int]]:
    return pairwise([*words.lines, len(words.keys)])


def _lines(text: str) -> Iterator[tuple[int, str]]:
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


@lru_cache(maxsize=65536)
def _key(word: str) -> str:
    return word.lower() if word.isascii() and word.isalnum() else fold(word).text.strip()

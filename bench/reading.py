"""A long article of invented words and quotes that overlap: the same for the same seed, wherever it runs."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import NamedTuple

from annotations.models.quotes import QUOTE_KINDS

SYLLABLES = [consonant + vowel for consonant in "bdfghklmnprstv" for vowel in "aeio"]
KINDS = [code for code, _ in QUOTE_KINDS]


class Passage(NamedTuple):
    """A stretch of the text, in code points, and how it is quoted."""

    start: int
    end: int
    kind: str


def text_of(words: int, *, seed: int = 1) -> str:
    """So many words, in paragraphs of 40 to 120; every fifth paragraph has a word beyond the first plane, or an accent."""
    chance = random.Random(seed)
    paragraphs: list[str] = []
    while words:
        length = min(words, chance.randint(40, 120))
        paragraph = " ".join(_sentence(chance, count) for count in _cut(chance, length))
        paragraphs.append(paragraph.replace(" ", " \U0001f642\u0301 ", 1) if len(paragraphs) % 5 == 4 else paragraph)
        words -= length
    return "\n".join(paragraphs)


def _cut(chance: random.Random, length: int) -> list[int]:
    """The lengths of a paragraph's sentences, of 5 to 25 words and a rest."""
    edges = [0]
    while edges[-1] < length:
        edges.append(min(length, edges[-1] + chance.randint(5, 25)))
    return [after - before for before, after in pairwise(edges)]


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join("".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(words)).capitalize() + "."


def passages(text: str, count: int, *, seed: int = 1) -> list[Passage]:
    """So many different passages, of whole words and 3 to 60 of them: many lie in others or cross them."""
    chance = random.Random(seed)
    words = [0, *(i + 1 for i, character in enumerate(text) if character in " \n")]
    found: dict[tuple[int, int], Passage] = {}
    while len(found) < count:
        first = chance.randrange(len(words) - 61)
        start, end = words[first], words[first + chance.randint(3, 60)] - 1
        found[start, end] = Passage(start, end, chance.choice(KINDS))
    return sorted(found.values())

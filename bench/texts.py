"""The pure core on long texts: suggesting quotes, and carrying quotes over to a corrected text. No server, no database."""

from __future__ import annotations

import itertools
import random
import re
import statistics
import time
from collections.abc import Callable, Iterable
from typing import Any

from annotations.management.demo import TEXT
from annotations.suggestions import suggest
from annotations.text import carry_over
from bench.reading import passages, text_of

TARGET_GROWTH, TARGET_SECONDS, TARGET_RIGHT = 13.0, 0.5, 0.99


def measure() -> list[tuple[str, str, bool | None]]:
    """How suggestions grow with the text, and what re-anchoring costs beside plain walks through the same text."""
    return [*_suggestions(), *_reanchoring(500), *_reanchoring(2000), *_corrections()]


def _suggestions() -> list[tuple[str, str, bool | None]]:
    short = quoted(text_of(3000))
    took, found = _seconds(lambda: suggest(short, "en"))
    took_long, found_long = _seconds(lambda: suggest("\n".join([short] * 10), "en"))
    growth = took_long / took
    return [
        (
            "suggestions, a text ten times as long",
            f"{growth:.1f} times as long (target {TARGET_GROWTH:.0f})",
            growth <= TARGET_GROWTH,
        ),
        ("  3,000 words: suggestions, ms", f"{len(found)}, {took * 1000:.0f} ms", None),
        ("  30,000 words", f"{len(found_long)}, {took_long * 1000:.0f} ms", None),
    ]


def quoted(text: str) -> str:
    """Every other sentence said by somebody."""
    sentences = re.split(r"(?<=\.) ", text)
    return " ".join(f"“{s[:-1]},” said Vela Marsh." if n % 2 else s for n, s in enumerate(sentences))


def _reanchoring(count: int) -> list[tuple[str, str, bool | None]]:
    """Quotes of a text of 50,000 words, in which the publisher corrected 200 places and put a line before all."""
    chance = random.Random(11)
    old = text_of(50_000)
    new = list(old)
    for at in chance.sample(range(len(old)), 200):
        new[at] = chance.choice("xyz")
    spans = [(p.start, p.end, old[p.start : p.end]) for p in passages(old, count)]
    corrected = "A correction.\n" + "".join(new)
    took, anchors = _seconds(lambda: carry_over(old, corrected, spans))
    floor, _ = _seconds(lambda: [words in corrected for _, _, words in spans])
    moved = [(a, s) for a, s in zip(anchors, spans, strict=True) if a.state == "moved"]
    wrong = sum(a.start != s[0] + 14 or corrected[a.start : a.end] != s[2] for a, s in moved)
    kept = sum(corrected[start + 14 : end + 14] == words for start, end, words in spans)
    within = took < TARGET_SECONDS if count == 500 else None
    return [
        (f"re-anchoring {count} quotes in 50,000 words", f"{took:.3f} s (target {TARGET_SECONDS})", within),
        ("  ratio to one plain search for each", f"{took / floor:.2f}", None),
        ("  carried, of those whose words are still there", f"{len(moved)} of {kept}", None),
        ("  in a wrong place", str(wrong), wrong == 0),
    ]


Paragraphs = list[list[tuple[str, int | None]]]
"""A text in words, each with its number in the old text: what took its place has it too, what came in has none."""


def _corrections() -> list[tuple[str, str, bool | None]]:
    """Quotes of the demo's article through a correction of each kind, of a place near them."""
    chance = random.Random(7)
    numbers = itertools.count()
    old: Paragraphs = [[(word, next(numbers)) for word in line.split()] for line in TEXT.split("\n") if line.strip()]
    text, at = _written(old)
    right = silently = tried = 0
    for correct in (_replace, _insert, _around, _move, _move_and_replace, _delete, _prepend, _rewrite, _cite):
        for _ in range(200):
            first = chance.randrange(len(at) - 20)
            quoted = range(first, first + chance.choice((1, 2, 3, 5, 8, 12, 20)))
            start, end = at[quoted[0]][0], at[quoted[-1]][1]
            new, where = _written(correct([list(line) for line in old], quoted, chance))
            [anchor] = carry_over(text, new, [(start, end, text[start:end])])
            there = [where[number] for number in quoted if number in where]
            belongs = (min(there)[0], max(there)[1]) if there else (None, None)
            tried += 1
            right += (anchor.start, anchor.end) == belongs
            silently += anchor.state in ("exact", "moved") and (anchor.start, anchor.end) != belongs
    return [
        (
            "quotes right after a correction of nine kinds",
            f"{right / tried:.1%} of {tried} (target {TARGET_RIGHT:.0%})",
            right / tried >= TARGET_RIGHT,
        ),
        ("  said to be the same words, in a wrong place", str(silently), silently == 0),
    ]


def _written(paragraphs: Paragraphs) -> tuple[str, dict[int, tuple[int, int]]]:
    """The text, and where each numbered word stands in it."""
    text, where = "", {}
    for line in paragraphs:
        for word, number in line:
            if number is not None:
                where[number] = (len(text), len(text) + len(word))
            text += word + " "
        text = text[:-1] + "\n"
    return text, where


def _swap(paragraphs: Paragraphs, numbers: Iterable[int], chance: random.Random) -> Paragraphs:
    """Other words for some, with the signs around them."""
    swapped = set(numbers)
    return [
        [(re.sub(r"\w(.*\w)?", _other(chance), word) if n in swapped else word, n) for word, n in line]
        for line in paragraphs
    ]


def _other(chance: random.Random) -> str:
    """A word that is nowhere in the article."""
    return chance.choice(("ministers", "reportedly", "Tuesday", "delegates", "declined", "statement"))


def _replace(paragraphs: Paragraphs, quoted: range, chance: random.Random) -> Paragraphs:
    return _swap(paragraphs, [chance.choice(quoted)], chance)


def _insert(paragraphs: Paragraphs, quoted: range, chance: random.Random) -> Paragraphs:
    before = chance.choice(quoted)
    for line in paragraphs:
        for i, (_, number) in enumerate(line):
            if number == before and before != quoted[0]:
                line.insert(i, (_other(chance), None))
                return paragraphs
    return paragraphs


def _around(paragraphs: Paragraphs, quoted: range, chance: random.Random) -> Paragraphs:
    return _swap(paragraphs, [quoted[0] - 2, quoted[0] - 1, quoted[-1] + 1, quoted[-1] + 2], chance)


def _move(paragraphs: Paragraphs, quoted: range, chance: random.Random) -> Paragraphs:
    mine = [line for line in paragraphs if any(number in quoted for _, number in line)]
    others = [line for line in paragraphs if line not in mine]
    place = chance.randrange(len(others) + 1)
    return [*others[:place], *mine, *others[place:]]


def _move_and_replace(paragraphs: Paragraphs, quoted: range, chance: random.Random) -> Paragraphs:
    return _move(_replace(paragraphs, quoted, chance), quoted, chance)


def _delete(paragraphs: Paragraphs, quoted: range, chance: random.Random) -> Paragraphs:
    return [kept for line in paragraphs if (kept := [word for word in line if word[1] not in quoted])]


def _prepend(paragraphs: Paragraphs, quoted: range, chance: random.Random) -> Paragraphs:
    return [[(word, None) for word in "This report was corrected after it appeared.".split()], *paragraphs]


def _rewrite(paragraphs: Paragraphs, quoted: range, chance: random.Random) -> Paragraphs:
    near = [n for line in paragraphs if any(n in quoted for _, n in line) for _, n in line if n is not None]
    return _swap(paragraphs, chance.sample(near, len(near) // 4), chance)


def _cite(paragraphs: Paragraphs, quoted: range, chance: random.Random) -> Paragraphs:
    words = [word for line in paragraphs for word, number in line if number in quoted]
    note = [(word, None) for word in ("Correction:", "it", "said", *words, "before.")]
    return [note, *_replace(paragraphs, quoted, chance)]


def _seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """The median of three runs, in seconds of the processor (others may be at work), and what came of it."""
    runs = []
    for _ in range(3):
        began = time.process_time()
        result = work()
        runs.append(time.process_time() - began)
    return statistics.median(runs), result

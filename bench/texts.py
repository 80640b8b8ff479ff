"""The pure core on long texts: suggesting quotes, and carrying quotes over to a corrected text. No server, no database."""

from __future__ import annotations

import random
import re
import statistics
import time
from collections.abc import Callable
from typing import Any

from annotations.suggestions import suggest
from annotations.text import carry_over
from bench.reading import passages, text_of

TARGET_GROWTH, TARGET_SECONDS = 13.0, 0.5


def measure() -> list[tuple[str, str, bool | None]]:
    """How suggestions grow with the text, and what re-anchoring costs beside plain walks through the same text."""
    return [*_suggestions(), *_reanchoring(500), *_reanchoring(2000)]


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


def _seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """The median of three runs, in seconds of the processor (others may be at work), and what came of it."""
    runs = []
    for _ in range(3):
        began = time.process_time()
        result = work()
        runs.append(time.process_time() - began)
    return statistics.median(runs), result

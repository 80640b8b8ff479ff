"""Which words of a text the journey marks: its quoted passages, whatever the script's quotation marks."""

from __future__ import annotations

import re
from dataclasses import dataclass

PAIRS = ("“”", "„“", "«»", "「」", "『』", "‹›", "”“", '""')


@dataclass(frozen=True)
class Utterance:
    """One quote to be: its passages as (start, end) in code points, in the order of the text."""

    spans: tuple[tuple[int, int], ...]


def utterances(text: str, at_least: int = 2) -> list[Utterance]:
    """The quoted passages of each paragraph, those of one paragraph taken as one utterance.

    A text with fewer than `at_least` of them gives its first words of paragraphs instead, so that any text will do.
    """
    found: list[Utterance] = []
    start = 0
    for line in text.split("\n"):
        spans = _quoted(line)
        if spans:
            found.append(Utterance(tuple((start + a, start + b) for a, b in spans)))
        start += len(line) + 1
    return found if len(found) >= at_least else _first_words(text)


def _quoted(line: str) -> list[tuple[int, int]]:
    for left, right in PAIRS:
        spans = [m.span(1) for m in re.finditer(f"{left}([^{left}{right}]+){right}", line) if m.group(1).strip()]
        if spans:
            return spans
    return []


def _first_words(text: str) -> list[Utterance]:
    found = []
    start = 0
    for line in text.split("\n"):
        words = re.match(r"\s*(\S+(?:\s+\S+){0,4})", line)
        if words:
            found.append(Utterance(((start + words.start(1), start + words.end(1)),)))
        start += len(line) + 1
    return found

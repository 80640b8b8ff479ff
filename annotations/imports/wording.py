"""What came in with an import, in words, for the page and the command."""

from __future__ import annotations

from collections.abc import Mapping

# As in js/core/import-words.js; what is not here takes an s for more than one.
NOUNS = {"people": ("person", "people"), "evidence": ("piece of evidence", "pieces of evidence")}


def in_words(counts: Mapping[str, int]) -> str:
    """What came in: "3 articles, 1 quote and 2 people"."""
    said = [f"{number:,} {_noun(name, number)}" for name, number in counts.items() if number]
    return " and ".join(filter(None, [", ".join(said[:-1]), *said[-1:]]))


def _noun(name: str, number: int) -> str:
    one, many = NOUNS.get(name, (name.removesuffix("s"), name))
    return one if number == 1 else many

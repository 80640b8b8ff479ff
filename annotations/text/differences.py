"""What became of a text, word by word."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Beyond so many comparisons the words are not looked at one by one: the middle counts as written anew.
MOST = 4_000_000
_JOINER = "\u200d"


class Fate(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True)
class Stretch:
    """Words that stayed, went or came."""

    fate: Fate
    text: str


def word_differences(before: str, after: str) -> list[Stretch]:
    """The stretches that stayed, went and came, in order.

    Those that stayed and went make up `before`, those that stayed and came `after`. Whole words are compared; characters
    of scripts without spaces each are one. Two changes with nothing but space between them are one change.
    """
    a, b = _words(before), _words(after)
    found: list[Stretch] = []
    removed = added = ""
    for tag, i1, i2, j1, j2 in _steps(a, b):
        gone, come = "".join(a[i1:i2]), "".join(b[j1:j2])
        if tag == "equal" and not ((removed or added) and gone.isspace() and i2 < len(a) and j2 < len(b)):
            found += _changed(removed, added)
            removed = added = ""
            found.append(Stretch(Fate.SAME, gone))
        else:
            removed, added = removed + gone, added + come
    return [*found, *_changed(removed, added)]


def _changed(removed: str, added: str) -> list[Stretch]:
    # The space that both end with stayed.
    kept = removed[len(removed.rstrip()) :] if removed and added else ""
    if kept and added.endswith(kept) and removed != kept and added != kept:
        return [*_changed(removed[: -len(kept)], added[: -len(kept)]), Stretch(Fate.SAME, kept)]
    return [Stretch(fate, text) for fate, text in ((Fate.REMOVED, removed), (Fate.ADDED, added)) if text]


def _steps(a: list[str], b: list[str]) -> Sequence[tuple[str, int, int, int, int]]:
    if len(a) * len(b) <= MOST:
        return SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    rest = min(len(a), len(b)) - start
    end = next((i for i in range(rest) if a[-1 - i] != b[-1 - i]), rest)
    steps = [
        ("equal", 0, start, 0, start),
        ("replace", start, len(a) - end, start, len(b) - end),
        ("equal", len(a) - end, len(a), len(b) - end, len(b)),
    ]
    return [step for step in steps if step[1:3] != (step[2], step[2]) or step[3] != step[4]]


def _words(text: str) -> list[str]:
    """The text in words, spaces and signs; what belongs to a character before it stays with it."""
    words: list[str] = []
    last = ""
    for character in text:
        kind = _kind(character)
        if words and (kind == "mark" or words[-1].endswith(_JOINER) or (kind == last and kind in ("word", "space"))):
            words[-1] += character
        else:
            words.append(character)
            last = kind
    return words


def _kind(character: str) -> str:
    category = unicodedata.category(character)
    if category.startswith("M") or character == _JOINER or "\U0001f3fb" <= character <= "\U0001f3ff":
        return "mark"
    if character.isspace():
        return "space"
    if category[0] in "PSC":
        return "sign"
    alone = category == "Lo" and (
        "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or character >= "\U00020000"
    )
    return "character" if alone else "word"

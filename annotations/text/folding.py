"""The one form in which texts are compared: never stored, never shown.

Folding forgets what typists and typesetters vary without meaning anything by it: typographic quotes, dashes, width,
ligatures, case, the length and kind of a space, soft hyphens and invisible joiners. A map leads back from every folded
character to the code points it came from, so that what is found in the folded form is found in the text.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache


def _characters(*ranges: tuple[int, int]) -> str:
    return "".join(chr(code) for first, last in ranges for code in range(first, last + 1))


# Soft hyphen, joiners, direction marks, variation selectors: nothing one can see.
_INVISIBLE = frozenset(
    "\u00ad\u034f\u061c\u180e\ufeff"
    + _characters((0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
)

_LOOK_ALIKES = str.maketrans(
    dict.fromkeys("‘’‚‛′´`ʼʹ‹›׳＇｀", "'")
    | dict.fromkeys("“”„‟″«»〝〞〟״＂「」『』｢｣", '"')
    | dict.fromkeys("‐‑‒–—―−⁃־﹘﹣－", "-")
)

# What may join the character before it into one: marks, the later letters of a Korean syllable, half width voicing
# marks. Beyond U+1FFFF there are only variation selectors.
_JOINING = frozenset(
    {character for character in map(chr, range(0x300, 0x20000)) if unicodedata.category(character)[0] == "M"}
    | set(_characters((0x1160, 0x11FF), (0xD7B0, 0xD7FF), (0x3131, 0x318E), (0xFF9E, 0xFF9F), (0xFFA0, 0xFFDC)))
    | _INVISIBLE
)


def _ranges(characters: frozenset[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for character in sorted(characters):
        if found and ord(found[-1][1]) + 1 == ord(character):
            found[-1] = (found[-1][0], character)
        else:
            found.append((character, character))
    return found


JOINING = _ranges(_JOINING)
"""The characters that belong to the one before them, as ranges."""

# Putting n marks into their canonical order takes n² steps; no writing piles up more than a few.
_MAX_CLUSTER = 64


@dataclass(frozen=True, slots=True)
class Folded:
    """A folded text. Its character i came from the code points `starts[i]` up to `ends[i]` of the original."""

    text: str
    starts: list[int] = field(repr=False)
    ends: list[int] = field(repr=False)

    def original(self, start: int, end: int) -> tuple[int, int] | None:
        """The span of the original, in code points, behind a span of the folded text; None if an end of it falls
        inside one character of the original, as between the f and the i of a ligature, or if it is empty."""
        if start >= end or self._inside(start) or self._inside(end):
            return None
        return self.starts[start], self.ends[end - 1]

    def _inside(self, offset: int) -> bool:
        return 0 < offset < len(self.text) and self.starts[offset] < self.ends[offset - 1]


def fold(text: str) -> Folded:
    """Folds a text for comparison: NFKC, plain quotes and dashes, no case, one space for any run of white space, and
    nothing invisible."""
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end, cluster in _clusters(text):
        for character in cluster:
            if character == " " and folded and folded[-1] == " ":
                ends[-1] = end
            else:
                folded.append(character)
                starts.append(start)
                ends.append(end)
    return Folded("".join(folded), starts, ends)


def find_folded(text: str | Folded, words: str) -> list[tuple[int, int]]:
    """Every place of a text where the words stand, by the folded form, as spans of the original in code points.

    White space around the words does not count. Fold the text beforehand to look for many words in it.
    """
    haystack = text if isinstance(text, Folded) else fold(text)
    needle = fold(words).text.strip()
    found: list[tuple[int, int]] = []
    at = haystack.text.find(needle) if needle else -1
    while at >= 0:
        span = haystack.original(at, at + len(needle))
        if span:
            found.append(span)
        at = haystack.text.find(needle, at + 1)
    return found


def _clusters(text: str) -> Iterator[tuple[int, int, str]]:
    """The text in pieces that fold independently, each with its span and its folded form."""
    at, length = 0, len(text)
    while at < length:
        after = at + 1
        while after < length and text[after] in _JOINING and after - at < _MAX_CLUSTER:
            after += 1
        if after == at + 1:
            yield at, after, _fold_character(text[at])
        else:
            yield from _joined(text, at, after)
        at = after


def _joined(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """A character with what joins it: one piece, or one for each code point if folding leaves them apart."""
    seen = [at for at in range(start, end) if text[at] not in _INVISIBLE]
    whole = _fold_string("".join(text[at] for at in seen))
    apart = [_fold_character(text[at]) for at in seen]
    if "".join(apart) == whole:
        yield from ((at, at + 1, folded) for at, folded in zip(seen, apart, strict=True))
    elif seen:
        yield seen[0], seen[-1] + 1, whole


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    return "" if character in _INVISIBLE else _fold_string(character)


def _fold_string(string: str) -> str:
    plain = unicodedata.normalize("NFKC", string.translate(_LOOK_ALIKES)).casefold()
    # Folding the case may decompose, and what it leaves may be an invisible or a look-alike itself.
    plain = unicodedata.normalize("NFKC", plain).translate(_LOOK_ALIKES)
    return "".join(" " if character.isspace() else character for character in plain if character not in _INVISIBLE)

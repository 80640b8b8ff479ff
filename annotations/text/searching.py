"""What somebody who searches typed, as terms; and where the terms stand in a text, for showing.

The database compares words in the same form (migrations/sql/search.sql): without case, accents, width or punctuation, and
character by character where a script puts no spaces between words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

SHORTEST_BEGUN = 3
"""From how many letters on a word also finds the words it begins."""

# Scripts without spaces: Thai to Burmese, Khmer, kana, Chinese characters. A word of theirs is one character here.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_TERM = re.compile(r'(?P<no>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
# Points and accents that come and go, and what nobody sees; Indian vowel signs, which Python counts as no letters.
_IDLE = "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u064b-\u0655\u0670\u0640\u00ad\u200b-\u200d\u2060\ufeff"
_SIGNS = "\u0900-\u0963\u0966-\u0dff"
_WORD = re.compile(rf"[{_UNSPACED}]|(?:(?![{_UNSPACED}_])\w|[{_IDLE}{_SIGNS}])+")
_NOTHING = re.compile(rf"[{_IDLE}]+")
_QUOTES = str.maketrans("“”„‟«»＂", '"' * 7)
_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i", "ħ": "h"}
)


@dataclass(frozen=True)
class Term:
    """What must stand in a text, or with `no` must not: one word, perhaps only begun, or words next to each other."""

    text: str
    begun: bool = True
    no: bool = False

    @property
    def words(self) -> list[str]:
        """Its words in the form they are compared in."""
        return [word for _, _, word in words_of(self.text)]


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, and whether it is what was searched for."""

    text: str
    found: bool


def terms_of(q: str) -> list[Term]:
    """The terms somebody typed: words, "words in quotation marks", -words to leave out. Without any wanted word, none."""
    terms = []
    for match in _TERM.finditer(q.translate(_QUOTES)):
        text = match["phrase"] if match["phrase"] is not None else match["word"]
        words = [word for _, _, word in words_of(text)]
        if words:
            begun = match["word"] is not None and len(words[-1]) >= SHORTEST_BEGUN
            terms.append(Term(text, begun=begun, no=bool(match["no"])))
    return terms if any(not term.no for term in terms) else []


def words_of(text: str) -> Iterator[tuple[int, int, str]]:
    """The words of a text in the form they are compared in, each with its place in code points."""
    for match in _WORD.finditer(text):
        if word := _plain(match[0]):
            yield match.start(), match.end(), word


def marked(text: str, terms: Sequence[Term]) -> list[Piece]:
    """The text in pieces, those that were searched for apart."""
    return _cut(text, 0, len(text), _places(text, terms))


def excerpt(text: str, terms: Sequence[Term], *, size: int = 180) -> list[Piece]:
    """About `size` code points of a longer text, around the place with most of what was searched for; its pieces.

    Empty when nothing of it stands there.
    """
    places = _places(text, terms)
    if not places:
        return []
    best = max(range(len(places)), key=lambda i: (_within(places, i, size * 2 // 3), -i))
    first = places[best][0]
    start = max(0, first - size // 4)
    start = text.find(" ", start, first) + 1 or start if start else 0
    end = min(len(text), start + size)
    end = max(text.rfind(" ", first, end), places[best][1]) if end < len(text) else end
    pieces = _cut(text, start, end, [place for place in places if start <= place[0] and place[1] <= end])
    before, after = "…" if start else "", "…" if end < len(text) else ""
    return [Piece(before, False)] * bool(before) + pieces + [Piece(after, False)] * bool(after)


def slips(word: str) -> set[str]:
    """Every word that typing this one could have been meant for, if one letter went wrong: left out, put in, taken for
    another or for its neighbour."""
    letters = _letters_like(word)
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    out = {a + b[1:] for a, b in cuts if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    other = {a + c + b[1:] for a, b in cuts if b for c in letters}
    more = {a + c + b for a, b in cuts for c in letters}
    return (out | swapped | other | more) - {word, ""}


@lru_cache(maxsize=64)
def _alphabet(block: int) -> str:
    return "".join(c for c in map(chr, range(block << 7, (block + 1) << 7)) if c.isalpha() and c == c.lower())


def _letters_like(word: str) -> str:
    """The letters of the scripts a word is written in."""
    return "".join(_alphabet(block) for block in {ord(c) >> 7 for c in word if c.isalpha()})


@lru_cache(maxsize=8192)
def _plain(word: str) -> str:
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).lower().translate(_PLAIN))
    return unicodedata.normalize("NFKC", _NOTHING.sub("", apart))


def _places(text: str, terms: Sequence[Term]) -> list[tuple[int, int]]:
    """Where the terms stand, in order, without overlaps."""
    wanted = [(term.words, term.begun) for term in terms if not term.no]
    wanted = [(words, begun) for words, begun in wanted if words]
    firsts = {words[0][:1] for words, _ in wanted}
    tokens = list(words_of(text))
    places: list[tuple[int, int]] = []
    at = 0
    while at < len(tokens):
        long = max((_reach(tokens, at, *one) for one in wanted), default=0) if tokens[at][2][:1] in firsts else 0
        if long:
            places.append((tokens[at][0], tokens[at + long - 1][1]))
        at += long or 1
    return places


def _reach(tokens: Sequence[tuple[int, int, str]], at: int, words: Sequence[str], begun: bool) -> int:
    """How many tokens from `at` on are these words; 0 if they do not stand there."""
    there = [token[2] for token in tokens[at : at + len(words)]]
    if len(there) < len(words) or there[:-1] != list(words[:-1]):
        return 0
    return len(words) if there[-1] == words[-1] or (begun and there[-1].startswith(words[-1])) else 0


def _within(places: Sequence[tuple[int, int]], first: int, size: int) -> int:
    """How many places lie within `size` code points of one."""
    return sum(place[1] <= places[first][0] + size for place in places[first : first + 20])


def _cut(text: str, start: int, end: int, places: Sequence[tuple[int, int]]) -> list[Piece]:
    pieces = []
    for first, last in places:
        if first > start:
            pieces.append(Piece(text[start:first], False))
        pieces.append(Piece(text[first:last], True))
        start = last
    return pieces + ([Piece(text[start:end], False)] if start < end else [])

"""Names in a stretch of narrative: runs of words with capitals, without titles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .languages import Language

_WORD = re.compile(r"[^\W\d_][\w.’'-]*")
_PARTICLES = frozenset(
    "de da di do del della dei dos das du van von der den ten ter zu zur la le el al bin ibn ben y e of".split()
) - {"of"}
_DETERMINERS = frozenset(
    "the a an this that his her their its our my der die das den dem des ein eine einer einem einen ihr ihre sein seine le "
    "la les un une l el los las una il lo gli i".split()
)
_ORGANISATION = frozenset(
    "party house committee commission council court department foundation institute university college school company "
    "bank news times post press journal street states state united kingdom union office agency ministry bureau party "
    "campaign congress senate parliament government association league club center centre group act york city county "
    "national international north south east west day night convention debate america europe media".split()
)
_POSSESSIVE = re.compile(r"(?:[’']s?)\Z")


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it stands. Code points, end exclusive; `possessive` when it reads "Brink's"."""

    start: int
    end: int
    words: tuple[str, ...]
    possessive: bool
    titled: bool
    determined: bool
    """Whether an article or the like stands before it, as in "the Democrat"."""

    @property
    def surname(self) -> str:
        """Its last word, for comparing."""
        return self.words[-1].casefold()

    @property
    def personal(self) -> bool:
        """Whether it looks like the full name of a person."""
        return len(self.words) > 1 and not any(word.casefold() in _ORGANISATION for word in self.words)


def surname_of(name: str) -> str:
    """The last word of a name as somebody wrote it, for comparing."""
    return (name.split() or [""])[-1].casefold()


def names_in(text: str, start: int, end: int, language: Language) -> Iterator[Name]:
    """The names between two offsets, in order."""
    run: list[re.Match[str]] = []
    determined = False
    last = ""
    for word in _WORD.finditer(text, start, end):
        token = word[0]
        capital = token[0].isupper() or token.startswith(("al-", "el-")) and token[3:4].isupper()
        if not capital and not run:  # most words
            last = token
            continue
        joined = bool(run) and text[run[-1].end() : word.start()] in (" ", "\u00a0")
        if run and not joined:
            yield from _name(run, language, determined)
            run = []
        plain = token.casefold().rstrip(".")
        if capital and plain not in language.no_names and _POSSESSIVE.sub("", plain) not in language.no_names:
            if not run:
                determined = last.casefold() in _DETERMINERS
            run.append(word)
            ends = token.endswith(".") and len(plain) > 3 and not _titled(token, language)
            if ends or _POSSESSIVE.search(token):
                yield from _name(run, language, determined)
                run = []
        elif run and plain in _PARTICLES:
            run.append(word)
        elif run:
            yield from _name(run, language, determined)
            run = []
        last = token
    if run:
        yield from _name(run, language, determined)


def _titled(word: str, language: Language) -> bool:
    return language.titles.fullmatch(word) is not None


def _name(run: list[re.Match[str]], language: Language, determined: bool) -> Iterator[Name]:
    while run and run[-1][0].casefold() in _PARTICLES:
        run = run[:-1]
    titled = False
    while run and _titled(run[0][0], language):
        run, titled = run[1:], True
    while run and run[0][0].casefold() in _PARTICLES:
        run = run[1:]
    if not run or run[0].string[run[0].start() - 1 : run[0].start()] in ("(", "["):
        return  # Marsh (D-Ore.) is no D-Ore
    last = run[-1][0]
    bare = _POSSESSIVE.sub("", last)
    possessive = bare != last
    bare = bare.rstrip(".'’-") if len(bare) > 2 and bare not in ("Jr.", "Sr.") else bare
    if not bare:
        return
    words = (*(m[0] for m in run[:-1]), bare)
    yield Name(run[0].start(), run[-1].start() + len(bare), words, possessive, titled, determined and not titled)

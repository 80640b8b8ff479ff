"""Who said it: the speaker of each passage, read from the reporter's words around it.

Every look goes a few hundred characters far and no further, so a text costs what its length says. Where the words leave
a doubt nobody is named: an empty field is filled in seconds, a wrong name may be printed.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .languages import Language
from .marks import Passage
from .names import Name, names_in, surname_of
from .narrative import BLOT, Narrative

_REACH = 300
_TIGHT = 130
"""How far behind a passage its own verb may stand."""
_FAR = 900
_PARAGRAPHS = 3
"""How far above a pronoun the person may be named. Every second paragraph may be empty."""
_BREAK = re.compile(rf"[;—–―:{BLOT}]")
_COMMA = re.compile(r"[,،，、]")
_PARENTHESIS = re.compile(r"\([^()]{0,60}\)|\[[^\[\]]{0,60}\]")
_DASH = re.compile(r"\s*[—–―-]{1,2}\s*(?=[^\W\d_])")
_BY = re.compile(r"\s*(?:by|von|par|por|da)\s")
_COLON = re.compile(r"[:：]")
_HEAD = re.compile(r"\s*[,،，]?\s*")
_INVERTED = re.compile(r"-(?:t-)?(?:il|elle)\b")
_SPEAKING_ENDS = ",?!…—–،，؟！？"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Where a passage's speaker is named, and by what that was seen."""

    name: tuple[int, int] | None = None
    """The span of the name; None when the speaker is not named, or in doubt."""
    mention: tuple[int, int] | None = None
    """Where the reporter points at the speaker: the name, or the "she" that stands for it."""
    verb: bool = False
    """Whether a word of saying was found."""
    after: bool = False
    """Whether it stands right behind the passage: "…," she said."""


_NOBODY = Attribution()


class Reader:
    """Reads a text's attributions in order, as the people in it become known."""

    def __init__(
        self, text: str, narrative: Narrative, passages: Sequence[Passage], language: Language, speakers: Iterable[str]
    ) -> None:
        self._source = text
        self._narrative = narrative
        self._text = narrative.text
        self._passages = passages
        self._language = language
        self._known = {surname_of(name) for name in speakers if name.strip()}
        self._people: set[str] = set(self._known)
        self._names: list[Name] = []
        self._names_read = 0
        self._standing = [] if language.spaced else _standing(self._text, speakers)

    def attributions(self) -> list[Attribution]:
        """One for each passage."""
        found: list[Attribution] = []
        for index, passage in enumerate(self._passages):
            own = self._own(index, passage)
            if own.name is None and not own.verb:
                own = self._carried(index, passage, found) or own
            if own.name:
                self._people.add(surname_of(self._source[slice(*own.name)]))
            found.append(own)
        return found

    # One passage

    def _own(self, index: int, passage: Passage) -> Attribution:
        """What the passage's own sentence says."""
        if passage.label:
            return Attribution(passage.label, passage.label, verb=True)
        start = self._narrative.sentence(passage.opened_at)[0]
        before = max(start, passage.opened_at - _REACH)
        after = self._end_of_sentence(index, passage)
        speaks = self._speaks(passage, before, after)
        behind = self._behind(passage, after, speaks)
        if speaks and behind.name:
            return behind
        ahead = self._ahead(before, passage.opened_at)
        first, second = (behind, ahead) if speaks else (ahead, behind)
        return first if first.name or first.verb and not second.name else second

    def _end_of_sentence(self, index: int, passage: Passage) -> int:
        """Where the sentence behind a passage ends, or the next passage begins."""
        at = passage.closed_at
        limit = self._passages[index + 1].opened_at if index + 1 < len(self._passages) else len(self._text)
        end = min(self._narrative.sentence(max(0, at - 1))[1], at + _REACH)
        if end <= at + 1 or not self._text[at:end].strip():
            # “No!” Brink said: her sentence goes on, capital or not, if its verb comes at once.
            following = min(self._narrative.sentence(min(end, len(self._text) - 1))[1], at + _TIGHT)
            line = self._narrative.rest_of_line(at, following - at)
            verb = self._language.verbs.search(line)
            if verb and verb.end() < 60 and self._ends_there(line[verb.end() :]):
                end = min(following, at + len(line))
        return min(end, limit)

    def _ends_there(self, rest: str) -> bool:
        """Whether a verb with this behind it closes a sentence rather than opening one: "said.", not "said that"."""
        words = rest.lstrip()
        return not words.rstrip(" .") or words[0] in ".," or bool(self._language.prepositions.match(words))

    def _speaks(self, passage: Passage, before: int, after: int) -> bool:
        """Whether the passage reads like a sentence of its own, whose speaker may come behind it."""
        intro = self._text[before : passage.opened_at].rstrip()
        if not intro or intro[-1] in ":：,，،":
            return True
        following = self._text[passage.closed_at : after].lstrip()[:1]
        ends = self._source[passage.spans[-1][1] - 1]
        return not self._source[passage.spans[0][0]].islower() and (
            ends in _SPEAKING_ENDS or following in tuple(_SPEAKING_ENDS)
        )

    def _behind(self, passage: Passage, after: int, speaks: bool) -> Attribution:
        """Behind the passage: said Brink; Brink said; according to Brink; — Tove Brink."""
        at, text, language = passage.closed_at, self._text, self._language
        if (by := _BY.match(text, at, after)) and (name := self._first(by.end(), min(after, by.end() + 60))):
            return self._attributed(name, after=True)
        if dash := _DASH.match(text, at, min(len(text), at + 60)):
            line = self._narrative.rest_of_line(dash.end(), 80)
            name = self._first(dash.end(), dash.end() + len(line))
            if name and name.start - dash.end() < 12 and len(line) < 80:
                return self._attributed(name, after=True)
        limit = min(after, at + (_TIGHT if speaks else _REACH))
        head = _HEAD.match(text, at, limit)
        begin = head.end() if head else at
        source = language.according.match(text, begin, limit) or language.trailing.match(text, begin, limit)
        if source:
            name = self._first(source.end(), limit)
            return self._attributed(name, after=True) if name else Attribution(verb=True, after=True)
        if not language.spaced:
            return self._unspaced(begin, limit, first=True, after=True)
        verb = language.verbs.search(text, begin, limit)
        if verb is None:
            return _NOBODY
        if found := self._subject(begin, verb.start()):
            return found if not speaks else Attribution(found.name, found.mention, verb=True, after=True)
        if speaks and self._only_between(begin, verb.start()):
            if name := self._first(verb.end(), limit):
                return self._attributed(name, after=True)
            if pronoun := language.pronouns.match(text, verb.end() + 1, limit):
                return self._resolved(pronoun, after=True)
            if pronoun := _INVERTED.match(text, verb.end(), limit):
                return self._resolved(pronoun, after=True)
        return Attribution(verb=True, after=speaks)

    def _ahead(self, before: int, at: int) -> Attribution:
        """Between `before` and `at`, nearest verb first: Brink said that she had; Brink: “…”"""
        text, language = self._text, self._language
        source = _last(language.according, text, before, at)
        if not language.spaced:
            return self._unspaced(before, at, first=False, after=False)
        verb = _last(language.verbs, text, before, at)
        participle = _last(language.participles, text, before, at)
        saying = _last(language.sayings, text, before, at)
        if saying and (verb is None or saying.start() > verb.start()) and (name := self._owner(before, saying, at)):
            return self._attributed(name)
        if participle and (verb is None or participle.start() > verb.start()):
            main = self._main_subject(before, participle.start())
            return main or Attribution(verb=True)
        if source and (verb is None or verb.start() < source.start()) and (name := self._first(source.end(), at)):
            return self._attributed(name)
        if verb is None:
            return self._headed(before, at)
        for _ in range(2):
            clause = self._clause(before, verb.start())
            if found := self._subject(clause, verb.start()):
                return found
            # "anybody who complains": the one who speaks is the subject of an earlier verb.
            earlier = _last(language.verbs, text, before, clause) if not text[clause : verb.start()].strip() else None
            if earlier is None or clause == before:
                break
            verb = earlier
        if (language.inverts or not text[before : verb.start()].strip()) and (name := self._first(verb.end(), at)):
            return self._attributed(name)
        return Attribution(verb=True)

    def _headed(self, start: int, at: int) -> Attribution:
        """A name alone before a colon, right here or at the head of the line: Brink: “…”; Brink: Harbour “lost”"""
        colon = _COLON.search(self._text, start, min(at, start + 60))
        if colon:
            names = list(names_in(self._text, start, colon.start(), self._language))
            if len(names) == 1 and self._acceptable(names[0]) and names[0].end == colon.start():
                return self._attributed(names[0])
        return _NOBODY

    def _owner(self, start: int, saying: re.Match[str], at: int) -> Name | None:
        """Whose claim it is: Brink's claim that, Brink's latest claim about. What "Brink's claim was", others judge."""
        if _BREAK.search(self._text, saying.end(), at) or self._language.between.match(
            self._text, saying.end() + 1, at
        ):
            return None
        name = None
        for name in names_in(self._text, max(start, saying.start() - 80), saying.start(), self._language):  # noqa: B007
            pass
        near = name and len(self._text[name.end : saying.start()].split()) <= 3
        return name if name and name.possessive and near else None

    # The subject of a verb

    def _clause(self, start: int, verb: int) -> int:
        """Where the clause of a verb begins."""
        at = start
        for pattern in (_BREAK, self._language.clauses):
            if last := _last(pattern, self._text, start, verb):
                at = max(at, last.end())
        return at

    def _subject(self, start: int, verb: int) -> Attribution | None:
        """The subject of a verb, when it is a name or a pronoun: next to it, or before a comma and what follows that."""
        text, language = self._text, self._language
        parts = _parts(text, start, verb)
        if not parts:
            return None
        tail_start, tail_end = parts[-1]
        if text[tail_start:tail_end].strip() and len(parts) > 1 and self._only_between(tail_start, tail_end):
            parts = parts[:-1]  # "Brink, once again, said"
            tail_start, tail_end = parts[-1]
        if not text[tail_start:tail_end].strip() and len(parts) > 1:
            # "Brink, the mayor of Lindholm, said": what stands before the first comma.
            for part in parts[:-1]:
                if name := self._head(*part):
                    return self._attributed(name)
            return None
        pronoun = _last(language.pronouns, text, tail_start, tail_end)
        names = list(names_in(text, tail_start, tail_end, language))
        if pronoun and (not names or pronoun.start() > names[-1].start) and self._only_between(pronoun.end(), tail_end):
            return self._resolved(pronoun)
        if names:
            name = names[-1]
            if self._is_subject(name, tail_start) and self._only_between(name.end, tail_end):
                return self._attributed(name)
            if head := self._head(tail_start, tail_end):
                return self._attributed(head)
        return None

    def _only_between(self, start: int, end: int) -> bool:
        rest = self._language.between.sub(" ", _PARENTHESIS.sub(" ", self._text[start:end]))
        return all(word.endswith("ly") for word in rest.replace(".", " ").split())

    def _head(self, start: int, end: int) -> Name | None:
        """The name a noun phrase is about: its last before any preposition, if there is one."""
        text, language = self._text, self._language
        first = language.prepositions.match(text, start + len(text[start:end]) - len(text[start:end].lstrip()), end)
        if first:
            return None
        stop = language.prepositions.search(text, start, end) or _last(language.clauses, text, start, end)
        names = [n for n in names_in(text, start, stop.start() if stop else end, language) if self._acceptable(n)]
        return self._nearest(names)

    def _main_subject(self, start: int, end: int) -> Attribution | None:
        """The first subject of a sentence, which its participles share."""
        for part in _parts(self._text, start, end):
            if pronoun := self._language.pronouns.match(self._text, part[0] + _blank(self._text, *part), part[1]):
                return self._resolved(pronoun)
            if name := self._head(*part):
                return self._attributed(name)
        return None

    def _first(self, start: int, end: int) -> Name | None:
        """The name that follows a verb: said Brink, the mayor; said mayor Tove Brink of Lindholm."""
        text = self._text
        stop = min(
            (m.start() for p in (_COMMA, _BREAK, self._language.prepositions) if (m := p.search(text, start, end))),
            default=end,
        )
        if parenthesis := text.find("(", start, stop) + 1:
            stop = parenthesis - 1
        names = [n for n in names_in(text, start, stop, self._language) if self._acceptable(n)]
        return self._nearest(names)

    def _nearest(self, names: Sequence[Name]) -> Name | None:
        """The last of the names, known speakers first."""
        known = [name for name in names if name.surname in self._known]
        nearest = known or names
        return nearest[-1] if nearest else None

    def _is_subject(self, name: Name, start: int, *, owning: bool = False) -> bool:
        """Whether no preposition stands before the name: "a spokeswoman for Brink said" names nobody."""
        before = self._text[max(start, name.start - 40) : name.start].split()
        words = [w for w in before if not self._language.titles.fullmatch(w)]
        return (owning or self._acceptable(name)) and not any(
            self._language.prepositions.fullmatch(word) or word in ("and", "und", "et", "y", "e") for word in words[-2:]
        )

    def _acceptable(self, name: Name) -> bool:
        return not name.possessive and (not name.determined or len(name.words) > 1 or name.words[0].isupper())

    # Names that capitals do not show

    def _unspaced(self, start: int, end: int, *, first: bool, after: bool) -> Attribution:
        text, language = self._text, self._language
        verb = language.verbs.search(text, start, end)
        names = [match.span(1) for match in language.named.finditer(text, start, end)]
        at = bisect_left(self._standing, (start, start))
        known = []
        while at < len(self._standing) and self._standing[at][0] < end:
            known.append(self._standing[at])
            at += 1
        candidates = (known if verb else []) or names
        if candidates:
            span = candidates[0] if first else candidates[-1]
            return Attribution(span, span, verb=True, after=after)
        return Attribution(verb=verb is not None, after=after and verb is not None)

    # Pronouns

    def _resolved(self, pronoun: re.Match[str], *, after: bool = False) -> Attribution:
        """Who "she" is, if only one person was named shortly before: in this paragraph, else in the nearest one above
        that names anybody."""
        span = pronoun.span()
        self._read_names(span[0])
        nearest = max(0, span[0] - _FAR)
        start = span[0]
        people: dict[str, Name] = {}
        for _ in range(_PARAGRAPHS):
            start = max(nearest, self._narrative.paragraph_start(max(0, start - 1)))
            people = self._people_between(start, span[0])
            if people or start == nearest:
                break
        name = next(iter(people.values())) if len(people) == 1 else None
        if name and not self._is_subject(name, start, owning=True):
            name = None
        return Attribution((name.start, name.end) if name else None, span, verb=True, after=after)

    def _read_names(self, end: int) -> None:
        """Reads the names up to `end`, each once, and remembers who is called by first and last name or by a title."""
        for name in names_in(self._text, self._names_read, end, self._language):
            self._names.append(name)
            if name.personal or name.titled:
                self._people.add(name.surname)
        self._names_read = max(end, self._names_read)

    def _people_between(self, start: int, end: int) -> dict[str, Name]:
        found: dict[str, Name] = {}
        at = bisect_left(self._names, start, key=lambda name: name.start)
        while at < len(self._names) and self._names[at].start < end:
            if self._names[at].surname in self._people:
                found[self._names[at].surname] = self._names[at]
            at += 1
        return found

    # Passages that stand alone

    def _carried(self, index: int, passage: Passage, found: Sequence[Attribution]) -> Attribution | None:
        """A passage that is a sentence, or a paragraph, of its own goes on with who spoke last, if it follows at once."""
        start = self._narrative.paragraph_start(passage.opened_at)
        if self._text[start : passage.opened_at].strip() or self._narrative.rest_of_line(passage.closed_at, 40).strip():
            return None
        last = self._passages[index - 1].closed_at if index else 0
        nearest = max(last, start - _REACH, 0)
        end = nearest + len(self._text[nearest:start].rstrip())
        if end > nearest and self._text[end - 1] in ":：":
            introduced = self._ahead(max(nearest, self._narrative.sentence(end - 1)[0]), end - 1)
            return introduced if introduced.verb else None
        # The paragraph before it holds the last passage, and nobody else has spoken since.
        begins = self._narrative.paragraph_start(max(0, end - 1)) if end > nearest else last
        if index and found[index - 1].name and (end == nearest or begins <= last):
            return Attribution(found[index - 1].name, None, verb=True)
        return None

    def _attributed(self, name: Name, *, after: bool = False) -> Attribution:
        return Attribution((name.start, name.end), (name.start, name.end), verb=True, after=after)


def _last(pattern: re.Pattern[str], text: str, start: int, end: int) -> re.Match[str] | None:
    last = None
    for last in pattern.finditer(text, start, end):  # noqa: B007
        pass
    return last


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches between commas."""
    parts, at = [], start
    for comma in _COMMA.finditer(text, start, end):
        parts.append((at, comma.start()))
        at = comma.end()
    return [*parts, (at, end)]


def _blank(text: str, start: int, end: int) -> int:
    """How much white space stands at the start."""
    return len(text[start:end]) - len(text[start:end].lstrip())


def _standing(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Where the known speakers are named in a text whose script has no capitals."""
    spans = set()
    for name in {n.strip() for n in names} - {""}:
        at = text.find(name)
        while at >= 0:
            spans.add((at, at + len(name)))
            at = text.find(name, at + len(name))
    return sorted(spans)

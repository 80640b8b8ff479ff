"""Quotes that nobody has marked yet, as far as an article's quotation marks show them."""

from __future__ import annotations

import uuid
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from annotations.models import Article, Quote, Revision, Segment, Speaker, User
from annotations.permissions import readable_by
from annotations.suggestions import Candidate, suggest


@dataclass(frozen=True)
class Voice:
    """Who seems to speak: the project's speaker if it knows one of that name, else just the name in the article."""

    id: uuid.UUID | None
    name: str


@dataclass(frozen=True)
class Piece:
    """A stretch of the article's current revision: code points, end exclusive."""

    start: int
    end: int
    exact: str


@dataclass(frozen=True)
class Suggestion:
    """A quote somebody may want to mark."""

    segments: list[Piece]
    kind: str
    speaker: Voice | None


def suggestions_for(user: User, article: Article) -> list[Suggestion]:
    """The suggestions for an article's current revision, in its order, without what a live quote already overlaps.

    Three statements, whatever the article holds.
    """
    text = readable_by(user, Revision).values_list("text", flat=True).get(pk=article.current_id)
    spans = Segment.objects.filter(quote__in=readable_by(user, Quote), revision=article.current_id)
    marked = _Marked((s, e) for s, e in spans.values_list("start", "end") if s is not None and e is not None)
    known = _Known(
        readable_by(user, Speaker)
        .filter(project=article.project_id)
        .order_by("id")
        .values_list("id", "name", "aliases")
    )
    return [
        Suggestion([Piece(start, end, text[start:end]) for start, end in c.spans], c.kind, known.voice_of(c))
        for c in suggest(text, article.language, known.names)
        if not any(marked.overlaps(*span) for span in c.spans)
    ]


class _Marked:
    """The stretches that are marked, joined where they overlap, so that each look-up is a binary search."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any of them shares a character with this stretch."""
        before = bisect_left(self._starts, end) - 1
        return before >= 0 and self._ends[before] > start


class _Known:
    """The project's speakers by the names they go by."""

    def __init__(self, speakers: Iterable[tuple[uuid.UUID, str, list[str]]]) -> None:
        self.names: list[str] = []
        self._by_name: dict[str, Voice] = {}
        self._by_surname: defaultdict[str, dict[Voice, set[str]]] = defaultdict(dict)
        for id, name, aliases in speakers:
            voice = Voice(id, name)
            for called in (name, *aliases):
                if words := called.casefold().split():
                    self.names.append(called)
                    self._by_name.setdefault(" ".join(words), voice)
                    self._by_surname[words[-1]].setdefault(voice, set()).update(words)

    def voice_of(self, candidate: Candidate) -> Voice | None:
        """The speaker of that name, or the only one whose name has all its words and ends in the last: "Brink" is Tove
        Brink unless Oke Brink speaks here too."""
        if not candidate.speaker:
            return None
        words = candidate.speaker.casefold().split()
        if voice := self._by_name.get(" ".join(words)):
            return voice
        fitting = [voice for voice, names in self._by_surname[words[-1]].items() if names.issuperset(words)]
        return fitting[0] if len(fitting) == 1 else Voice(None, candidate.speaker)

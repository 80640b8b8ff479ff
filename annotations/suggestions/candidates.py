"""First suggestions of quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from .attribution import Attribution, Reader
from .languages import words_of
from .marks import MOST_SPANS, Passage, passages
from .narrative import BLOT, Narrative

Kind = Literal["direct", "partial", "scare"]
KINDS: tuple[Kind, ...] = get_args(Kind)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A quote somebody may want to mark. Spans are code points, end exclusive, in order, without the marks."""

    spans: tuple[tuple[int, int], ...]
    kind: Kind
    speaker: str = ""
    """The speaker's name as it stands in the text; empty when nobody is named, or it is in doubt who."""
    speaker_span: tuple[int, int] | None = None
    """Where that name stands."""
    mention: tuple[int, int] | None = None
    """Where the reporter points at the speaker: the name, or a "she" that stands for it."""


def suggest(text: str, language: str = "en", speakers: Sequence[str] = ()) -> list[Candidate]:
    """The quotes of a text, in order and without overlaps, as far as quotation marks show them.

    `language` is the text's (BCP 47), `speakers` are names the project knows already. Whatever the text, nothing is
    raised; time is linear in its length.
    """
    words = words_of(language)
    found = passages(text)
    narrative = Narrative(text, found)
    attributions = Reader(text, narrative, found, words, speakers).attributions()
    candidates: list[Candidate] = []
    for group in _utterances(narrative, found, attributions, words.participles):
        spans = tuple(span for i in group for span in found[i].spans)
        attribution = next((attributions[i] for i in group if attributions[i].name), attributions[group[0]])
        kind = _kind(text, narrative, found[group[0]], attribution) if len(group) == 1 else "direct"
        name = attribution.name
        candidates.append(Candidate(spans, kind, text[slice(*name)] if name else "", name, attribution.mention))
    return candidates


def _utterances(
    narrative: Narrative, found: Sequence[Passage], attributions: Sequence[Attribution], participles: re.Pattern[str]
) -> list[list[int]]:
    """The passages, those of one utterance together: “We are done,” she said, “and we are glad.”"""
    groups: list[list[int]] = []
    for i, passage in enumerate(found):
        if groups and _goes_on(narrative, found[i - 1], passage, attributions[i - 1], attributions[i], participles):
            spans = sum(len(found[j].spans) for j in groups[-1]) + len(passage.spans)
            if spans <= MOST_SPANS:
                groups[-1].append(i)
                continue
        groups.append([i])
    return groups


def _goes_on(
    narrative: Narrative,
    last: Passage,
    passage: Passage,
    before: Attribution,
    own: Attribution,
    participles: re.Pattern[str],
) -> bool:
    if not before.after or own.after or passage.label:
        return False
    between = narrative.text[last.closed_at : passage.opened_at]
    if len(between) > 200 or "\n" in between or between.rstrip()[-1:] not in tuple(",.:;—–，،؛"):
        return False
    if participles.search(between):  # "…, she said, adding: …" are two
        return False
    # Nothing but the attribution stands between the two: no sentence begins there that the passage does not begin.
    begin = last.closed_at + len(between) - len(between.lstrip())
    end = narrative.sentence(begin)[1]
    return end >= passage.opened_at or not narrative.text[end : passage.opened_at].strip()


_SENTENCE_END = re.compile(r"[.!?…。！？؟]")
_WORDS = re.compile(r"\w+(?:[’'.-]\w+)*")
_SHORT = 2


def _kind(text: str, narrative: Narrative, passage: Passage, attribution: Attribution) -> Kind:
    """What a passage is, by its length, how it is set off, and whether anybody is said to have said it."""
    start, end = passage.spans[0][0], passage.spans[-1][1]
    count = _count(text, start, end)
    sentence = max(narrative.sentence(passage.opened_at)[0], passage.opened_at - 300)
    before = narrative.text[sentence : passage.opened_at].rstrip()
    opens = not before.strip(f" {BLOT}\"'(—–―-") or before[-1] in ":：,，،"
    ends = text[end - 1] in ".!?…,。！？؟，،"
    if attribution.after and opens or len(passage.spans) > 1:
        return "direct"
    if opens and ends and (count > _SHORT or attribution.verb):
        return "direct"
    if opens and before.endswith((":", "：")) or (count > 5 and _SENTENCE_END.search(text, start, end - 1)):
        return "direct"
    if not attribution.verb and count <= _SHORT:
        return "scare"
    return "partial"


def _count(text: str, start: int, end: int) -> int:
    """How many words; in a script without spaces two characters count as one."""
    end = min(end, start + 400)
    dense = sum("\u2e80" <= c <= "\u9fff" for c in text[start:end])
    return dense // 2 if dense else sum(1 for _ in _WORDS.finditer(text, start, end))

"""How good the suggestions are, against articles that people have annotated.

Reads brat standoff files with Source, Cue and Content spans joined by Attribution events: `text/NAME.txt` and
`attributions/NAME….ann` in one folder. What counts as a quotation there, and as right, is told in docs/suggestions.md.
It finds the marks of English articles by a few lines of its own, so that it does not repeat the finder's mistakes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from .candidates import Candidate, suggest

Span = tuple[int, int]
_PRONOUN = re.compile(r"(?:he|she|they|it|i|we|you|who|his|her|their)\Z", re.IGNORECASE)
_OPEN, _CLOSE = '“"‘„«', '”"’“»'


@dataclass
class Utterance:
    """One annotated attribution: its quoted passages, its content, and its source."""

    content: list[Span]
    source: list[Span]
    passages: list[Span]

    @property
    def length(self) -> int:
        """How long the content is, to tell the narrowest from those around it."""
        return sum(end - start for start, end in self.content)


@dataclass
class Tally:
    """Counts over all articles."""

    articles: int = 0
    gold: int = 0
    found: Counter[str] = field(default_factory=Counter)
    exact: Counter[str] = field(default_factory=Counter)
    overlap: Counter[str] = field(default_factory=Counter)
    recalled_exact: int = 0
    recalled: int = 0
    speakers: Counter[tuple[str, str]] = field(default_factory=Counter)
    split: Counter[str] = field(default_factory=Counter)
    joined: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


def read_utterances(text: str, standoff: str) -> list[Utterance]:
    """The attributions of one standoff file. Raises ValueError for a file that is none."""
    spans: dict[str, list[Span]] = {}
    events: list[dict[str, str]] = []
    for line in standoff.splitlines():
        key, _, rest = line.partition("\t")
        if key.startswith("T"):
            places = rest.partition("\t")[0].partition(" ")[2]
            spans[key] = [(int(a), int(b)) for a, b in (place.split() for place in places.split(";"))]
        elif key.startswith("E"):
            events.append({role.rstrip("0123456789"): at for role, at in (pair.split(":") for pair in rest.split())})
    utterances = []
    for event in events:
        content = sorted(spans.get(event.get("Content", ""), []))
        utterances.append(Utterance(content, spans.get(event.get("Source", ""), []), quoted_in(text, content)))
    return utterances


def quoted_in(text: str, content: Sequence[Span]) -> list[Span]:
    """What stands in quotation marks in a content, without the marks: whole lines or what the marks close."""
    return [span for start, end in _lines(text, content) for span in _quoted(text, start, end)]


def _lines(text: str, content: Sequence[Span]) -> Iterator[Span]:
    """The fragments, those joined that only blanks part, and cut at line ends."""
    merged: list[Span] = []
    for start, end in content:
        if merged and not text[merged[-1][1] : start].strip() and "\n" not in text[merged[-1][1] : start]:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    for start, end in merged:
        for line in re.finditer(r"[^\n]+", text[start:end]):
            yield start + line.start(), start + line.end()


def _quoted(text: str, start: int, end: int) -> Iterator[Span]:
    # The annotators sometimes left the marks outside.
    if text[max(0, start - 1) : start] in tuple(_OPEN) and not text[start - 2 : start - 1].isalnum():
        start -= 1
    if text[end : end + 1] in tuple(_CLOSE) and not text[end + 1 : end + 2].isalnum():
        end += 1
    at = start
    while at < end:
        mark = text[at]
        free = not (at and text[at - 1].isalnum())
        if mark == "“" or mark in '"”' and free:
            stop = _end_of(text, at, end)
        elif mark == "‘" and free:
            closing = re.compile(r"’(?!\w)").search(text, at, end)
            if closing is None:
                at += 1
                continue
            stop = closing.start()
        else:
            at += 1
            continue
        if text[at + 1 : stop].strip():
            yield at + 1, stop
        at = stop + 1


def _end_of(text: str, at: int, end: int) -> int:
    depth = 0
    straight = text[at] == '"'
    for i in range(at + 1, end):
        char = text[i]
        if straight and char == '"' and not text[i + 1 : i + 2].isalnum():
            return i
        if not straight and char == "“":
            depth += 1
        if not straight and char == "”":
            if not depth:
                return i
            depth -= 1
    return end


def measure(folder: Path) -> Tally:
    """The tally over all articles of a folder that have annotations."""
    tally = Tally()
    for path in sorted((folder / "text").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        for standoff in sorted((folder / "attributions").glob(path.stem + "*.ann")):
            _count(tally, path.stem, text, read_utterances(text, standoff.read_text(encoding="utf-8")))
    return tally


def _count(tally: Tally, name: str, text: str, utterances: Sequence[Utterance]) -> None:
    tally.articles += 1
    owners: dict[Span, Utterance] = {}
    for utterance in sorted(utterances, key=lambda u: -u.length):
        for passage in utterance.passages:
            owners[_tight(text, passage)] = utterance  # the narrowest content comes last, and stays
    gold = [a for a in owners if not any(b != a and b[0] <= a[0] and a[1] <= b[1] for b in owners)]
    tally.gold += len(gold)
    candidates = suggest(text)
    spans = {_tight(text, span): candidate for candidate in candidates for span in candidate.spans}
    tally.recalled_exact += sum(g in spans for g in gold)
    tally.recalled += sum(any(_overlap(g, s) for s in spans) for g in gold)
    for g in gold:
        if g not in spans:
            tally.notes.append(f"missed  {name[:40]} {text[slice(*g)][:90]!r}")
    for span, candidate in spans.items():
        for kind in (candidate.kind, "all"):
            tally.found[kind] += 1
            tally.exact[kind] += span in gold
            tally.overlap[kind] += any(_overlap(span, g) for g in gold)
        shared = max(gold, key=lambda g: min(g[1], span[1]) - max(g[0], span[0]), default=(0, 0))
        owner = owners.get(span) or (owners[shared] if _overlap(span, shared) else None)
        if owner is None:
            around = text[max(0, span[0] - 50) : span[1] + 30].replace("\n", "⏎")
            tally.notes.append(f"extra   {name[:40]} {candidate.kind} {around[:160]!r}")
        elif owner.source:
            _count_speaker(tally, name, text, span, candidate, owner)
    _count_joins(tally, text, gold, candidates, utterances)


def _count_speaker(tally: Tally, name: str, text: str, span: Span, candidate: Candidate, owner: Utterance) -> None:
    source = " ".join(text[slice(*s)] for s in owner.source)
    sort = (
        "pronoun"
        if _PRONOUN.match(source)
        else "name"
        if re.search(r"\b[A-Z]", source[1:] or source) or source.istitle()
        else "description"
    )
    pointed = any(_overlap(m, s) for m in (candidate.mention, candidate.speaker_span) if m for s in owner.source)
    named = bool(candidate.speaker) and candidate.speaker.split()[-1] in source
    if not candidate.speaker:
        result = "none"
    elif pointed or named:
        result = "right"
    else:
        result = "wrong"
    tally.speakers[sort, result] += 1
    if result == "wrong" or result == "none" and sort != "description" or sort == "pronoun":
        before, after = text[max(0, span[0] - 70) : span[0]], text[span[1] : span[1] + 60]
        tally.notes.append(f"{result:7} {name[:40]} {candidate.speaker!r} for {source[:50]!r}: …{before!r} | {after!r}")


def _count_joins(
    tally: Tally, text: str, gold: Sequence[Span], candidates: Sequence[Candidate], utterances: Sequence[Utterance]
) -> None:
    groups = [{_tight(text, s) for s in c.spans} for c in candidates]
    wanted = [{_tight(text, p) for p in u.passages} & set(gold) for u in utterances]
    for want in wanted:
        if len(want) > 1:
            one = any(want <= group for group in groups)
            tally.split["one" if one else "several"] += 1
            if not one:
                tally.notes.append(f"split   {[text[slice(*s)][:60] for s in sorted(want)]}")
    for group in groups:
        if len(group) > 1:
            right = any(group <= want for want in wanted)
            tally.joined["right" if right else "wrong"] += 1
            if not right:
                tally.notes.append(f"joined  {[text[slice(*s)][:60] for s in sorted(group)]}")


def _tight(text: str, span: Span) -> Span:
    start, end = span
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _overlap(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def table(tally: Tally) -> str:
    """The tally as a table in Markdown."""
    lines = [
        f"{tally.articles} annotated articles, {tally.gold} quoted passages, {tally.found['all']} passages suggested",
        "",
        "| passages | suggested | exact | overlapping |",
        "|---|---|---|---|",
    ]
    for kind in ("direct", "partial", "scare", "all"):
        n = tally.found[kind]
        lines.append(f"| precision, {kind} | {n} | {_share(tally.exact[kind], n)} | {_share(tally.overlap[kind], n)} |")
    lines.append(f"| recall | | {_share(tally.recalled_exact, tally.gold)} | {_share(tally.recalled, tally.gold)} |")
    lines += ["", "| speaker, where the source is | passages | right | wrong | left open |", "|---|---|---|---|---|"]
    for sort in ("name", "pronoun", "description", "all"):
        counts = {
            result: sum(n for (s, r), n in tally.speakers.items() if r == result and sort in (s, "all"))
            for result in ("right", "wrong", "none")
        }
        total = sum(counts.values())
        lines.append(f"| a {sort} | {total} | " + " | ".join(_share(n, total) for n in counts.values()) + " |")
    one, several = tally.split["one"], tally.split["several"]
    right, wrong = tally.joined["right"], tally.joined["wrong"]
    lines += [
        "",
        f"Utterances in several passages: {one} of {one + several} suggested as one; "
        f"{right} of {right + wrong} suggestions in several passages join what is one utterance.",
    ]
    return "\n".join(lines).replace("| a all |", "| any of these |")


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} = {part / whole:.2f}" if whole else "-"

"""An article with its quotes marked in it, for reading without a program: what the reading page shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Prefetch

from annotations.models import Article, Claim, Quote, Segment, User
from annotations.permissions import readable_by
from annotations.queries.decisions import with_decisions


@dataclass
class Told:
    """A quote in the list beneath the text. `number` is its place there; what was lost has none."""

    quote: Quote
    segments: list[Segment]
    claims: list[Claim]
    number: int = 0
    outer: Told | None = None

    @property
    def words(self) -> str:
        """Its own words, its segments joined as in print."""
        return " … ".join(segment.exact for segment in self.segments)

    @property
    def partly_lost(self) -> bool:
        """Whether the publisher took some of its words out."""
        return any(segment.start is None for segment in self.segments)

    @property
    def reworded(self) -> bool:
        """Whether the publisher changed some of its words, which are shown as they are now."""
        return any(segment.state == "changed" for segment in self.segments)


@dataclass(frozen=True)
class Run:
    """A stretch of a block under the same quotes; `begins` are those of them whose words begin here."""

    text: str
    quotes: list[Told]
    begins: list[Told]

    @property
    def kinds(self) -> list[str]:
        """The kinds it is marked with, each once."""
        return sorted({told.quote.kind for told in self.quotes})


@dataclass(frozen=True)
class Block:
    """A block of the text, and the line ends before it: all of them, put together, are the text."""

    before: str
    kind: str
    level: int
    runs: list[Run]


@dataclass
class Reading:
    """All of it: the blocks, the line ends after the last, the quotes in the text's order, and those no longer in it."""

    blocks: list[Block]
    after: str
    quotes: list[Told] = field(default_factory=list)
    lost: list[Told] = field(default_factory=list)


def reading_of(user: User, article: Article) -> Reading:
    """The article's current text with its quotes. Five statements at most, whatever their number."""
    told = _quotes(user, article)
    quotes = [one for one in told if any(segment.start is not None for segment in one.segments)]
    quotes.sort(key=lambda one: _place(one.segments))
    for number, one in enumerate(quotes, start=1):
        one.number = number
    text = article.current.text
    blocks = list(_blocks(text, article.current.blocks, quotes))
    end = article.current.blocks[-1]["end"] if article.current.blocks else 0
    return Reading(blocks, text[end:], quotes, [one for one in told if not one.number])


def _quotes(user: User, article: Article) -> list[Told]:
    rows: Any = (
        readable_by(user, Quote)
        .filter(article=article)
        .order_by("created_at", "pk")
        .select_related("speaker", "author")
        .prefetch_related(
            Prefetch(
                "all_segments", Segment.objects.filter(revision=article.current).order_by("order"), to_attr="here"
            ),
            Prefetch("claims", readable_by(user, Claim).order_by("created_at"), to_attr="made_of_it"),
        )
    )
    found: dict[Any, Told] = {row.pk: Told(row, row.here, row.made_of_it) for row in rows}
    with_decisions(user, [claim for one in found.values() for claim in one.claims])
    for one in found.values():
        one.outer = found.get(one.quote.parent_id)
    return list(found.values())


def _place(segments: list[Segment]) -> tuple[int, int]:
    """Where a quote stands in the order: where it begins; of two that begin together the longer one first."""
    there = [(s.start, s.end) for s in segments if s.start is not None and s.end is not None]
    return min(start for start, _ in there), -max(end for _, end in there)


def _blocks(text: str, blocks: list[dict[str, Any]], quotes: list[Told]) -> Iterator[Block]:
    """The blocks, each cut wherever a segment begins or ends. `open` are the quotes at the place one has come to."""
    edges = sorted(
        (at, opens, one.number)
        for one in quotes
        for segment in one.segments
        if segment.start is not None
        for at, opens in ((segment.start, True), (segment.end, False))
    )
    steps = iter([(at, list(group)) for at, group in groupby(edges, key=lambda edge: edge[0])])
    step = next(steps, None)
    firsts = {one.number: _place(one.segments)[0] for one in quotes}
    open_now: dict[int, int] = {}
    begins: list[int] = []
    done = 0
    for block in blocks:
        before, at, runs = text[done : block["start"]], block["start"], []
        while at < block["end"]:
            while step is not None and step[0] <= at:
                for place, opens, number in step[1]:
                    open_now[number] = open_now.get(number, 0) + (1 if opens else -1)
                    if not open_now[number]:
                        del open_now[number]
                    if opens and place == firsts[number]:
                        begins.append(number)
                step = next(steps, None)
            end = min(block["end"], step[0] if step is not None else block["end"])
            runs.append(
                Run(text[at:end], [quotes[n - 1] for n in sorted(open_now)], [quotes[n - 1] for n in sorted(begins)])
            )
            begins = []
            at = end
        yield Block(before, block["kind"], block.get("level") or 2, runs)
        done = block["end"]

"""A claim's quotes, each in the sentence it stands in, without loading whole articles."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Greatest, Least, Length, Substr

from annotations.models import Claim, Quote, Segment, User
from annotations.permissions import readable_by

# How far to look for the sentence's ends, in code points. Longer sentences are cut at a word.
REACH = 320

_SENTENCE_END = re.compile(r"[.!?…。！？؟۔।]+[\"'”’»“‘)\]]*(?:\s+|$)|\n+")
_CLOSING = re.compile(r"[\"'”’»“‘)\].!?…。！？؟۔।]*")


@dataclass(frozen=True)
class Piece:
    """A stretch of an article: the quote's own words, or what stands around them."""

    text: str
    marked: bool


@dataclass
class Passage:
    """A quote in its context. `state` is the worst of its segments'; what was lost has its last words, no context."""

    quote: Quote
    state: str = "exact"
    pieces: list[Piece] = field(default_factory=list)
    comments: int = 0

    @property
    def words(self) -> str:
        """The quote's own words, its segments joined as in print."""
        return " … ".join(piece.text for piece in self.pieces if piece.marked)


def passages_of(user: User, claim: Claim) -> list[Passage]:
    """The quotes the claim is made from, in the claim's order. Two statements, whatever their number."""
    return passages_among(readable_by(user, Quote).filter(claim_quotes__claim=claim).order_by("claim_quotes__position"))


def passages_among(quotes: QuerySet[Quote]) -> list[Passage]:
    """The quotes in their sentences. Two statements, whatever their number."""
    quotes = quotes.select_related("article__source", "article__current", "speaker", "author").defer(
        "article__current__text", "article__current__raw", "article__current__blocks"
    )
    passages = {quote.pk: Passage(quote) for quote in quotes}
    segments: dict[Any, list[Any]] = {}
    for segment in _with_surroundings(passages):
        segments.setdefault(segment.quote_id, []).append(segment)
    for pk, passage in passages.items():
        _fill(passage, segments.get(pk, []))
    return list(passages.values())


def _with_surroundings(quotes: Any) -> Any:
    start = Least(F("start"), Value(REACH))
    return (
        Segment.objects.filter(quote__in=list(quotes), revision=F("quote__article__current"))
        .annotate(
            before=Substr("revision__text", Greatest(F("start") - REACH + 1, Value(1)), start),
            after=Substr("revision__text", F("end") + 1, REACH),
            text_length=Length("revision__text"),
        )
        .order_by("quote_id", "order")
    )


def _fill(passage: Passage, segments: list[Any]) -> None:
    states = {segment.state for segment in segments}
    passage.state = next((s for s in ("orphaned", "changed", "moved") if s in states), "exact")
    anchored = sorted((s for s in segments if s.start is not None), key=lambda s: s.start)
    pieces: list[Piece] = []
    for previous, segment in zip([None, *anchored], anchored, strict=False):
        if previous is None:
            pieces.append(Piece(sentence_start(segment.before, whole=segment.start <= REACH), marked=False))
        else:
            pieces.append(Piece(_between(previous, segment), marked=False))
        pieces.append(Piece(segment.exact, marked=True))
    if anchored:
        last = anchored[-1]
        whole = last.end + REACH >= last.text_length
        pieces.append(Piece(sentence_end(last.exact, last.after, whole=whole), marked=False))
    for lost in (s for s in segments if s.start is None):
        pieces += [Piece(" … " if pieces else "", marked=False), Piece(lost.exact, marked=True)]
    passage.pieces = [piece for piece in pieces if piece.text]


def _between(previous: Any, segment: Any) -> str:
    gap = segment.start - previous.end
    if gap <= REACH:
        return str(previous.after[:gap])
    return (
        f"{sentence_end(previous.exact, previous.after, whole=False)} … {sentence_start(segment.before, whole=False)}"
    )


def sentence_start(before: str, *, whole: bool) -> str:
    """The part of a sentence that stands before the words at the end of `before`. `whole`: the text begins there."""
    ends = list(_SENTENCE_END.finditer(before))
    if ends:
        return before[ends[-1].end() :]
    if whole:
        return before
    _, _, from_word = before.partition(" ")
    return f"… {from_word}"


def sentence_end(exact: str, after: str, *, whole: bool) -> str:
    """The part of a sentence that stands after `exact`, at the beginning of `after`. `whole`: the text ends there."""
    if re.search(_SENTENCE_END.pattern + r"\Z", exact):
        closing = _CLOSING.match(after)
        return closing.group() if closing else ""
    end = _SENTENCE_END.search(after)
    if end:
        return after[: end.end()].rstrip()
    if whole:
        return after
    to_word, _, _ = after.rpartition(" ")
    return f"{to_word} …"

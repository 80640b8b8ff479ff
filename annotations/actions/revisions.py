"""The publisher's corrections: a new revision, and every quote carried over to it or shown as lost."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import connection

from annotations.actions.articles import freeze_revision
from annotations.actions.quotes import anchor_of, held_article
from annotations.actions.recording import recorded
from annotations.errors import Conflict
from annotations.models import Article, Quote, Revision, Segment, User
from annotations.permissions import Permission, require
from annotations.text import Anchor, carry_over

# One statement for all of an article's quotes: Django's bulk_update takes seconds for thousands.
MOVE = """
    UPDATE quote SET anchor = moved.anchor, version = version + 1, updated_at = now()
    FROM unnest(%s::uuid[], %s::text[]) AS moved(id, anchor) WHERE quote.id = moved.id
"""


@dataclass(frozen=True)
class Reanchoring:
    """What became of an article's quotes in a new revision: its segments counted by state, and the live quotes."""

    revision: Revision
    exact: int
    moved: int
    changed: int
    orphaned: int
    quotes: list[Quote]


def add_revision(*, by: User, article: Article, text: str, id: uuid.UUID | None = None) -> Reanchoring:
    """Freeze the corrected text as the article's next revision and carry its quotes over.

    Earlier revisions keep their anchors. Deleted quotes are carried too, so that one restored later has its place.
    Raises Conflict when the text is the one the article has, Invalid for what is no text.
    """
    require(by, Permission.ANNOTATE, article.project)
    with recorded(by=by):
        held = held_article(article)
        old = held.current
        revision = freeze_revision(held, number=old.number + 1, text=text, author=by, id=id)
        if revision.sha256 == old.sha256:
            raise Conflict("This is the text the article has already. Nothing was changed.")
        revision.save(force_insert=True)
        held.change(current=revision)
        states = _carry_quotes(old, revision)
    live = Quote.objects.filter(article=article, deleted_at=None).order_by("created_at", "id")
    return Reanchoring(
        revision=revision,
        exact=states["exact"],
        moved=states["moved"],
        changed=states["changed"],
        orphaned=states["orphaned"],
        quotes=list(live),
    )


def _carry_quotes(old: Revision, new: Revision) -> Counter[str]:
    """Anchors every quote of `old` in `new`. Answers how many segments of live quotes ended in each state."""
    quotes = {q.pk: q for q in Quote.objects.filter(article=old.article_id).select_for_update().order_by("id")}
    segments = list(Segment.objects.filter(revision=old, quote__in=quotes).order_by("quote_id", "order"))
    segments = _last_seen(segments)
    anchors = _anchors(segments, {old.pk: old.text}, new.text)
    earlier = _words_marked([segment for segment in segments if segment.state == "changed"])
    spans: dict[object, list[tuple[int | None, int | None]]] = {pk: [] for pk in quotes}
    states: Counter[str] = Counter()
    carried = []
    for segment, anchor in zip(segments, anchors, strict=True):
        state: str = anchor.state
        if (marked := earlier.get((segment.quote_id, segment.order))) is not None and state != "orphaned":
            # What was changed stays so until somebody marks it again, or the words are those that were marked.
            state = "changed" if anchor.exact != marked else "exact" if anchor.start == segment.start else "moved"
        carried.append(
            Segment(
                quote_id=segment.quote_id,
                revision=new,
                order=segment.order,
                start=anchor.start,
                end=anchor.end,
                exact=anchor.exact,
                state=state,
            )
        )
        spans[segment.quote_id].append((anchor.start, anchor.end))
        if quotes[segment.quote_id].deleted_at is None:
            states[state] += 1
    Segment.objects.bulk_create(carried, batch_size=1000)
    marks = {pk: anchor_of(new.number, spans[pk]) for pk in quotes}
    with connection.cursor() as cursor:
        cursor.execute(MOVE, [list(quotes), _once_each(quotes.values(), marks)])
    return states


def _last_seen(segments: Sequence[Segment]) -> list[Segment]:
    """The segments, those that are lost as they were in the last revision that had their words: these may be back."""
    lost = {segment.quote_id for segment in segments if segment.start is None}
    if not lost:
        return list(segments)
    rows = Segment.objects.filter(quote__in=lost, start__isnull=False).order_by("revision__number")
    seen = {(row.quote_id, row.order, row.exact): row for row in rows}
    return [s if s.start is not None else seen.get((s.quote_id, s.order, s.exact), s) for s in segments]


def _anchors(segments: Sequence[Segment], texts: dict[uuid.UUID, str], new_text: str) -> list[Anchor]:
    """Where each segment stands in the new text, carried from the revision it is of. `texts` are those known already."""
    revisions = {segment.revision_id for segment in segments}
    missing = Revision.objects.filter(pk__in=revisions - texts.keys())
    texts = texts | dict(missing.values_list("pk", "text"))
    anchors: dict[uuid.UUID, Anchor] = {}
    for revision in revisions:
        there = [segment for segment in segments if segment.revision_id == revision]
        spans = [(segment.start, segment.end, segment.exact) for segment in there]
        anchors |= zip([s.pk for s in there], carry_over(texts[revision], new_text, spans), strict=True)
    return [anchors[segment.pk] for segment in segments]


def _words_marked(changed: Sequence[Segment]) -> dict[tuple[uuid.UUID, int], str]:
    """What each of these segments said when somebody last marked it, by quote and order."""
    if not changed:
        return {}
    asked = {(segment.quote_id, segment.order) for segment in changed}
    rows = Segment.objects.filter(quote__in={segment.quote_id for segment in changed}, state__in=("exact", "moved"))
    words = rows.order_by("revision__number").values_list("quote_id", "order", "exact")
    return {(quote, order): exact for quote, order, exact in words if (quote, order) in asked}


def _once_each(quotes: Iterable[Quote], marks: dict[uuid.UUID, str | None]) -> list[str | None]:
    """The quotes' marks, none twice of one person and kind: what two quotes said can be the same words now, and both stay.

    The mark goes to one that is not deleted, if there is one.
    """
    quotes = list(quotes)
    seen: set[tuple[object, ...]] = set()
    for quote in sorted(quotes, key=lambda q: q.deleted_at is not None):
        mark = (quote.author_id, quote.kind, marks[quote.pk])
        if mark in seen:
            marks[quote.pk] = None
        seen.add(mark)
    return [marks[quote.pk] for quote in quotes]

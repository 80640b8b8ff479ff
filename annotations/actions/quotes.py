"""Marking quotes, changing them, taking them back."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any, TypedDict

from django.db.models.functions import Now

from annotations.actions.belonging import require_same_project
from annotations.actions.recording import recorded
from annotations.actions.refusals import invalid
from annotations.errors import Conflict, Missing
from annotations.models import Article, Claim, Quote, Revision, Segment, Speaker, User
from annotations.models.base import uuid7
from annotations.permissions import Permission, require
from annotations.text import check_spans


class Span(TypedDict):
    """A stretch of the article's current revision: code points, end exclusive, with the words that stand there."""

    start: int
    end: int
    exact: str


def create_quote(
    *,
    by: User,
    article: Article,
    segments: Sequence[Span],
    kind: str,
    id: uuid.UUID | None = None,
    tone: str = "literal",
    speaker: Speaker | None = None,
    parent: Quote | None = None,
    note: str = "",
    origin: str = "person",
) -> Quote:
    """Mark a quote in the article's current revision. The first one takes the article out of the inbox.

    Raises Invalid when a span is not the article's words, Conflict when this person has marked the same already.
    """
    require(by, Permission.ANNOTATE, article.project)
    require_same_project("/speaker", speaker, article.project)
    with recorded(by=by):
        article = held_article(article)
        _check_parent(None, article, parent)
        check_spans(article.current.text, [(s["start"], s["end"], s["exact"]) for s in segments])
        quote = Quote.objects.create(
            id=id or uuid7(),
            article=article,
            kind=kind,
            tone=tone,
            speaker=speaker,
            parent=parent,
            note=note,
            origin=origin,
            author=by,
            anchor=_anchor(article.current, segments),
        )
        _anchor_segments(quote, article.current, segments)
        if article.state == "inbox":
            article.change(state="annotating")
    return quote


def change_quote(*, by: User, quote: Quote, **fields: Any) -> Quote:
    """Change kind, tone, speaker, parent, note or segments. New segments replace those of the current revision."""
    project = quote.article.project
    require(by, Permission.ANNOTATE, project)
    require_same_project("/speaker", fields.get("speaker"), project)
    with recorded(by=by):
        segments = fields.pop("segments", None)
        if segments is not None or fields.get("parent") is not None:
            article = held_article(quote.article)
            _check_parent(quote, article, fields.get("parent"))
        if segments is not None:
            check_spans(article.current.text, [(s["start"], s["end"], s["exact"]) for s in segments])
            quote.change(anchor=_anchor(article.current, segments), **fields)
            Segment.objects.filter(quote=quote, revision=article.current).delete()
            _anchor_segments(quote, article.current, segments)
        else:
            quote.change(**fields)
    return quote


def delete_quote(*, by: User, quote: Quote) -> Quote:
    """Take a quote back. It can be restored; one that a claim is made from has to leave the claim first."""
    require(by, Permission.ANNOTATE, quote.article.project)
    if quote.deleted_at is not None:
        raise Missing
    with recorded(by=by, action="delete"):
        quote.change(deleted_at=Now())
        # Only now that the quote is held: a claim that is being made from it holds it too (actions/claims.py).
        claim = Claim.objects.filter(claim_quotes__quote=quote, deleted_at=None).first()
        if claim:
            raise Conflict(f"The claim “{claim.text[:80]}” is made from this quote. Take it out of the claim first.")
    return quote


def restore_quote(*, by: User, quote: Quote) -> Quote:
    """Undo a delete. Raises Conflict when the quote is not deleted, or has been marked again meanwhile."""
    require(by, Permission.ANNOTATE, quote.article.project)
    if quote.deleted_at is None:
        raise Conflict("This quote is not deleted. There is nothing to restore.")
    with recorded(by=by, action="restore"):
        return quote.change(deleted_at=None)


def anchor_of(revision_number: int, spans: Sequence[tuple[int | None, int | None]]) -> str | None:
    """A quote's spans in a revision as one string, by which nobody marks the same twice; None when words were lost."""
    if any(start is None for start, _ in spans):
        return None
    return f"{revision_number}:" + ",".join(f"{start}-{end}" for start, end in spans)


def _anchor(revision: Revision, segments: Sequence[Span]) -> str | None:
    return anchor_of(revision.number, [(s["start"], s["end"]) for s in segments])


def _anchor_segments(quote: Quote, revision: Revision, segments: Sequence[Span]) -> None:
    Segment.objects.bulk_create(
        Segment(quote=quote, revision=revision, order=order, start=s["start"], end=s["end"], exact=s["exact"])
        for order, s in enumerate(segments)
    )


def held_article(article: Article) -> Article:
    """The article as it is now, with its text, held so that no revision slips in before what is anchored is saved.

    Two statements: a join with the text would be made before the wait for the lock, and find no row after it.
    """
    held = Article.objects.select_for_update(no_key=True).get(pk=article.pk)
    held.current = Revision.objects.defer("raw", "blocks").get(pk=held.current_id)
    return held


def _check_parent(quote: Quote | None, article: Article, parent: Quote | None) -> None:
    if parent is None:
        return
    if parent.article_id != article.pk:
        raise invalid("/parent", "A quote lies inside a quote of the same article. Choose one of this article.")
    above: Quote | None = parent
    while above is not None:
        if quote is not None and above.pk == quote.pk:
            raise invalid("/parent", "A quote cannot lie inside itself. Choose another quote, or none.")
        above = above.parent

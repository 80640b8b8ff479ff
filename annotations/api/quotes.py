"""Quotes: the highlighted passages of an article."""

from __future__ import annotations

import functools
from typing import Any, ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.actions.quotes import change_quote, create_quote, delete_quote, restore_quote
from annotations.api.endpoints import Endpoint, ListEndpoint
from annotations.api.fields import Body, Id, OneOf, Paged, Reference, Several, Slug, Text, Whole
from annotations.api.forms import Form, PersonForm
from annotations.models import Article, Quote, Segment, Speaker, User
from annotations.models.quotes import QUOTE_KINDS, QUOTE_ORIGINS, QUOTE_TONES, SEGMENT_STATES
from annotations.permissions import Permission, readable_by


class SegmentForm(serializers.Serializer):
    """A stretch of the current revision: code points, end exclusive. An orphaned one has no place any more."""

    start = serializers.IntegerField(allow_null=True)
    end = serializers.IntegerField(allow_null=True)
    exact = serializers.CharField()
    state = serializers.ChoiceField(SEGMENT_STATES)


class QuoteForm(Form):
    """A quote, anchored in its article's current revision."""

    model = Quote

    article = serializers.UUIDField(source="article_id")
    kind = serializers.ChoiceField(QUOTE_KINDS)
    tone = serializers.ChoiceField(QUOTE_TONES)
    speaker = serializers.UUIDField(source="speaker_id", allow_null=True)
    parent = serializers.UUIDField(source="parent_id", allow_null=True)
    note = serializers.CharField()
    origin = serializers.ChoiceField(QUOTE_ORIGINS)
    author = PersonForm()
    segments = SegmentForm(many=True, source="segments_now")
    revision = serializers.IntegerField(source="revision_number")

    @classmethod
    def fetched(cls, rows: QuerySet[Any], user: User) -> QuerySet[Any]:
        """One statement, however many segments there are."""
        return rows.select_related("author").annotate(**_beside_a_quote())


@functools.cache
def _beside_a_quote() -> dict[str, Any]:
    """What is fetched with a quote. Put together once: Django copies it into each query, and this is the busiest one."""
    segments = Segment.objects.filter(quote=OuterRef("pk"), revision=OuterRef("article__current")).order_by("order")
    segment = JSONObject(start="start", end="end", exact="exact", state="state")
    return {
        "segments_now": ArraySubquery(segments.values(json=segment)),
        "revision_number": F("article__current__number"),
    }


class Span(Body):
    """A stretch of the article's current revision, with the words that stand there."""

    must_have = ("start", "end", "exact")
    start = Whole(help_text="Code points from the start of the text.")
    end = Whole(help_text="Exclusive.")
    exact = Text()


class QuoteChanges(Body):
    """What can be changed about a quote."""

    segments = Several(child=Span())
    kind = OneOf(QUOTE_KINDS)
    tone = OneOf(QUOTE_TONES)
    speaker = Reference(Speaker, allow_null=True)
    parent = Reference(Quote, allow_null=True)
    note = Text()


class NewQuote(QuoteChanges):
    """A passage to mark."""

    must_have = ("article", "segments", "kind")
    id = Id()
    article = Id()
    origin = OneOf(
        [(o, o) for o in ("person", "suggestion")],
        help_text="`suggestion` for one that was suggested. It never changes.",
    )


class QuoteFilters(Paged):
    """Which quotes."""

    article = Id()
    project = Slug()


class Quotes(ListEndpoint):
    """The quotes one may read, and where new ones are marked."""

    form = QuoteForm
    asks = QuoteFilters
    takes: ClassVar = {"POST": NewQuote}
    needs: ClassVar = {"POST": Permission.ANNOTATE}

    def get(self, request: Request, found: None) -> HttpResponse:
        """Quotes, oldest first."""
        asked = self.parameters()
        rows = QuoteForm.rows(request.user)
        if "article" in asked:
            rows = rows.filter(article=asked["article"])
        if "project" in asked:
            rows = rows.filter(article__project__slug=asked["project"])
        return self.listed(rows)

    def post(self, request: Request, found: None) -> HttpResponse:
        """Mark a quote."""
        article = self.within(Article, "article")
        fields = self.body() | {"article": article}
        return self.shown(create_quote(by=request.user, **fields))


class QuoteOne(Endpoint):
    """One quote."""

    form = QuoteForm
    takes: ClassVar = {"PATCH": QuoteChanges}
    needs: ClassVar = {"PATCH": Permission.ANNOTATE, "DELETE": Permission.ANNOTATE}

    def door(self, id: str) -> Quote:
        """The quote."""
        return self.find(Quote, pk=id)

    def get(self, request: Request, quote: Quote) -> HttpResponse:
        """The quote."""
        return self.shown(quote)

    def patch(self, request: Request, quote: Quote) -> HttpResponse:
        """Change the quote. New segments replace the old ones."""
        fields = self.body()
        self.precondition(quote)
        return self.shown(change_quote(by=request.user, quote=quote, **fields))

    def delete(self, request: Request, quote: Quote) -> HttpResponse:
        """Take the quote back. It can be restored."""
        self.body()
        self.precondition(quote)
        delete_quote(by=request.user, quote=quote)
        return self.gone()


class QuoteRestore(Endpoint):
    """The way back for a deleted quote."""

    form = QuoteForm
    needs: ClassVar = {"POST": Permission.ANNOTATE}
    status: ClassVar = {}

    def door(self, id: str) -> Quote:
        """The quote, deleted or not, of an article the person may read."""
        return self.find(Quote, pk=id, among=Quote.objects.filter(article__in=readable_by(self.request.user, Article)))

    def post(self, request: Request, quote: Quote) -> HttpResponse:
        """Undo the deletion."""
        self.body()
        return self.shown(restore_quote(by=request.user, quote=quote))

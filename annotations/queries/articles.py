"""A project's articles, as lists show them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from annotations.models import Article, ClaimQuote, Quote


def with_counts(articles: QuerySet[Article]) -> QuerySet[Article]:
    """The articles, each with `quote_count` and `claim_count`: what has been made of it so far."""
    quotes = Quote.objects.filter(article=OuterRef("pk"), deleted_at=None)
    made_from = ClaimQuote.objects.filter(quote__article=OuterRef("pk"), quote__deleted_at=None, claim__deleted_at=None)
    return articles.annotate(
        quote_count=_number_of(quotes, "article"),
        claim_count=_number_of(made_from, "quote__article", "claim"),
    )


def _number_of(rows: QuerySet[Any], by: str, what: str = "pk") -> Coalesce:
    counted = rows.order_by().values(by).annotate(number=Count(what, distinct=True)).values("number")
    return Coalesce(Subquery(counted), Value(0), output_field=IntegerField())

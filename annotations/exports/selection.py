"""Which claims or articles an export holds: one statement that makes one JSON line for each.

It goes through the project's claims, or articles, by their index, oldest first, and looks up what hangs on each: so the
first line is there at once, memory does not grow with the project, and a small export from a large database stays small.
Joins of whole tables, aggregated beforehand, need seconds and the disk before the first line. stream.py holds the planner
to it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet

from annotations.exports import articles, claims
from annotations.exports.detail import Detail
from annotations.exports.shape import Noun
from annotations.models import Article, Claim, ClaimQuote, Project, Quote, User
from annotations.permissions import readable_by
from annotations.queries.search import having


@dataclass(frozen=True)
class ClaimFilters:
    """Which claims of a project: those that fit all that is given. The claim list asks the same way."""

    state: str | None = None
    speaker: uuid.UUID | None = None
    assignee: uuid.UUID | None = None
    article: uuid.UUID | None = None
    q: str = ""  # words, "phrases" and -words of the claim's text, as in a search

    def among(self, claims: QuerySet[Claim]) -> QuerySet[Claim]:
        """The claims among `claims` that were asked for."""
        claims = self._by_themselves(claims)
        if self.article is not None:
            claims = claims.filter(pk__in=ClaimQuote.objects.filter(quote__article=self.article).values("claim"))
        return claims

    def among_articles(self, articles: QuerySet[Article], claims: QuerySet[Claim]) -> QuerySet[Article]:
        """Those of `articles` with a quote of a claim that was asked for; the filter `article` keeps that one only."""
        if self.article is not None:
            articles = articles.filter(pk=self.article)
        if self == ClaimFilters(article=self.article):
            return articles
        quoted = ClaimQuote.objects.filter(claim__in=self._by_themselves(claims)).values("quote")
        return articles.filter(pk__in=Quote.objects.filter(deleted_at=None, pk__in=quoted).values("article"))

    def _by_themselves(self, claims: QuerySet[Claim]) -> QuerySet[Claim]:
        # Names from here, values from the request.
        given = {"state": self.state, "speaker": self.speaker, "assignee": self.assignee}
        return having(claims.filter(**{name: value for name, value in given.items() if value is not None}), self.q)


def lines(
    *, project: Project, reader: User, filters: ClaimFilters, of: Noun = "claims", detail: Detail | None = None
) -> tuple[str, tuple[Any, ...]]:
    """The statement and its parameters: it sees what `reader` may read, and no verdict of a review that is still blind."""
    mine = readable_by(reader, Claim).filter(project=project)
    chosen: QuerySet[Any] = filters.among(mine)
    statement = claims.LINES
    if of == "articles":
        chosen = filters.among_articles(readable_by(reader, Article).filter(project=project), mine)
        statement = articles.LINES
    columns = [str(field.column) for field in chosen.model._meta.concrete_fields]
    ordered = chosen.order_by("created_at", "id").values(*columns).query
    # Where it is known beforehand that nothing fits, as with words that hold none, there is a statement all the same.
    query, parameters = ordered.get_compiler(DEFAULT_DB_ALIAS, elide_empty=False).as_sql()
    head, before = (detail or Detail()).head(project)
    return head + statement.replace("{chosen}", query), (*before, *parameters)

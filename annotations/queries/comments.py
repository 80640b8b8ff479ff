"""Comments: those on something, and those that call for somebody."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet

from annotations.models import Article, Claim, Comment, Project, User
from annotations.permissions import readable_by


def mentions_of(user: User, project: Project) -> QuerySet[Comment]:
    """The open comments of others that mention this person, the newest first, with what they are on."""
    rows = readable_by(user, Comment).filter(project=project, mentions__contains=[user.pk], resolved_at=None)
    return (
        rows.exclude(author=user)
        .select_related("author", "claim", "article", "quote__article", "verdict__claim", "verdict__reviewer")
        .order_by("-created_at", "-pk")
    )


def comments_about(user: User, claim: Claim) -> dict[uuid.UUID | None, list[Comment]]:
    """The comments on a claim, under None, and those on its verdicts by verdict, oldest first. One statement."""
    rows = readable_by(user, Comment).filter(Q(claim=claim) | Q(verdict__claim=claim))
    found: dict[uuid.UUID | None, list[Comment]] = {}
    for comment in shown(rows):
        found.setdefault(comment.verdict_id, []).append(comment)
    return found


def comments_on_article(user: User, article: Article) -> dict[uuid.UUID | None, list[Comment]]:
    """The comments on an article, under None, and those on its quotes by quote, oldest first. One statement."""
    rows = readable_by(user, Comment).filter(Q(article=article) | Q(quote__article=article))
    found: dict[uuid.UUID | None, list[Comment]] = {}
    for comment in shown(rows):
        found.setdefault(comment.quote_id, []).append(comment)
    return found


def shown(rows: QuerySet[Comment]) -> QuerySet[Any]:
    """The comments as pages show them: with their people, and with what they answer, oldest first."""
    return rows.select_related("author", "resolved_by", "reply_to__author").order_by("created_at", "pk")


def counts_by_quote(user: User, quotes: Iterable[uuid.UUID]) -> dict[uuid.UUID, int]:
    """How many open comments each of these quotes has. One statement."""
    found: dict[uuid.UUID, int] = {}
    rows = readable_by(user, Comment).filter(quote__in=list(quotes), resolved_at=None)
    for quote_id in rows.values_list("quote_id", flat=True):
        found[quote_id] = found.get(quote_id, 0) + 1
    return found

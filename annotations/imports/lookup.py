"""What of a few rows the project has already: a handful of statements, however many rows there are."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence

from annotations.imports.desk import Desk
from annotations.imports.layout import There
from annotations.imports.memory import Held
from annotations.imports.shape import ArticleDraft, ClaimDraft, QuoteDraft
from annotations.models import Article, Claim, Project, Quote, User
from annotations.permissions import readable_by

URN = "urn:uuid:"


def look_up(desk: Desk, by: User, drafts: Sequence[ArticleDraft | ClaimDraft]) -> There:
    """The articles, quotes and claims that the drafts name and the project has, and the texts they cite.

    A thing is known by the id an import gave it, or by its own, when the file came out of this very project. Of which
    project it is, is asked of what was found: were it a condition, the database, which may not have looked at the tables
    since they were filled, would take the project's things one by one.
    """
    there = There()
    project = desk.project.pk
    articles = {draft.key for draft in drafts if isinstance(draft, ArticleDraft)}
    keys = _candidates(desk, "article", articles)
    shown = Article.objects.select_related("current").defer("current__raw", "current__blocks")
    for article in shown.filter(pk__in=keys):
        if article.project_id == project:
            now = article.current
            there.articles[keys[article.pk]] = Held(article.pk, now.pk, now.number, True, now.text)
    keys = _candidates(desk, "quote", _quotes(drafts))
    quotes = list(Quote.objects.filter(pk__in=keys).values_list("pk", "article_id", "deleted_at"))
    marked = Article.objects.filter(pk__in={article for _, article, _ in quotes}).values_list("pk", "project")
    ours = {article for article, of in marked if of == project}
    for pk, article_id, deleted_at in quotes:
        if article_id in ours:
            there.quotes[keys[pk]] = (pk, article_id, deleted_at is not None)
    keys = _candidates(desk, "claim", _claims(drafts))
    claims = Claim.objects.filter(pk__in=keys).values_list("pk", "project")
    there.claims = {keys[pk]: pk for pk, of in claims if of == project}
    checksums = {quote.cites.sha256 for quote in _brought(drafts) if quote.cites}
    cited = readable_by(by, Article).filter(current__sha256__in=checksums).defer("current__raw")
    # Of several the project's own is the one, and of those the oldest: it comes last.
    ordered = sorted(
        cited.select_related("current", "source", "author"),
        key=lambda a: (a.project_id == project, -a.created_at.timestamp()),
    )
    there.cited = {article.current.sha256: article for article in ordered}
    return there


def known_text(by: User, project: Project, name: str) -> tuple[str, str] | None:
    """Id and text of the one article of this address, or of this urn, if the importer may see it."""
    if not name or "\0" in name:
        return None
    articles = readable_by(by, Article).filter(project=project).select_related("current")
    if name.startswith(URN):
        try:
            articles = articles.filter(pk=uuid.UUID(name.removeprefix(URN)))
        except ValueError:
            return None
    else:
        articles = articles.filter(url=name)
    found = [(str(pk), text) for pk, text in articles.values_list("pk", "current__text")[:2]]
    return found[0] if len(found) == 1 else None


def _candidates(desk: Desk, noun: str, keys: Iterable[str]) -> dict[uuid.UUID, str]:
    """The ids under which the things of these keys may be in the project, each with its key."""
    found = {}
    for key in keys:
        found[desk.identified(noun, key)] = key
        if len(key) == 36:
            try:
                found[uuid.UUID(key)] = key
            except ValueError:
                continue
    return found


def _brought(drafts: Iterable[ArticleDraft | ClaimDraft]) -> Iterator[QuoteDraft]:
    for draft in drafts:
        if isinstance(draft, ClaimDraft):
            yield from (quote for quote in draft.quotes if isinstance(quote, QuoteDraft))


def _quotes(drafts: Iterable[ArticleDraft | ClaimDraft]) -> set[str]:
    keys: set[str] = set()
    for draft in drafts:
        for quote in draft.quotes:
            keys.add(quote if isinstance(quote, str) else quote.key)
            if not isinstance(quote, str) and quote.parent is not None:
                keys.add(quote.parent)
    return keys


def _claims(drafts: Iterable[ArticleDraft | ClaimDraft]) -> set[str]:
    keys: set[str] = set()
    for draft in drafts:
        if isinstance(draft, ClaimDraft):
            keys.add(draft.key)
            if draft.duplicate_of is not None:
                keys.add(draft.duplicate_of)
    return keys

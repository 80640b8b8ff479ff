"""What has been said about an article and its quotes, on a page of its own."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render

from annotations.errors import Missing
from annotations.models import Article, Membership, Quote
from annotations.permissions import readable_by
from annotations.queries.comments import comments_on_article
from annotations.queries.passages import passages_among
from annotations.web.discussion import remarks_of
from annotations.web.pages import SignedIn, member_in, page


@page
def article_comments(request: SignedIn, pk: UUID) -> HttpResponse:
    """The comments on an article, then those on each quote that has some; `quote` names one more to talk about."""
    user = request.user
    article = readable_by(user, Article).filter(pk=pk).first()
    if article is None:
        raise Missing
    member = member_in(user, article.project_id)
    memberships = readable_by(user, Membership).filter(project=member.project, user__is_active=True)
    people = list(memberships.select_related("user").order_by("user__name"))
    names = {person.user_id: str(person.user) for person in people}
    comments = comments_on_article(user, article)
    wanted = Q(pk__in=[quote for quote in comments if quote is not None])
    asked = read_id(request.GET.get("quote"))
    if asked:
        wanted |= Q(pk=asked)
    passages = passages_among(readable_by(user, Quote).filter(wanted, article=article).order_by("created_at", "pk"))
    context = member.context(
        "articles",
        article=article,
        remarks=remarks_of(comments.get(None, []), names),
        comments_url=f"/api/v1/articles/{article.pk}/comments/",
        passages=[
            {
                "passage": passage,
                "remarks": remarks_of(comments.get(passage.quote.pk, []), names),
                "url": f"/api/v1/quotes/{passage.quote.pk}/comments/",
                "asked": passage.quote.pk == asked,
            }
            for passage in passages
        ],
        people=people,
    )
    return render(request, "comments/article.html", context)


def read_id(text: str | None) -> UUID | None:
    """The id, or None for anything else."""
    try:
        return UUID(text or "")
    except ValueError:
        return None

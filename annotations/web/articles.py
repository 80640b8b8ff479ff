"""Articles: the list, adding one, reading and marking one, and the publisher's corrections."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render

from annotations.errors import Missing
from annotations.models import Article, Revision, Source
from annotations.permissions import Permission, readable_by
from annotations.queries.articles import with_counts
from annotations.queries.changes import present_cursor
from annotations.queries.desk import ARTICLE_STATES
from annotations.queries.reading import reading_of
from annotations.queries.search import having
from annotations.web.filtering import SORTS, chips_of, sort_of, tabs_of
from annotations.web.markdown import as_html
from annotations.web.pages import Member, SignedIn, member_in, member_of, page
from annotations.web.paging import paged, words_of


@page
def articles(request: SignedIn, slug: str) -> HttpResponse:
    """A project's articles. `state` and `source` narrow the list, `q` looks in title, byline and text, `sort` orders."""
    member = member_of(request.user, slug)
    q = words_of(request)
    sources = list(readable_by(request.user, Source).filter(project=member.project).order_by("name"))
    source = next((one for one in sources if str(one.pk) == request.GET.get("source")), None)
    found = having(readable_by(request.user, Article).filter(project=member.project), q)
    if source:
        found = found.filter(source=source)
    counts = dict(found.order_by().values_list("state").annotate(number=Count("pk")))
    state = request.GET.get("state", "")
    state = state if state in ARTICLE_STATES else ""
    sort = sort_of(request)
    shown = with_counts(found.filter(state=state) if state else found).select_related("source")
    context = member.context(
        "articles",
        list=paged(request, shown, order=SORTS[sort][1]),
        tabs=tabs_of(request, {one: one for one in ARTICLE_STATES}, counts, state),
        chips=chips_of(request, {"q": f"“{q}”" if q else "", "source": source.name if source else ""}),
        total=sum(counts.values()),
        state=state,
        sort=sort,
        sorts=SORTS,
        sources=sources,
        source=source,
        q=q,
    )
    return render(request, "articles/list.html", context)


@page
def new_article(request: SignedIn, slug: str) -> HttpResponse:
    """The form that adds an article."""
    member = member_of(request.user, slug)
    member.require(Permission.ANNOTATE)
    sources = readable_by(request.user, Source).filter(project=member.project).order_by("name")
    return render(request, "articles/new.html", member.context("articles", sources=sources))


@page
def article(request: SignedIn, pk: UUID) -> HttpResponse:
    """The annotate page. Quotes and claims come from the API, so the page costs the same however many there are."""
    cursor = present_cursor()  # before anything is read: the page follows from here
    found, member = _article(request, pk)
    text = found.current.text
    blocks = [{**block, "text": text[block["start"] : block["end"]]} for block in found.current.blocks]
    context = member.context(
        "articles",
        article=found,
        revision=found.current,
        blocks=blocks,
        may_annotate=member.may["annotate"],
        own_keys=True,
        cursor=cursor,
        guidelines_html=as_html(member.project.guidelines),
    )
    return render(request, "articles/annotate.html", context)


@page
def read(request: SignedIn, pk: UUID) -> HttpResponse:
    """The article with its quotes marked in it and listed beneath, for paper, and for any browser."""
    found, member = _article(request, pk)
    context = member.context("articles", article=found, revision=found.current, reading=reading_of(request.user, found))
    return render(request, "articles/read.html", context)


@page
def revisions(request: SignedIn, pk: UUID) -> HttpResponse:
    """An article's revisions, and the form for the publisher's corrected text."""
    found, member = _article(request, pk)
    history = readable_by(request.user, Revision).filter(article=found).order_by("-number").select_related("author")
    context = member.context(
        "articles", article=found, text=found.current.text, revisions=history.defer("text", "raw", "blocks")
    )
    return render(request, "articles/revisions.html", context)


def _article(request: SignedIn, pk: UUID) -> tuple[Article, Member]:
    rows: Any = readable_by(request.user, Article).filter(pk=pk).select_related("source", "current", "author")
    found = rows.defer("current__raw").first()
    if found is None:
        raise Missing
    return found, member_in(request.user, found.project_id)

"""Taking out the data."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from annotations.exports.detail import PEOPLE, VERDICTS
from annotations.exports.registry import FORMATS
from annotations.exports.selection import ClaimFilters
from annotations.models import Article, Claim, Membership, Speaker
from annotations.permissions import Permission, readable_by
from annotations.web.markdown import as_html
from annotations.web.pages import Member, SignedIn, member_of, page
from annotations.web.paging import words_of
from annotations.workflow import State

# What a format can be made of, in the order of the page.
NOUNS = {
    "claims": ("Claims", "Each claim with everything that belongs to it."),
    "articles": ("Articles", "Each text with the quotes marked in it, for work on the texts themselves."),
}
# What can be chosen; the first of each is what comes unasked.
CHOICES = {
    "verdicts": dict(zip(VERDICTS, ("all", "last round", "decision only"), strict=True)),
    "people": dict(zip(PEOPLE, ("by name", "by pseudonym"), strict=True)),
}
MEANINGS = {
    "verdicts": "Verdicts of a review that is still blind are never exported.",
    "people": "Each person keeps one pseudonym in this project, and it does not say who they are.",
}


@page
def exports(request: SignedIn, slug: str) -> HttpResponse:
    """Every format, with what it holds, what it loses and an example. What is asked for goes into their addresses."""
    member = member_of(request.user, slug)
    member.require(Permission.EXPORT)
    speakers = list(readable_by(request.user, Speaker).filter(project=member.project).order_by("name"))
    members = readable_by(request.user, Membership).filter(project=member.project, user__is_active=True)
    people = [one.user for one in members.select_related("user").order_by("user__name", "pk")]
    states = {state.value: state.label for state in State}
    known = {
        "state": list(states),
        "speaker": [str(speaker.pk) for speaker in speakers],
        "assignee": [str(one.pk) for one in people],
        **{name: list(words)[1:] for name, words in CHOICES.items()},
    }
    asked = _asked(request, known)
    query = QueryDict(mutable=True)
    query.update(asked)
    fitting = _fitting(member, asked)
    context = member.context(
        "claims",
        groups=[
            {
                "title": title,
                "lede": lede,
                "number": fitting[noun],
                "formats": [
                    {"format": one, "description": as_html(one.description), "loses": as_html(one.loses)}
                    for one in FORMATS.values()
                    if one.of == noun
                ],
            }
            for noun, (title, lede) in NOUNS.items()
        ],
        asked=asked,
        query=f"?{query.urlencode()}" if asked else "",
        address=request.build_absolute_uri(f"/api/v1/projects/{member.project.slug}/export/"),
        states=states,
        speakers=[(str(one.pk), one.name) for one in speakers],
        people=[(str(one.pk), f"{one} (you)" if one == request.user else str(one)) for one in people],
        choices=[
            (name, words.items(), asked.get(name) or next(iter(words)), MEANINGS[name])
            for name, words in CHOICES.items()
        ],
    )
    return render(request, "exports/list.html", context)


def _asked(request: HttpRequest, known: dict[str, list[str]]) -> dict[str, str]:
    """What the address asks for, as far as it makes sense."""
    asked = {name: request.GET.get(name, "") for name, values in known.items() if request.GET.get(name) in values}
    words = words_of(request)
    return {**asked, "q": words} if words else asked


def _fitting(member: Member, asked: dict[str, str]) -> dict[str, int]:
    """How many claims and articles that are, as this person may see them."""
    ids: dict[str, Any] = {name: UUID(asked[name]) for name in ("speaker", "assignee") if name in asked}
    filters = ClaimFilters(state=asked.get("state"), q=asked.get("q", ""), **ids)
    claims = readable_by(member.user, Claim).filter(project=member.project)
    articles = readable_by(member.user, Article).filter(project=member.project)
    return {"claims": filters.among(claims).count(), "articles": filters.among_articles(articles, claims).count()}

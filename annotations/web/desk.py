"""The desk: what waits, and where everything stands."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from annotations.queries.desk import desk_of
from annotations.web.figures import figures_of
from annotations.web.pages import SignedIn, member_of, page


@page
def desk(request: SignedIn, slug: str) -> HttpResponse:
    """A project's first page."""
    member = member_of(request.user, slug)
    found = desk_of(member.user, member.project, member.role)
    figures = None if found.is_new else figures_of(member.user, member.project)
    return render(request, "projects/desk.html", member.context("desk", desk=found, figures=figures))

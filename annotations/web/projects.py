"""The list of one's projects, and a project's settings."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import redirect, render

from annotations.models import Membership, Rating, Scale
from annotations.permissions import readable_by
from annotations.web.markdown import as_html
from annotations.web.pages import SignedIn, member_of, page
from annotations.workflow import Rule
from factcheck.database.roles import protection


@page
def home(request: SignedIn) -> HttpResponse:
    """Leads to the desk of somebody's only project, else to the list of them."""
    slugs = readable_by(request.user, Membership).filter(user=request.user).values_list("project__slug", flat=True)[:2]
    return redirect("desk", slug=slugs[0]) if len(slugs) == 1 else redirect("projects")


@page
def projects(request: SignedIn) -> HttpResponse:
    """One's projects, with one's role in each."""
    own = readable_by(request.user, Membership).filter(user=request.user)
    memberships = own.select_related("project").order_by("project__name")
    return render(request, "projects/list.html", {"memberships": memberships})


@page
def settings(request: SignedIn, slug: str) -> HttpResponse:
    """Guidelines, scale and policy. Everybody may read them; editors change the guidelines, owners the rest."""
    member = member_of(request.user, slug)
    ratings = readable_by(request.user, Rating).filter(scale=member.project.scale_id, retired=False)
    scales = readable_by(request.user, Scale).filter(Q(project=None) | Q(project=member.project))
    context = member.context(
        "settings",
        guidelines_html=as_html(member.project.guidelines),
        scales=scales.order_by("name"),
        ratings=ratings,
        rules=[rule.value for rule in Rule],
        record=protection(),
    )
    return render(request, "projects/settings.html", context)

"""A project's scale: what its ratings mean, what may be changed about them, and how to make another."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render

from annotations.actions.scales import in_use
from annotations.errors import Missing
from annotations.models import Rating, Scale
from annotations.models.scales import AVERITEC, COLOURS, FEVER
from annotations.permissions import Permission, readable_by
from annotations.web.pages import Member, SignedIn, member_of, page

CHOICES = {
    "colours": [value for value, _ in COLOURS],
    "fevers": [value for value, _ in FEVER],
    "averitecs": [value for value, _ in AVERITEC],
}


@dataclass(frozen=True)
class Step:
    """A rating in its place. `up` and `down`: the order of all codes, as JSON, once it has moved that way; or nothing."""

    rating: Rating
    up: str
    down: str
    targets: list[Rating]
    """What it can be merged into."""


@page
def scale(request: SignedIn, slug: str) -> HttpResponse:
    """The project's scale, or another of those it can choose from. Editors change its own ones."""
    member = member_of(request.user, slug)
    scales = _scales(member)
    shown = _chosen(scales, request.GET.get("scale", member.project.scale.slug))
    context = member.context(
        "settings",
        scale=shown,
        scales=scales,
        steps=_steps(list(shown.ratings.select_related("merged_into"))),
        frozen=in_use(shown),
        editable=member.may["edit"] and shown.project_id is not None,
        **CHOICES,
    )
    return render(request, "scales/show.html", context)


@page
def new_scale(request: SignedIn, slug: str) -> HttpResponse:
    """A scale to make, begun from another."""
    member = member_of(request.user, slug)
    member.require(Permission.EDIT)
    model = _chosen(_scales(member), request.GET.get("from", member.project.scale.slug))
    context = member.context("settings", model=model, ratings=model.ratings.filter(retired=False), **CHOICES)
    return render(request, "scales/new.html", context)


def _scales(member: Member) -> list[Scale]:
    rows = readable_by(member.user, Scale).filter(Q(project=None) | Q(project=member.project))
    return list(rows.order_by("project", "name"))


def _chosen(scales: list[Scale], slug: str) -> Scale:
    found = next((scale for scale in scales if scale.slug == slug), None)
    if found is None:
        raise Missing
    return found


def _steps(ratings: list[Rating]) -> list[Step]:
    codes = [rating.code for rating in ratings]
    living = [rating for rating in ratings if not rating.retired]
    return [
        Step(
            rating,
            up=_swapped(codes, i, i - 1),
            down=_swapped(codes, i, i + 1),
            targets=[other for other in living if other != rating],
        )
        for i, rating in enumerate(ratings)
    ]


def _swapped(codes: list[str], one: int, other: int) -> str:
    if not 0 <= other < len(codes):
        return ""
    order = list(codes)
    order[one], order[other] = order[other], order[one]
    return json.dumps(order)

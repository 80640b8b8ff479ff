"""Taking out the data."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from annotations.exports.registry import FORMATS
from annotations.permissions import Permission
from annotations.web.pages import SignedIn, member_of, page


@page
def exports(request: SignedIn, slug: str) -> HttpResponse:
    """Every format, with what it holds, what it loses, and an example."""
    member = member_of(request.user, slug)
    member.require(Permission.EXPORT)
    address = request.build_absolute_uri(f"/api/v1/projects/{member.project.slug}/export/")
    return render(request, "exports/list.html", member.context("claims", formats=FORMATS.values(), address=address))

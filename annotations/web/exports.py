"""Taking out the data."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from annotations.exports.registry import FORMATS
from annotations.permissions import Permission
from annotations.web.markdown import as_html
from annotations.web.pages import SignedIn, member_of, page


@page
def exports(request: SignedIn, slug: str) -> HttpResponse:
    """Every format, with what it holds, what it loses, and an example."""
    member = member_of(request.user, slug)
    member.require(Permission.EXPORT)
    formats = [
        {"format": one, "description": as_html(one.description), "loses": as_html(one.loses)}
        for one in FORMATS.values()
    ]
    address = request.build_absolute_uri(f"/api/v1/projects/{member.project.slug}/export/")
    return render(request, "exports/list.html", member.context("claims", formats=formats, address=address))

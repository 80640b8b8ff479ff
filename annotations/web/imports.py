"""Bringing files in: the page that rehearses and imports, and what was brought in before."""

from __future__ import annotations

import json

from django.http import HttpResponse
from django.shortcuts import render

from annotations.imports.progress import seen
from annotations.imports.registry import READERS
from annotations.imports.wording import in_words
from annotations.models import Import, Rating
from annotations.models.quotes import QUOTE_KINDS
from annotations.permissions import Permission, readable_by
from annotations.web.markdown import as_html
from annotations.web.pages import SignedIn, member_of, page

SHOWN = 50
# What became of an import: how its badge is called, and which colour that has.
FATES = {
    "reading": ("reading", "in_review"),
    "writing": ("writing", "in_review"),
    "done": ("imported", "done"),
    "refused": ("refused", "disputed"),
    "failed": ("failed", "disputed"),
    "broken": ("broken off", "disputed"),
}


@page
def imports(request: SignedIn, slug: str) -> HttpResponse:
    """Where a file is chosen, what formats there are, and the latest imports."""
    member = member_of(request.user, slug)
    member.require(Permission.ANNOTATE)
    project = member.project
    past = readable_by(request.user, Import).filter(project=project).select_related("by").order_by("-created_at", "-id")
    ratings = Rating.objects.filter(scale=project.scale_id, retired=False).order_by("order")
    formats = [
        {
            "name": one.name,
            "gist": one.gist,
            "extensions": one.extensions,
            "description": as_html(one.description),
            "example": one.example,
        }
        for one in READERS.values()
    ]
    context = member.context(
        "articles",
        formats=formats,
        accept=",".join(sorted({f".{ending}" for one in READERS.values() for ending in one.extensions} | {".gz"})),
        past=[(row, in_words(row.created), *FATES[row.state]) for row in seen(past[:SHOWN])],
        maps=json.dumps(
            {
                "kind": [kind for kind, _ in QUOTE_KINDS],
                "rating": [{"code": one.code, "label": one.label} for one in ratings],
            }
        ),
        address=request.build_absolute_uri(f"/api/v1/projects/{project.slug}/import/"),
    )
    return render(request, "imports/page.html", context)

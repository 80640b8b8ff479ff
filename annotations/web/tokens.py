"""One's API tokens."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from annotations.models import ApiToken
from annotations.permissions import readable_by
from annotations.web.pages import SignedIn, page

SCOPES = {
    "read": "See what you may see.",
    "write": "Add and change what you may add and change.",
    "export": "Take out whole projects as data.",
}


@page
def tokens(request: SignedIn) -> HttpResponse:
    """One's tokens, and the form that makes one. The secret itself is shown once, by the form."""
    own = readable_by(request.user, ApiToken).order_by("-created_at")
    context = {
        "tokens": own,
        "scopes": SCOPES,
        "now": timezone.now(),
        "address": request.build_absolute_uri("/api/v1/"),
    }
    return render(request, "tokens/list.html", context)

"""Coming in by a one-time link, and the closed front door."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from annotations.actions.sign_in_links import use_sign_in_link
from annotations.errors import Missing
from annotations.models import User

BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: HttpRequest, secret: str) -> HttpResponse:
    """Signs in whom the link was made for. Only POST spends it: previews and scanners of messages follow links, too."""
    if request.method != "POST":
        return render(request, "accounts/sign_in_link.html")
    try:
        with transaction.atomic():
            user = use_sign_in_link(secret=secret, browser=request.META.get("CSRF_COOKIE", ""))
    except Missing as spent:
        return render(request, "accounts/sign_in_link.html", {"spent": spent.detail}, status=404)
    sign_in(request, user)
    return redirect("home")


def sign_in(request: HttpRequest, user: User) -> None:
    """Opens a session, and tells those who have no password how to come back."""
    login(request, user, backend=BACKEND)
    if not user.has_usable_password():
        messages.info(request, "You came in by a link that works once. Choose a password in your menu to come back.")


@require_safe
def signup_closed(request: HttpRequest) -> HttpResponse:
    """Nobody signs up by themselves."""
    return render(request, "account/signup_closed.html", status=403)

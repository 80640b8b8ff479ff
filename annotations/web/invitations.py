"""Accepting an invitation: with the account one has, or with one made on the spot."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from annotations.actions.members import accept_invitation, find_invitation
from annotations.actions.refusals import refusals
from annotations.actions.users import create_user
from annotations.errors import Conflict, FactcheckError, Missing
from annotations.models import Invitation, Membership, User
from annotations.permissions import readable_by
from annotations.web.accounts import sign_in
from annotations.web.members import ROLES


class NewAccount(forms.Form):
    """The account of somebody who comes in by an invitation."""

    name = forms.CharField(
        label="Your name",
        max_length=200,
        help_text="As colleagues and exports see it.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    username = forms.CharField(
        label="User name",
        max_length=150,
        help_text="For signing in.",
        validators=User._meta.get_field("username").validators,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label="Password",
        strip=False,
        help_text="Ten characters or more; several words are easy to remember.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean(self) -> dict[str, Any]:
        """Checks the password against the name and the user name, too."""
        given = super().clean() or self.cleaned_data
        if given.get("password"):
            try:
                validate_password(
                    given["password"], User(username=given.get("username", ""), name=given.get("name", ""))
                )
            except ValidationError as error:
                self.add_error("password", error)
        return given


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Shows project and role; POST joins. Whoever is not signed in makes an account here, or signs in first."""
    try:
        found = find_invitation(secret)
    except Missing as spent:
        return render(request, "members/invitation.html", {"spent": spent.detail}, status=404)
    if isinstance(request.user, User):
        return _join(request, request.user, found, secret)
    form = NewAccount(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = _make_account(form, secret)
        except FactcheckError as refusal:
            form.add_error("username" if isinstance(refusal, Conflict) else None, refusal.detail)
        else:
            sign_in(request, user)
            return redirect("desk", slug=found.project.slug)
    return _shown(request, found, form=form)


def _join(request: HttpRequest, user: User, found: Invitation, secret: str) -> HttpResponse:
    if readable_by(user, Membership).filter(user=user, project=found.project).exists():
        return _shown(request, found, member=True)
    if request.method == "POST":
        try:
            with refusals(), transaction.atomic():
                accept_invitation(by=user, secret=secret)
        except FactcheckError as refusal:
            return _shown(request, found, refused=refusal.detail)
        return redirect("desk", slug=found.project.slug)
    return _shown(request, found)


def _make_account(form: NewAccount, secret: str) -> User:
    with refusals(), transaction.atomic():
        user = create_user(**form.cleaned_data)
        accept_invitation(by=user, secret=secret)
        return user


def _shown(request: HttpRequest, found: Invitation, **more: Any) -> HttpResponse:
    context = {"invitation": found, "does": next(does for role, does in ROLES.items() if role == found.role), **more}
    status = 200 if not more.get("refused") else 409
    return render(request, "members/invitation.html", context, status=status)

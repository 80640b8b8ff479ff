"""Accounts."""

from __future__ import annotations

import uuid

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from annotations.actions.assignments import release_seats
from annotations.actions.recording import recorded
from annotations.actions.refusals import invalid
from annotations.errors import Denied
from annotations.models import User
from annotations.models.base import uuid7


def create_user(
    *,
    username: str,
    name: str = "",
    email: str = "",
    password: str | None = None,
    id: uuid.UUID | None = None,
    is_staff: bool = False,
) -> User:
    """Make an account. Without a password it is entered by sign-in links and tokens alone.

    Raises Conflict when the user name is taken, Invalid when it is ill-formed or the password is weak.
    """
    if not username.strip():
        raise invalid("/username", "An account needs a user name. Type one.")
    user = User(id=id or uuid7(), username=username, name=name or username, email=email, is_staff=is_staff)
    try:
        user.clean_fields(exclude=["password"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise invalid(f"/{field}", " ".join(messages)) from error
    if password is None:
        user.set_unusable_password()
    else:
        try:
            validate_password(password, user)
        except ValidationError as error:
            raise invalid("/password", " ".join(error.messages)) from error
        user.set_password(password)
    with recorded(by=None):
        user.save(force_insert=True)
    return user


def deactivate_user(*, by: User, user: User) -> User:
    """Close an account. What the person labelled, judged and decided stays, under their name; their seats are free."""
    if not by.is_staff:
        raise Denied("Accounts are closed by the people who run this installation. Ask one of them.")
    with recorded(by=by):
        User.objects.filter(pk=user.pk).update(is_active=False)
        release_seats(user=user)
        user.refresh_from_db()
    return user


def open_account(*, user: User, username: str = "") -> User:
    """Open an account that is closed, one that came with an archive for instance, and give it a user name.

    Raises Conflict when the user name is taken, Invalid when it is ill-formed.
    """
    user.username, user.is_active = username or user.username, True
    try:
        user.clean_fields(exclude=["password"])
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        raise invalid(f"/{field}", " ".join(messages)) from error
    with recorded(by=None):
        user.save(update_fields=["username", "is_active"])
    return user

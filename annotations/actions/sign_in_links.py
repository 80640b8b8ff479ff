"""Links that sign a person in, once."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from annotations.actions.recording import recorded
from annotations.actions.secrets import digest_of, new_secret
from annotations.errors import Missing
from annotations.models import SignInLink, User

USED = "This sign-in link was used already or has expired. Ask for a new one, or sign in with your password."


def make_sign_in_link(*, user: User, hours: int = 24) -> str:
    """The secret of a new link for an active account."""
    secret = new_secret()
    with recorded(by=None):
        SignInLink.objects.create(
            user=user, digest=digest_of(secret), expires_at=timezone.now() + timedelta(hours=hours)
        )
    return secret


def use_sign_in_link(*, secret: str) -> User:
    """Whom the link signs in. Raises Missing the second time, and after it has expired."""
    live = SignInLink.objects.filter(used_at=None, expires_at__gt=timezone.now(), user__is_active=True)
    with recorded(by=None):
        link = live.select_for_update(of=("self",)).select_related("user").filter(digest=digest_of(secret)).first()
        if link is None:
            raise Missing(USED)
        SignInLink.objects.filter(pk=link.pk).update(used_at=timezone.now())
    return link.user

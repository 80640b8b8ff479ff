"""Links that sign a person in, once."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from annotations.actions.recording import recorded
from annotations.actions.secrets import digest_of, new_secret
from annotations.errors import Missing
from annotations.models import SignInLink, User

AGAIN = timedelta(minutes=1)
USED = "This sign-in link was used already or has expired. Ask for a new one, or sign in with your password."


def make_sign_in_link(*, user: User, hours: int = 24) -> str:
    """The secret of a new link for an active account."""
    secret = new_secret()
    with recorded(by=None):
        SignInLink.objects.create(
            user=user, digest=digest_of(secret), expires_at=timezone.now() + timedelta(hours=hours)
        )
    return secret


def use_sign_in_link(*, secret: str, browser: str = "") -> User:
    """Whom the link signs in. Raises Missing the second time, and after it has expired.

    `browser` is what only the visitor's own browser knows. The one that used the link may use it again for a minute:
    an answer lost on a bad line, or a button pressed twice, would leave them outside with a link that is spent.
    """
    now = timezone.now()
    usable = Q(used_at=None)
    if browser:
        usable |= Q(used_by=digest_of(browser), used_at__gt=now - AGAIN)
    live = SignInLink.objects.filter(usable, expires_at__gt=now, user__is_active=True)
    with recorded(by=None):
        link = live.select_for_update(of=("self",)).select_related("user").filter(digest=digest_of(secret)).first()
        if link is None:
            raise Missing(USED)
        if link.used_at is None:
            SignInLink.objects.filter(pk=link.pk).update(used_at=now, used_by=digest_of(browser) if browser else None)
    return link.user

"""Keys to the API."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from annotations.actions.recording import recorded
from annotations.actions.refusals import invalid
from annotations.actions.secrets import digest_of, new_secret
from annotations.errors import Denied, Missing
from annotations.models import ApiToken, User
from annotations.models.base import uuid7
from annotations.models.tokens import SCOPES


def create_token(
    *,
    by: User | None,
    user: User,
    name: str,
    scopes: Sequence[str],
    expires_at: datetime | None = None,
    id: uuid.UUID | None = None,
) -> tuple[ApiToken, str]:
    """A new key for `user`, and its secret, which is shown this once and cannot be read again."""
    if by is not None and by.pk != user.pk:
        raise Denied("A token acts for the person who makes it. Make one for yourself.")
    known = [scope for scope, _ in SCOPES]
    if not scopes or set(scopes) - set(known):
        raise invalid("/scopes", f"Choose at least one scope of {', '.join(known)}.")
    if not name.strip():
        raise invalid("/name", "Name the token after what will use it, so that you can tell which one to revoke.")
    if expires_at is not None and expires_at <= timezone.now():
        raise invalid("/expires_at", "This time is past. Choose a later one, or none.")
    secret = new_secret("fct_")
    with recorded(by=by):
        token = ApiToken.objects.create(
            id=id or uuid7(),
            user=user,
            name=name,
            scopes=[s for s in known if s in scopes],
            digest=digest_of(secret),
            expires_at=expires_at,
        )
    return token, secret


def revoke_token(*, by: User, token: ApiToken) -> ApiToken:
    """Close a key of one's own for good."""
    if token.user_id != by.pk or token.revoked_at is not None:
        raise Missing
    with recorded(by=by, action="revoke"):
        return token.change(revoked_at=timezone.now())


def user_of_token(secret: str) -> tuple[User, ApiToken] | None:
    """Whose key this is; None for one that is unknown, revoked, expired, or of a closed account."""
    live = ApiToken.objects.filter(
        Q(expires_at=None) | Q(expires_at__gt=timezone.now()), revoked_at=None, user__is_active=True
    )
    token = live.select_related("user").filter(digest=digest_of(secret)).first()
    return (token.user, token) if token else None

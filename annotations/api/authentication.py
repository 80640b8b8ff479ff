"""Who is asking: a token in the Authorization header, or the browser's session."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from rest_framework.authentication import BaseAuthentication, SessionAuthentication
from rest_framework.exceptions import AuthenticationFailed, PermissionDenied
from rest_framework.request import Request

from annotations.actions.tokens import user_of_token
from annotations.models import ApiToken, User


class Bearer(BaseAuthentication):
    """`Authorization: Bearer <token>`. What the token may be used for is asked by the endpoint."""

    def authenticate(self, request: Request) -> tuple[User, ApiToken] | None:
        """The token's person; None when no token was sent. Raises AuthenticationFailed for one that does not work."""
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        found = user_of_token(secret.strip())
        if found is None:
            raise AuthenticationFailed("This token does not work: it is unknown, revoked or expired. Make another one.")
        return found

    def authenticate_header(self, request: Request) -> str:
        """What a 401 says in WWW-Authenticate."""
        return "Bearer"


class Session(SessionAuthentication):
    """The browser's session. A write needs the CSRF token as well, or any other site could write in one's name."""

    def enforce_csrf(self, request: HttpRequest | Request) -> Any:
        """Raises PermissionDenied with what to do about it."""
        try:
            # Django's own request: asking REST framework's for its POST would read the body before anyone else can.
            super().enforce_csrf(getattr(request, "_request", request))
        except PermissionDenied:
            raise PermissionDenied(
                "The X-CSRFToken header is missing or old. Reload the page and send it again."
            ) from None


def scope_of(request: Request, needed: str) -> str | None:
    """None if the request's credentials reach that far, else the sentence that says what is missing."""
    token = request.auth
    if not isinstance(token, ApiToken) or needed in token.scopes:
        return None
    return f"This token has no scope “{needed}”. Make one that has."

"""One's own keys to the API."""

from __future__ import annotations

from typing import Any, ClassVar

from django.http import HttpResponse
from rest_framework import serializers
from rest_framework.request import Request

from annotations.actions.tokens import create_token, revoke_token
from annotations.api.endpoints import Endpoint, ListEndpoint
from annotations.api.fields import Body, Id, Line, Moment, OneOf, Several
from annotations.api.forms import Form
from annotations.errors import Denied
from annotations.models import ApiToken
from annotations.models.tokens import SCOPES


class TokenForm(Form):
    """A token. Its secret is shown once, in the answer to the request that made it."""

    model = ApiToken

    name = serializers.CharField()
    scopes = serializers.ListField(child=serializers.ChoiceField(SCOPES))
    expires_at = serializers.DateTimeField(allow_null=True)
    secret = serializers.SerializerMethodField()

    def get_secret(self, token: ApiToken) -> str | None:
        """Null: only a digest of it is kept."""
        return None


class NewToken(Body):
    """A token to make: what will use it, and for what."""

    must_have = ("name", "scopes")
    id = Id()
    name = Line(max_length=200)
    scopes = Several(child=OneOf(SCOPES))
    expires_at = Moment(allow_null=True)


class Tokens(ListEndpoint):
    """One's own tokens."""

    form = TokenForm
    takes: ClassVar = {"POST": NewToken}

    def get(self, request: Request, found: None) -> HttpResponse:
        """Tokens that are not revoked, oldest first."""
        return self.listed(TokenForm.rows(request.user))

    def post(self, request: Request, found: None) -> HttpResponse:
        """Make a token. Its secret is in this answer and in no other."""
        fields = self.body()
        _pass_on_no_more(request.auth, fields)
        token, secret = create_token(by=request.user, user=request.user, **fields)
        return self.shown(token, secret=secret)

    def replayed(self, response: HttpResponse) -> bytes:
        """Without the secret: it is kept nowhere."""
        return self.without(response, "secret")


class TokenOne(Endpoint):
    """One of one's own tokens."""

    form = TokenForm

    def door(self, id: str) -> ApiToken:
        """The token."""
        return self.find(ApiToken, pk=id)

    def get(self, request: Request, token: ApiToken) -> HttpResponse:
        """The token, without its secret."""
        return self.shown(token)

    def delete(self, request: Request, token: ApiToken) -> HttpResponse:
        """Revoke the token for good."""
        self.body()
        self.precondition(token)
        revoke_token(by=request.user, token=token)
        return self.gone()


def _pass_on_no_more(token: Any, fields: dict[str, Any]) -> None:
    """A token makes no token that may do more, or lives longer, than itself: a leaked one would never be rid of."""
    if not isinstance(token, ApiToken):
        return
    if not set(fields["scopes"]) <= set(token.scopes):
        raise Denied("A token cannot make one with scopes it has not. Sign in and make it in the browser.")
    expires_at = fields.get("expires_at")
    if token.expires_at is not None and (expires_at is None or expires_at > token.expires_at):
        raise Denied("A token cannot make one that outlives it. Ask for an earlier expires_at.")

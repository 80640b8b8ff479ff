"""The OpenAPI document, read from what the endpoints say of themselves."""

from __future__ import annotations

import functools
from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, inline_serializer
from rest_framework import serializers

from annotations.api.authentication import Bearer, Session
from annotations.api.endpoints import Endpoint, ListEndpoint
from annotations.api.fields import Parameters


class ErrorForm(serializers.Serializer):
    """One fault: a JSON pointer into the body, or into the parameters, and a sentence."""

    pointer = serializers.CharField()
    detail = serializers.CharField()


class ProblemForm(serializers.Serializer):
    """An error (RFC 9457)."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="A sentence that says what to do.")
    errors = ErrorForm(many=True)
    current = serializers.JSONField(required=False, help_text="Of a 412: the object as it is now.")


@functools.cache
def _page_of(form: Any) -> Any:
    """A page of a list, one for all lists of the same noun."""
    return inline_serializer(
        f"{form.__name__.removesuffix('Form')}Page",
        {"results": form(many=True), "next": serializers.URLField(allow_null=True)},
    )


class EndpointSchema(AutoSchema):
    """Reads an Endpoint's `form`, `takes`, `asks`, `answers` and `status`."""

    view: Any

    def get_tags(self) -> list[str]:
        """The noun."""
        return [self._tokenize_path()[0]]

    def get_operation_id(self) -> str:
        """For example `quotes_post`, `quote_patch`."""
        view = type(self.view).__name__
        words = "".join(f"_{c.lower()}" if c.isupper() else c for c in view).strip("_")
        return f"{words.removesuffix('_one')}_{self.method.lower()}"

    def get_request_serializer(self) -> Any:
        """What the method takes."""
        return self.view.takes.get(self.method)

    def get_response_serializers(self) -> Any:
        """What the method answers, and how it refuses."""
        status = self.view.status.get(self.method, 200)
        success: Any = self.view.answers.get(self.method, self.view.form)
        if self.method == "DELETE":
            success = OpenApiResponse(description="Done.")
        elif self.method == "GET" and isinstance(self.view, ListEndpoint):
            success = _page_of(self.view.form)  # type: ignore[arg-type]  # a class is hashable
        refusal = OpenApiResponse(ProblemForm, description="Refused, with the reason.")
        successes = {(status, media): OpenApiTypes.BINARY for media in self.view.streams} or {status: success}
        answers = successes | {("default", "application/problem+json"): refusal}
        also = {
            code: OpenApiResponse(success if code == 200 else None, description=why)
            for code, why in self.view.also.items()
            if code not in answers
        }
        return answers | also

    def get_override_parameters(self) -> list[Any]:
        """The query's parameters, and the headers of a write."""
        if not isinstance(self.view, Endpoint):
            return []
        found: list[Any] = [self.view.asks] if self.method == "GET" and self.view.asks is not Parameters else []
        found += [self.view.asks_with[self.method]] if self.method in self.view.asks_with else []
        header: Any = OpenApiParameter.HEADER
        if self.method != "GET":
            found.append(
                OpenApiParameter("Idempotency-Key", str, header, description="The same key and body take effect once.")
            )
        if self.method in ("PATCH", "DELETE"):
            what = "The ETag of the version that was edited."
            found.append(OpenApiParameter("If-Match", str, header, required=True, description=what))
        return found


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """`Authorization: Bearer <token>`."""

    target_class = Bearer
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """HTTP Bearer."""
        return {"type": "http", "scheme": "bearer"}


class SessionScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """The browser's session."""

    target_class = Session
    name = "session"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        """A cookie."""
        return {"type": "apiKey", "in": "cookie", "name": "sessionid"}

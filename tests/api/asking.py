"""Asking the API as one of the cast, in the words of the contract."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.test import Client

from annotations.actions.tokens import create_token
from annotations.models import User
from tests.cast import sign_in

API = "/api/v1/"


class Asker:
    """A person in front of the API: by session, or by a token of these scopes. Nobody when `user` is None."""

    def __init__(self, user: User | None = None, *, scopes: tuple[str, ...] | None = None, csrf: bool = False) -> None:
        self.client = Client(enforce_csrf_checks=csrf, raise_request_exception=False)
        self.headers: dict[str, str] = {}
        if user is not None and scopes is not None:
            _, secret = create_token(by=None, user=user, name="A test's", scopes=scopes)
            self.headers["Authorization"] = f"Bearer {secret}"
        elif user is not None:
            sign_in(self.client, user)

    def ask(
        self, method: str, path: str, body: Any = None, *, headers: dict[str, str] | None = None, **how: Any
    ) -> Any:
        """One request. `body` is sent as JSON; bytes are sent as they are."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else b""
        kind = how.pop("content_type", "application/json")
        all_headers = {**self.headers, **{k: v for k, v in (headers or {}).items() if v is not None}}
        return self.client.generic(method, API + path, data, content_type=kind, headers=all_headers, **how)

    def get(self, path: str, **params: Any) -> Any:
        return self.client.get(API + path, query_params=params, headers=self.headers)

    def post(self, path: str, body: Any = None, *, key: str | None = None, **headers: str) -> Any:
        key = str(uuid.uuid4()) if key is None else key
        return self.ask("POST", path, body, headers={"Idempotency-Key": key, **headers})

    def patch(self, path: str, body: Any, etag: str | None = None, *, key: str | None = None) -> Any:
        return self.ask("PATCH", path, body, headers={"If-Match": etag, "Idempotency-Key": key})

    def delete(self, path: str, etag: str | None = None, *, key: str | None = None) -> Any:
        return self.ask("DELETE", path, headers={"If-Match": etag, "Idempotency-Key": key})


def problem(response: Any, status: int) -> dict[str, Any]:
    """The error's body, once it is seen to be one: every test that expects a refusal looks at its shape too."""
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    body = response.json()
    assert {"type", "title", "status", "detail", "errors"} <= body.keys()
    assert body["status"] == status
    assert body["detail"].rstrip().endswith((".", "?")), body["detail"]
    assert all(set(e) == {"pointer", "detail"} for e in body["errors"])
    assert all(e["pointer"][:1] in ("", "/") for e in body["errors"]), body["errors"]  # RFC 6901
    return body


def pointers(response: Any, status: int = 400) -> set[str]:
    """What a refusal points at."""
    return {error["pointer"] for error in problem(response, status)["errors"]}


def every(asker: Asker, path: str, **params: Any) -> list[dict[str, Any]]:
    """All rows of a list, page after page."""
    rows: list[dict[str, Any]] = []
    response = asker.get(path, **params)
    while True:
        assert response.status_code == 200, response.content
        page = response.json()
        rows += page["results"]
        if page["next"] is None:
            return rows
        response = asker.client.get(page["next"], headers=asker.headers)

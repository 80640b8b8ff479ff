"""One's own keys to the API."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.models import ApiToken
from tests.api.asking import Asker, every, pointers, problem
from tests.cast import Cast


def test_it_works(cast: Cast):
    ben = Asker(cast.ben)
    made = ben.post(
        "tokens/", {"name": "Notebook", "scopes": ["export", "read"], "expires_at": "2099-01-01T00:00:00+02:00"}
    )
    assert made.status_code == 201, made.content
    token = made.json()
    assert (token["scopes"], token["expires_at"]) == (["read", "export"], "2098-12-31T22:00:00Z")
    assert every(ben, "tokens/") == [{**token, "secret": None}] == [ben.get(f"tokens/{token['id']}/").json()]
    assert every(Asker(cast.olu), "tokens/") == []
    problem(Asker(cast.olu).delete(f"tokens/{token['id']}/", '"1"'), 404)
    program = Asker()
    program.headers["Authorization"] = f"Bearer {token['secret']}"
    assert program.get("me/").status_code == 200
    assert ben.delete(f"tokens/{token['id']}/", '"1"').status_code == 204
    problem(program.get("me/"), 401)
    assert every(ben, "tokens/") == []


@pytest.mark.parametrize(
    ("change", "status", "pointer"),
    [
        ({"scopes": []}, 422, "/scopes"), ({"scopes": ["admin"]}, 400, "/scopes/0"), ({"name": ""}, 422, "/name"),
        ({"expires_at": "2001-01-01T00:00:00Z"}, 422, "/expires_at"), ({"expires_at": "2099-01-01T00:00:00"}, 400, "/expires_at"),
        ({"user": "x"}, 400, "/user"), ({"secret": "x"}, 400, "/secret"),
    ],
)  # fmt: skip
def test_tokens_that_do_not_fit(cast: Cast, change, status, pointer):
    body = {"name": "Notebook", "scopes": ["read"], **change}
    assert pointers(Asker(cast.ben).post("tokens/", body), status) == {pointer}


def test_a_token_hands_on_no_more_than_it_has(cast: Cast):
    program = Asker(cast.ben, scopes=("read", "write"))
    assert program.post("tokens/", {"name": "Child", "scopes": ["read"]}).status_code == 201
    problem(program.post("tokens/", {"name": "Child", "scopes": ["read", "export"]}), 403)
    soon = timezone.now() + timedelta(hours=1)
    ApiToken.objects.filter(user=cast.ben, name="A test's").update(expires_at=soon, version=2)
    problem(program.post("tokens/", {"name": "Child", "scopes": ["read"]}), 403)
    assert (
        program.post("tokens/", {"name": "Child", "scopes": ["read"], "expires_at": soon.isoformat()}).status_code
        == 201
    )

"""Who is asking, and what their credentials are good for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.actions.tokens import create_token, revoke_token
from annotations.actions.users import deactivate_user
from annotations.models import ApiToken
from tests.api.asking import Asker, problem
from tests.cast import Cast


def with_header(value: str) -> Asker:
    asker = Asker()
    asker.headers["Authorization"] = value
    return asker


def test_a_session_and_a_token_work_alike(cast: Cast):
    by_token = Asker(cast.ben, scopes=("read",)).get("me/").json()
    assert {**by_token, "scopes": None} == Asker(cast.ben).get("me/").json()
    assert by_token["scopes"] == ["read"]


@pytest.mark.parametrize(
    "value", [None, "Bearer", "Bearer ", "Bearer nonsense", "Bearer fct_\u00e9", "Basic YTpi", "Token x", "bearer x y"]
)
def test_nobody_is_401_with_a_challenge(db: None, value):
    answer = (with_header(value) if value else Asker()).get("claims/")
    problem(answer, 401)
    assert answer.headers["WWW-Authenticate"] == "Bearer"


def test_a_token_that_no_longer_works(cast: Cast):
    token, secret = create_token(
        by=None, user=cast.ben, name="Old", scopes=["read"], expires_at=timezone.now() + timedelta(hours=1)
    )
    assert with_header(f"bearer  {secret}").get("me/").status_code == 200
    ApiToken.objects.filter(pk=token.pk).update(expires_at=timezone.now(), version=2)
    problem(with_header(f"Bearer {secret}").get("me/"), 401)
    token, secret = create_token(by=None, user=cast.ben, name="New", scopes=["read"])
    revoke_token(by=cast.ben, token=token)
    problem(with_header(f"Bearer {secret}").get("me/"), 401)


def test_a_closed_account_is_out(cast: Cast):
    by_session, by_token = Asker(cast.ben), Asker(cast.ben, scopes=("read",))
    cast.olu.is_staff = True
    deactivate_user(by=cast.olu, user=cast.ben)
    problem(by_session.get("me/"), 401)
    problem(by_token.get("me/"), 401)


def test_scopes(cast: Cast):
    body = {"project": cast.project.slug, "name": "Tove Brink"}
    export = f"projects/{cast.project.slug}/export/"
    reads, writes, exports = (Asker(cast.ben, scopes=(scope,)) for scope in ("read", "write", "export"))
    assert reads.get("speakers/").status_code == 200
    assert "write" in problem(reads.post("speakers/", body), 403)["detail"]
    assert "export" in problem(reads.get(export), 403)["detail"]
    assert writes.post("speakers/", body).status_code == 201
    assert "read" in problem(writes.get("speakers/"), 403)["detail"]
    assert exports.get(export).status_code == 200
    problem(exports.get("speakers/"), 403)


def test_a_missing_scope_says_nothing_of_what_is_there(cast: Cast):
    tokens = Asker(cast.eve, scopes=("write",))
    assert problem(tokens.get(f"projects/{cast.project.slug}/"), 403) == problem(tokens.get("projects/no-such/"), 403)


def test_a_browsers_write_needs_the_csrf_token(cast: Cast):
    body = {"project": cast.project.slug, "name": "Tove Brink"}
    ben = Asker(cast.ben, csrf=True)
    problem(ben.post("speakers/", body), 403)
    assert ben.get("speakers/").status_code == 200
    ben.client.cookies["csrftoken"] = "a" * 32
    assert ben.ask("POST", "speakers/", body, headers={"X-CSRFToken": "a" * 32}).status_code == 201
    assert Asker(cast.chi, scopes=("write",), csrf=True).post("speakers/", {**body, "name": "Other"}).status_code == 201

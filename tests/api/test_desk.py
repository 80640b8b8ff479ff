"""What surrounds the claims: evidence, speakers, sources, scales, projects, members, invitations, tokens, oneself."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from annotations.actions.members import accept_invitation
from annotations.models import ApiToken, Membership, User
from tests.api.asking import Asker, every, pointers, problem
from tests.cast import Cast, make_cast, make_claim, make_user


def test_evidence(cast: Cast):
    claim = make_claim(cast)
    ben, path = Asker(cast.ben), f"claims/{claim.pk}/evidence/"
    source = ben.post("sources/", {"project": cast.project.slug, "name": "The archive"}).json()["id"]
    body = {
        "title": "The budget",
        "stance": "refutes",
        "url": "https://lindholm.example/budget",
        "source": source,
        "primary": True,
        "excerpt": " p. 4 ",
        "published_on": "2026-01-02",
    }
    made = ben.post(path, body)
    assert made.status_code == 201, made.content
    evidence = made.json()
    assert {name: evidence[name] for name in body} == body
    assert (evidence["named"], evidence["claim"], evidence["author"]["name"]) == (True, str(claim.pk), "Ben")
    one = f"{path}{evidence['id']}/"
    assert every(Asker(cast.rae), path) == [evidence] == [Asker(cast.rae).get(one).json()]
    changed = Asker(cast.chi).patch(one, {"stance": "context", "source": None}, '"1"')
    assert (changed.json()["stance"], changed.json()["source"], changed.headers["ETag"]) == ("context", None, '"2"')
    assert ben.delete(one, '"2"').status_code == 204
    problem(ben.get(one), 404)
    assert every(ben, path) == []


@pytest.mark.parametrize(
    ("change", "status", "pointer"),
    [
        ({"stance": "maybe"}, 400, "/stance"), ({"title": " "}, 422, "/title"), ({"primary": "yes"}, 400, "/primary"),
        ({"url": "javascript:alert(1)"}, 400, "/url"), ({"published_on": "2026-13-01"}, 400, "/published_on"),
        ({"published_on": "20260101"}, 400, "/published_on"), ({"source": str(uuid.uuid4())}, 422, "/source"),
        ({"title": "x" * 1001}, 400, "/title"), ({"question": None}, 400, "/question"),
    ],
)  # fmt: skip
def test_evidence_that_does_not_fit(cast: Cast, change, status, pointer):
    body = {"title": "The budget", "stance": "refutes", **change}
    assert pointers(Asker(cast.ben).post(f"claims/{make_claim(cast).pk}/evidence/", body), status) == {pointer}


@pytest.mark.parametrize("noun", ["speakers", "sources"])
def test_speakers_and_sources(cast: Cast, noun):
    ben = Asker(cast.ben)
    body = {"project": cast.project.slug, "name": "Lindholm Town Council"}
    if noun == "speakers":
        body |= {"kind": "organisation", "aliases": ["the council"], "wikidata_id": "Q1", "role": "council"}
    else:
        body |= {"homepage": "https://lindholm.example/", "country": "SE"}
    made = ben.post(f"{noun}/", body)
    assert made.status_code == 201, made.content
    assert {name: made.json()[name] for name in body} == body
    one = f"{noun}/{made.json()['id']}/"
    assert (
        every(Asker(cast.rae), f"{noun}/", project=cast.project.slug, q="town")
        == [made.json()]
        == [ben.get(one).json()]
    )
    assert every(ben, f"{noun}/", q="city") == []
    assert every(Asker(cast.eve), f"{noun}/", project=cast.project.slug) == []
    problem(ben.post(f"{noun}/", body), 409)
    changed = ben.patch(one, {"name": "The Town"}, '"1"')
    assert (changed.json()["name"], changed.json()["version"]) == ("The Town", 2)
    assert pointers(ben.patch(one, {"name": ""}, '"2"'), 422) == {"/name"}
    assert pointers(ben.patch(one, {"project": "other"}, '"2"')) == {"/project"}
    problem(Asker(cast.rae).patch(one, {"name": "x"}, '"2"'), 403)


def test_scales(cast: Cast):
    scales = {scale["slug"]: scale for scale in every(Asker(cast.eve), "scales/")}
    assert [r["code"] for r in scales["desk-6"]["ratings"]] == [
        "true",
        "mostly-true",
        "mixed",
        "mostly-false",
        "false",
        "unproven",
    ]
    assert set(scales) == {"desk-6", "fever-3", "averitec-4"}
    assert Asker(cast.eve).get(f"scales/{scales['desk-6']['id']}/").json() == scales["desk-6"]
    problem(Asker(cast.olu).post("scales/", {}), 405)


def test_projects(cast: Cast):
    olu, path = Asker(cast.olu), f"projects/{cast.project.slug}/"
    project = olu.get(path).json()
    assert (project["scale"], project["readers"], project["rule"], project["blind"]) == ("desk-6", 2, "unanimous", True)
    assert every(olu, "projects/") == [project]
    assert every(Asker(cast.eve), "projects/") == []
    changed = olu.patch(
        path, {"guidelines": "# Be fair\n", "readers": 1, "four_eyes": False, "scale": "fever-3"}, '"1"'
    )
    assert changed.status_code == 200, changed.content
    assert (changed.json()["scale"], changed.json()["guidelines"], changed.headers["ETag"]) == (
        "fever-3",
        "# Be fair\n",
        '"2"',
    )
    assert Asker(cast.ada).patch(path, {"name": "The Other Desk"}, '"2"').status_code == 200
    problem(Asker(cast.ada).patch(path, {"readers": 3}, '"3"'), 403)
    assert pointers(olu.patch(path, {"readers": 0}, '"3"'), 422) == {"/readers"}
    assert pointers(olu.patch(path, {"scale": "no-such"}, '"3"'), 422) == {"/scale"}
    assert pointers(olu.patch(path, {"rule": "dice"}, '"3"')) == {"/rule"}
    assert pointers(olu.patch(path, {"slug": "new"}, '"3"')) == {"/slug"}


def test_whoever_runs_the_site_makes_projects(cast: Cast):
    body = {"slug": f"new-{uuid.uuid4().hex[:8]}", "name": "New", "language": "de"}
    problem(Asker(cast.olu).post("projects/", body), 403)
    User.objects.filter(pk=cast.eve.pk).update(is_staff=True)
    made = Asker(cast.eve).post("projects/", body)
    assert (made.status_code, made.json()["slug"]) == (201, body["slug"])
    assert Membership.objects.get(project__slug=body["slug"]).role == "owner"
    problem(Asker(cast.eve).post("projects/", body), 409)
    assert pointers(Asker(cast.eve).post("projects/", {**body, "slug": "a b"})) == {"/slug"}


def test_members(cast: Cast):
    olu, path = Asker(cast.olu), f"projects/{cast.project.slug}/members/"
    members = every(Asker(cast.rae), path)
    assert {m["user"]["name"]: m["role"] for m in members} == {
        "Ada": "editor",
        "Ben": "annotator",
        "Chi": "reviewer",
        "Dan": "reviewer",
        "Olu": "owner",
        "Rae": "reader",
    }
    new = make_user("Ivo")
    made = olu.post(path, {"username": new.username, "role": "annotator"})
    assert (made.status_code, made.json()["user"]) == (201, {"id": str(new.pk), "name": "Ivo"})
    problem(olu.post(path, {"username": new.username, "role": "reader"}), 409)
    assert pointers(olu.post(path, {"username": "nobody", "role": "reader"}), 422) == {"/username"}
    assert pointers(olu.post(path, {"username": cast.eve.username, "role": "king"})) == {"/role"}
    one = f"{path}{made.json()['id']}/"
    assert olu.patch(one, {"role": "editor"}, '"1"').json()["role"] == "editor"
    assert olu.get(one).json()["version"] == 2
    assert olu.delete(one, '"2"').status_code == 204
    problem(olu.get(one), 404)
    owner = next(m for m in every(olu, path) if m["role"] == "owner")
    problem(olu.delete(f"{path}{owner['id']}/", '"1"'), 409)
    problem(olu.patch(f"{path}{owner['id']}/", {"role": "reader"}, '"1"'), 409)
    assert "@" not in Asker(cast.rae).get(path).content.decode()


def test_invitations(cast: Cast):
    olu, path = Asker(cast.olu), f"projects/{cast.project.slug}/invitations/"
    made = olu.post(path, {"role": "annotator", "note": "for Ivo"})
    assert made.status_code == 201, made.content
    invitation = made.json()
    assert invitation["link"].startswith("http://testserver/invitations/")
    shown = {**invitation, "link": None}
    assert every(olu, path) == [shown] == [olu.get(f"{path}{invitation['id']}/").json()]
    problem(Asker(cast.ada).get(path), 403)
    problem(Asker(cast.eve).get(path), 404)
    accept_invitation(by=cast.eve, secret=invitation["link"].split("/")[-2])
    assert olu.get(f"{path}{invitation['id']}/").json()["accepted_by"]["name"] == "Eve"
    second = olu.post(path, {"role": "reader"}).json()
    problem(olu.delete(f"{path}{second['id']}/"), 428)
    assert olu.delete(f"{path}{second['id']}/", '"1"').status_code == 204
    problem(olu.get(f"{path}{second['id']}/"), 404)
    other = make_cast()
    problem(Asker(other.olu).get(f"projects/{other.project.slug}/invitations/{invitation['id']}/"), 404)


def test_tokens(cast: Cast):
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


def test_oneself(cast: Cast):
    me = Asker(cast.chi).get("me/").json()
    project = {"id": str(cast.project.pk), "slug": cast.project.slug, "name": "The Desk", "role": "reviewer"}
    assert me == {
        "id": str(cast.chi.pk),
        "name": "Chi",
        "username": cast.chi.username,
        "scopes": None,
        "projects": [project],
    }


def test_exports(cast: Cast):
    path = f"projects/{cast.project.slug}/export/"
    formats = Asker(cast.rae).get(path).json()["results"]
    assert {f["name"] for f in formats} >= {"jsonl", "csv"}
    assert all(f["example"] and f["loses"] and f["media_type"] for f in formats)
    problem(Asker(cast.rae).get(path + "xlsx/"), 404)
    assert pointers(Asker(cast.rae).get(path + "jsonl/", limit=3)) == {"limit"}
    assert pointers(Asker(cast.rae).get(path + "jsonl/", state="lost")) == {"state"}
    head = Asker(cast.rae).ask("HEAD", path + "csv/")
    assert (head.status_code, head.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    assert head.headers["Content-Disposition"] == f'attachment; filename="{cast.project.slug}.csv"'

"""Every address, every method, six people: who is answered what, in one shape. A new route without a case fails here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.urls import reverse

from annotations.api.urls import urlpatterns
from annotations.models import Change, User
from tests.api.asking import API, Asker, problem
from tests.api.scene import CASES, PEOPLE, Case, Scene
from tests.cast import Cast, make_cast
from tests.proofs import proof, shown_for


@pytest.fixture(scope="module")
def made_scene(once: None) -> Scene:
    """Something at every address."""
    return Scene(make_cast())


@pytest.fixture
def scene(made_scene: Scene, db: None) -> Scene:
    """That, for one test."""
    return deepcopy(made_scene)


METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE")
OPEN = {"schema"}  # for everybody, people and programs alike
VIEWS = {p.name: p.callback.cls for p in urlpatterns if p.name and p.name not in OPEN}  # type: ignore[union-attr]


class Undo(Exception):
    pass


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside has not happened after."""
    try:
        with transaction.atomic():
            yield
            raise Undo
    except Undo:
        pass


def ask(asker: Asker, scene: Scene, name: str, method: str, case: Case) -> Any:
    path = reverse(f"api:{name}", kwargs=case.at(scene)).removeprefix(API)
    if case.params:
        path += "?" + urlencode({key: value.format(slug=scene.slug) for key, value in case.params.items()})
    headers = {"If-Match": f'"{version_of(scene, case.on)}"'} if case.on else {}
    return asker.ask(method, path, case.body(scene) if case.body else None, headers=headers)


def version_of(scene: Scene, name: str) -> int:
    if name == "token_of_ben":
        return scene.tokens["ben"].version
    if name.startswith("remark_on_"):
        return scene.remarks[name.removeprefix("remark_on_")].version
    return getattr(getattr(scene, name), "version", 1)


def asker_for(name: str, cast: Cast) -> Asker:
    return Asker(None if name == "anonymous" else getattr(cast, name))


def any_case(name: str) -> Case:
    """How this address is reached, whatever the method."""
    return next(case for (route, _), case in CASES.items() if route == name)


def test_every_route_and_method_has_a_case():
    offered = {
        (name, method.upper())
        for name, view in VIEWS.items()
        for method in ("get", "post", "put", "patch", "delete")
        if hasattr(view, method)
    }
    assert offered == set(CASES)


@pytest.mark.parametrize("person", shown_for(["anonymous", *PEOPLE], always=("anonymous", "eve", "ben")))
def test_the_walk(scene: Scene, person: str):
    asker = asker_for(person, scene.cast)
    wrong = []
    for name in VIEWS:
        for method in METHODS:
            with undone():
                case = CASES.get((name, method))
                if case is None and method in ("HEAD", "OPTIONS"):
                    continue
                answer = ask(asker, scene, name, method, case or any_case(name))
                expected = expected_of(name, method, person)
                if answer.status_code != expected:
                    wrong.append((name, method, person, answer.status_code, expected, answer.content[:300]))
                if answer.status_code >= 400:
                    problem(answer, answer.status_code)
                    assert answer.status_code != 401 or answer.headers["WWW-Authenticate"] == "Bearer"
                    assert answer.status_code != 405 or method not in answer.headers["Allow"]
                assert answer.headers["Cache-Control"] == "no-store"
    assert not wrong, wrong


def expected_of(name: str, method: str, person: str) -> int:
    """The table's answer; 405 for what is not offered, but only to those who may know the object."""
    if person == "anonymous":
        return 401
    if (name, method) in CASES:
        return CASES[name, method].statuses[PEOPLE.index(person)]
    status = any_case(name).statuses[PEOPLE.index(person)]
    behind_a_door = bool(any_case(name).at(Anything()))  # type: ignore[arg-type]
    if name == "invitation" and person != "olu":
        return 404 if person == "eve" else 403
    return 404 if status == 404 and behind_a_door else 405


class Anything:
    """Stands for any scene, to see whether an address names something."""

    def __getattr__(self, name: str) -> Any:
        return {} if name == "__dict__" else Anything()

    def __getitem__(self, name: str) -> Any:
        return Anything()


@pytest.mark.parametrize("person", ["eve", "ben"])
def test_what_one_may_not_see_answers_like_what_is_not_there(scene: Scene, person: str):
    """Eve about all of it, and Ben about Chi's draft: the same words as for an id nobody has."""
    asker = asker_for(person, scene.cast)
    for (name, method), case in CASES.items():
        if case.statuses[PEOPLE.index(person)] != 404 or not case.at(scene):
            continue
        here = problem(ask(asker, scene, name, method, case), 404)
        nowhere = {
            key: "no-such" if key == "slug" else "01890a5d-ac96-774b-bcce-b302099a8057" for key in case.at(scene)
        }
        missing = Case(case.statuses, lambda s, kwargs=nowhere: kwargs, case.body, case.on, case.params)  # type: ignore[misc]
        assert problem(ask(asker, scene, name, method, missing), 404) == here, (name, method)


@proof
def test_head_answers_like_get_without_a_body(scene: Scene):
    asker = Asker(scene.cast.olu)
    for name, method in CASES:
        if method == "GET" and CASES[name, method].statuses[-1] == 200:
            got = ask(asker, scene, name, "GET", CASES[name, "GET"])
            head = ask(asker, scene, name, "HEAD", CASES[name, "GET"])
            assert (head.status_code, head.content) == (200, b"")
            assert head.headers.get("ETag") == got.headers.get("ETag")


def test_options_says_what_can_be_done(scene: Scene):
    cast = scene.cast
    answer = ask(Asker(cast.ben), scene, "quote", "OPTIONS", CASES["quote", "GET"])
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["Allow"] == "GET, PATCH, DELETE, HEAD, OPTIONS"


def test_every_write_leaves_a_trace(scene: Scene):
    """With who it was and in which request, whichever door was used."""
    cast = scene.cast
    User.objects.filter(pk=cast.olu.pk).update(is_staff=True)
    for (name, method), case in CASES.items():
        if method == "GET" or case.silent:
            continue
        allowed = [person for person, status in zip(PEOPLE, case.statuses, strict=True) if status < 300]
        user = getattr(cast, allowed[-1] if allowed else "olu")
        with undone():
            last = Change.objects.order_by("-seq").values_list("seq", flat=True).first() or 0
            answer = ask(Asker(user), scene, name, method, case)
            assert answer.status_code in (200, 201, 204), (name, method, answer.content)
            rows = Change.objects.filter(seq__gt=last)
            assert rows, (name, method)
            assert {row.actor_id for row in rows} == {user.pk}, (name, method)
            assert {row.request_id for row in rows} == {answer.headers["X-Request-ID"]}, (name, method)


@pytest.mark.parametrize("path", ["no-such/", "quotes", "claims/x/y/z/", ""])
def test_addresses_that_lead_nowhere(db: None, path: str):
    for method in ("GET", "POST", "DELETE"):
        problem(Asker().ask(method, path, {}), 404)
    for bare in ("/api", "/api/v1"):
        for answer in (Asker(csrf=True).client.get(bare), Asker(csrf=True).client.post(bare)):
            problem(answer, 404)
    assert Asker().client.get("/api/v2/").headers["Content-Type"] == "application/problem+json"

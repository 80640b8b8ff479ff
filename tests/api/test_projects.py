"""Projects and their policy over the API."""

from __future__ import annotations

import uuid

from annotations.models import Membership, User
from tests.api.asking import Asker, every, pointers, problem
from tests.cast import Cast


def test_it_works(cast: Cast):
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

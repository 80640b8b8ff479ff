"""Who is asking."""

from __future__ import annotations

from tests.api.asking import Asker
from tests.cast import Cast


def test_it_works(cast: Cast):
    me = Asker(cast.chi).get("me/").json()
    project = {"id": str(cast.project.pk), "slug": cast.project.slug, "name": "The Desk", "role": "reviewer"}
    assert me == {
        "id": str(cast.chi.pk),
        "name": "Chi",
        "username": cast.chi.username,
        "scopes": None,
        "projects": [project],
    }

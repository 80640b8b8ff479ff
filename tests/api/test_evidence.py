"""Evidence over the API."""

from __future__ import annotations

import uuid

import pytest

from tests.api.asking import Asker, every, pointers, problem
from tests.cast import Cast, make_claim


def test_it_works(cast: Cast):
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

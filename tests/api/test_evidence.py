"""Evidence over the API."""

from __future__ import annotations

import uuid

import pytest

from tests.api.asking import Asker, every, pointers, problem
from tests.cast import Cast, judge, make_claim, make_evidence, make_question, queued_claim


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


@pytest.mark.parametrize("title", [{}, {"title": ""}, {"title": " "}])
def test_without_a_title_it_is_called_by_its_address(cast: Cast, title):
    ben, path = Asker(cast.ben), f"claims/{make_claim(cast).pk}/evidence/"
    address = "https://lindholm.example/budget"
    made = ben.post(path, {"stance": "context", "url": address, **title}).json()
    assert made["title"] == made["url"] == address
    problem(ben.patch(f"{path}{made['id']}/", {"title": " "}, '"1"'), 422)
    assert pointers(ben.post(path, {"stance": "context", **title}), 422) == {"/title"}


@pytest.mark.parametrize(
    ("change", "status", "pointer"),
    [
        ({"stance": "maybe"}, 400, "/stance"), ({"title": " "}, 422, "/title"), ({"primary": "yes"}, 400, "/primary"),
        ({"url": "javascript:alert(1)"}, 400, "/url"), ({"published_on": "2026-13-01"}, 400, "/published_on"),
        ({"published_on": "20260101"}, 400, "/published_on"), ({"source": str(uuid.uuid4())}, 422, "/source"),
        ({"title": "x" * 1001}, 400, "/title"), ({"question": str(uuid.uuid4())}, 422, "/question"),
        ({"answer": "No."}, 422, "/question"), ({"answer_kind": "maybe"}, 400, "/answer_kind"),
    ],
)  # fmt: skip
def test_evidence_that_does_not_fit(cast: Cast, change, status, pointer):
    body = {"title": "The budget", "stance": "refutes", **change}
    assert pointers(Asker(cast.ben).post(f"claims/{make_claim(cast).pk}/evidence/", body), status) == {pointer}


def test_evidence_that_answers_a_question(cast: Cast):
    claim = make_claim(cast)
    question = make_question(claim)
    path = f"claims/{claim.pk}/evidence/"
    answer = {"question": str(question.pk), "answer": "No", "answer_kind": "boolean"}
    made = Asker(cast.ben).post(path, {"title": "The budget", "stance": "refutes", **answer}).json()
    assert {name: made[name] for name in answer} == answer
    gone = Asker(cast.ben).delete(f"claims/{claim.pk}/questions/{question.pk}/", '"1"')
    assert "Take it from the question first" in problem(gone, 409)["detail"]


@pytest.mark.parametrize(
    ("said_on", "published_on", "after"),
    [
        ("2026-05-01", "2026-05-02", True), ("2026-05-01", "2026-05-01", False), ("2026-05-02", "2026-05-01", False),
        (None, "2026-05-01", False), ("2026-05-01", None, False),
    ],
)  # fmt: skip
def test_evidence_younger_than_the_claim_says_so(cast: Cast, said_on, published_on, after):
    claim = make_claim(cast, said_on=said_on)
    made = make_evidence(claim, published_on=published_on)
    shown = Asker(cast.rae).get(f"claims/{claim.pk}/evidence/{made.pk}/").json()
    assert shown["after_claim"] is after


def test_a_decision_says_how_many_sources_it_had(cast: Cast):
    claim = queued_claim(cast)
    for i, address in enumerate(("https://www.lindholm.example/1", "https://lindholm.example/2", "")):
        make_evidence(claim, title=f"Page {i}", url=address)
    judge(claim, cast.chi)
    judge(claim, cast.dan)
    version = Asker(cast.ada).get(f"claims/{claim.pk}/").json()["version"]
    made = Asker(cast.ada).post(f"claims/{claim.pk}/decision/", {"claim_version": version, "rating": "false"})
    assert made.status_code == 201
    assert (made.json()["sources"], made.json()["min_sources"]) == (1, 2)

"""The agreement over the API."""

from __future__ import annotations

import pytest

from tests.api.asking import Asker, pointers, problem
from tests.cast import Cast, judge, queued_claim


@pytest.fixture
def path(cast: Cast) -> str:
    """The address, once two claims were judged."""
    for ratings in (("true", "true"), ("false", "mostly-false")):
        claim = queued_claim(cast)
        for reviewer, rating in zip((cast.chi, cast.dan), ratings, strict=True):
            judge(claim, reviewer, rating)
    return f"projects/{cast.project.slug}/agreement/"


def test_it_works(cast: Cast, path: str):
    body = Asker(cast.rae).get(path).json()
    assert (body["by"], body["next"]) == ("month", None)
    (said,) = body["results"]
    assert (said["scale"], said["n"], said["raters"], said["verdicts"]) == ("desk-6", 2, 2, 4)
    assert said["raw"] == {"value": 0.5, "reason": ""}
    assert said["alpha"]["value"] == pytest.approx(0.4)
    assert said["alpha"]["interval"]["level"] == 0.95
    assert said["alpha_ordinal"]["value"] > said["alpha"]["value"]
    (pair,) = said["pairs"]
    assert sorted(person["name"] for person in pair["reviewers"]) == ["Chi", "Dan"]
    assert pair["n"] == 2
    assert said["matrix"]["ratings"][0] == "true"
    assert said["matrix"]["counts"][0][0] == 1
    (period,) = said["over_time"]
    assert (period["n"], period["raw"]["value"]) == (2, 0.5)


def test_a_desk_without_verdicts_is_told_nothing(cast: Cast):
    assert Asker(cast.rae).get(f"projects/{cast.project.slug}/agreement/").json()["results"] == []


def test_a_figure_that_is_not_defined_says_why(cast: Cast):
    claim = queued_claim(cast)
    judge(claim, cast.chi, "true")
    judge(claim, cast.dan, "true")
    (said,) = Asker(cast.rae).get(f"projects/{cast.project.slug}/agreement/").json()["results"]
    assert said["raw"]["value"] == 1
    for name in ("cohen", "fleiss", "alpha", "alpha_ordinal"):
        assert said[name]["value"] is None
        assert said[name]["reason"].endswith(".")
    assert said["alpha"]["interval"]["low"] is None


def test_it_can_be_narrowed(cast: Cast, path: str):
    asker = Asker(cast.rae)
    assert asker.get(path, scale="fever-3").json()["results"] == []
    assert asker.get(path, scale="desk-6", by="week").json()["results"][0]["n"] == 2
    assert asker.get(path, to="2020-01-01").json()["results"] == []
    assert asker.get(path, **{"from": "2020-01-01"}).json()["results"][0]["n"] == 2
    assert asker.get(path, topic="harbour").json()["results"] == []


@pytest.mark.parametrize(
    ("asked", "pointer"),
    [
        ({"month": "5"}, "/month"),
        ({"from": "yesterday"}, "/from"),
        ({"by": "year"}, "/by"),
        ({"speaker": "Tove"}, "/speaker"),
        ({"from": "2026-05-02", "to": "2026-05-01"}, "/to"),
    ],
)
def test_what_makes_no_sense_is_refused(cast: Cast, path: str, asked: dict[str, str], pointer: str):
    assert pointers(Asker(cast.rae).get(path, **asked), 400) == {pointer}


def test_outsiders_find_nothing(cast: Cast, path: str):
    problem(Asker(cast.eve).get(path), 404)

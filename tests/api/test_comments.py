"""Comments over the API: the same on everything there is to talk about."""

from __future__ import annotations

from typing import Any

import pytest

from annotations.models import Comment, Verdict
from tests.api.asking import Asker, every, pointers, problem
from tests.cast import Cast, judge, make_article, make_claim, make_comment, make_quote, queued_claim


def address(cast: Cast, noun: str) -> tuple[str, Any]:
    """Something of this noun, and where its comments are."""
    if noun == "verdict":
        claim = queued_claim(cast)
        judge(claim, cast.chi)
        judge(claim, cast.dan)
        verdict = Verdict.objects.filter(claim=claim).first()
        return f"claims/{claim.pk}/verdicts/{verdict.pk}/comments/", verdict  # type: ignore[union-attr]
    article = make_article(cast)
    thing = {"article": article, "quote": make_quote(article), "claim": make_claim(cast)}[noun]
    return f"{noun}s/{thing.pk}/comments/", thing


@pytest.mark.parametrize("noun", ["article", "quote", "claim", "verdict"])
def test_it_works(cast: Cast, noun: str):
    path, thing = address(cast, noun)
    chi = Asker(cast.chi)
    made = chi.post(path, {"text": "@Ada, who says so?"})
    assert made.status_code == 201, made.content
    comment = made.json()
    assert comment["mentions"] == [{"id": str(cast.ada.pk), "name": "Ada"}]
    assert {noun: str(thing.pk)} == {n: comment[n] for n in ("article", "quote", "claim", "verdict") if comment[n]}
    assert (comment["resolved"], comment["resolved_by"], comment["author"]["name"]) == (False, None, "Chi")
    answer = Asker(cast.ada).post(path, {"text": "The mayor.", "reply_to": comment["id"]}).json()
    assert every(Asker(cast.rae), path) == [comment, answer]
    one = f"{path}{comment['id']}/"
    assert Asker(cast.rae).get(one).json() == comment
    settled = Asker(cast.ada).patch(one, {"resolved": True}, '"1"').json()
    assert (settled["resolved"], settled["resolved_by"]["name"], settled["version"]) == (True, "Ada", 2)
    assert chi.patch(one, {"text": "Who says so?"}, '"2"').json()["mentions"] == []
    assert chi.delete(one, '"3"').status_code == 204
    problem(chi.get(one), 404)
    assert [row["id"] for row in every(chi, path)] == [answer["id"]]
    assert Comment.objects.count() == 2


def test_what_is_refused(cast: Cast):
    path, claim = address(cast, "claim")
    comment = make_comment(claim, cast.ben)
    one = f"{path}{comment.pk}/"
    assert pointers(Asker(cast.ben).post(path, {"text": ""}), 422) == {"/text"}
    assert pointers(Asker(cast.ben).post(path, {"text": "x", "mentions": [str(cast.eve.pk)]}), 422) == {"/mentions/0"}
    assert pointers(Asker(cast.ben).post(path, {"text": "x", "reply_to": str(claim.pk)}), 422) == {"/reply_to"}
    assert "author" in problem(Asker(cast.ada).patch(one, {"text": "Mine."}, '"1"'), 403)["detail"]
    problem(Asker(cast.ada).delete(one, '"1"'), 403)
    problem(Asker(cast.rae).post(path, {"text": "x"}), 403)
    problem(Asker(cast.eve).get(path), 404)
    other, _ = address(cast, "claim")
    problem(Asker(cast.ben).get(f"{other}{comment.pk}/"), 404)


def test_a_blind_verdict_cannot_be_talked_about(cast: Cast):
    claim = queued_claim(cast)
    verdict = judge(claim, cast.chi)
    path = f"claims/{claim.pk}/verdicts/{verdict.pk}/comments/"
    problem(Asker(cast.dan).post(path, {"text": "Too low."}), 404)
    assert "not revealed" in problem(Asker(cast.chi).post(path, {"text": "Mine."}), 409)["detail"]
    assert every(Asker(cast.chi), path) == []

"""Searching over the API, and claims that say the same."""

from __future__ import annotations

import pytest

from annotations.actions.speakers import create_speaker
from tests.api.asking import Asker, problem
from tests.cast import Cast, make_article, make_claim, make_quote


def test_it_works(cast: Cast):
    claim = make_claim(cast, text="The ferry sails in May.")
    article = make_article(cast, title="The ferry")
    speaker = create_speaker(by=cast.ben, project=cast.project, name="Ferry Brink")
    answer = Asker(cast.rae).get(f"projects/{cast.project.slug}/search/", q="ferry").json()
    assert (answer["near"], answer["meant"]) == (False, "")
    assert [row["id"] for row in answer["claims"]] == [str(claim.pk)]
    assert [row["id"] for row in answer["articles"]] == [str(article.pk)]
    assert [row["id"] for row in answer["speakers"]] == [str(speaker.pk)]
    assert answer["claims"][0] == Asker(cast.rae).get(f"claims/{claim.pk}/").json()
    assert "text" not in answer["articles"][0]
    assert Asker(cast.rae).get(f"projects/{cast.project.slug}/search/", q="fery").json()["meant"] == "ferry"


def test_at_most_so_many_of_each(cast: Cast):
    for i in range(5):
        make_claim(cast, text=f"Ferry {i}.")
    answer = Asker(cast.rae).get(f"projects/{cast.project.slug}/search/", q="ferry", limit=2).json()
    assert [row["text"] for row in answer["claims"]] == ["Ferry 4.", "Ferry 3."]


@pytest.mark.parametrize("query", ["", "q=", "q=a&limit=0", "q=a&limit=101", "q=a&limit=x", "q=a&page=2", "q=a&q=b"])
def test_what_makes_no_sense_is_refused(cast: Cast, query: str):
    answer = Asker(cast.rae).ask("GET", f"projects/{cast.project.slug}/search/?{query}")
    if query == "q=":
        assert answer.json()["claims"] == []
    else:
        problem(answer, 400)


def test_lists_ask_alike(cast: Cast):
    make_claim(cast, text="The ferry sails in May.")
    make_article(cast, title="The ferry")
    rows = {
        f"{what}?{query}": len(Asker(cast.rae).ask("GET", f"{what}/?{query}").json()["results"])
        for what in ("claims", "articles")
        for query in ("q=FERR", "q=may+ferry", 'q="ferry+may"', "q=-ferry", "q=")
    }
    assert rows == {
        "claims?q=FERR": 1, "claims?q=may+ferry": 1, 'claims?q="ferry+may"': 0, "claims?q=-ferry": 0, "claims?q=": 1,
        "articles?q=FERR": 1, "articles?q=may+ferry": 1, 'articles?q="ferry+may"': 0, "articles?q=-ferry": 0,
        "articles?q=": 1,
    }  # fmt: skip


def test_claims_that_say_the_same(cast: Cast):
    article = make_article(cast)
    claim = make_claim(cast, text="The last ferry sails in May.", quotes=[make_quote(article)])
    asked = {"project": cast.project.slug, "text": "The last ferry will sail in May"}
    (near,) = Asker(cast.rae).get("claims/similar/", **asked).json()["results"]
    assert near["claim"]["id"] == str(claim.pk)
    assert near["rating"] is None
    assert 0.3 <= near["likeness"] < 1
    problem(Asker(cast.eve).get("claims/similar/", **asked), 404)
    problem(Asker(cast.rae).get("claims/similar/", **asked, limit=2), 400)
    for left_out in asked:
        problem(Asker(cast.rae).get("claims/similar/", **{left_out: asked[left_out]}), 400)

"""ClaimReview: what each part of a finding becomes, and which claims are no finding."""

from __future__ import annotations

import json

import pytest

from annotations.exports.registry import FORMATS
from annotations.exports.shape import EXAMPLE

CLAIM = json.loads(EXAMPLE)


def reviews_of(*claims):
    return json.loads(b"".join(FORMATS["claimreview"].render(json.dumps(claim).encode() + b"\n" for claim in claims)))


def with_decision(**over):
    return {**CLAIM, "decision": {**CLAIM["decision"], **over}}


def test_it_works():
    (review,) = reviews_of(CLAIM)
    assert review["claimReviewed"] == review["itemReviewed"]["text"] == CLAIM["text"]
    assert review["reviewRating"] == {
        "@type": "Rating",
        "ratingValue": 1,
        "bestRating": 5,
        "worstRating": 1,
        "alternateName": "False",
    }
    assert review["author"]["name"] == "The Harbour Desk"
    assert review["itemReviewed"]["author"] == {
        "@type": "Person",
        "name": "Tove Brink",
        "jobTitle": "Mayor of Lindholm",
    }
    assert [work["url"] for work in review["itemReviewed"]["appearance"]] == ["https://courier.example/festival"]


@pytest.mark.parametrize("state", ["in_review", "agreed", "disputed", "withdrawn", "draft"])
def test_a_claim_that_is_not_decided_now_is_left_out(state):
    assert reviews_of({**CLAIM, "state": state}, {**CLAIM, "decision": None}) == []


def test_a_rating_that_has_no_place_on_the_line_has_no_number():
    mapping = {**CLAIM["decision"]["mapping"], "claimreview": None}
    (review,) = reviews_of(with_decision(mapping=mapping, rating_label="Unproven"))
    assert review["reviewRating"] == {"@type": "Rating", "alternateName": "Unproven"}


def test_nothing_empty_is_said():
    bare = with_decision(headline="", summary="", rationale="")
    bare |= {"speaker": None, "said_on": None, "place": "", "topics": [], "quotes": [], "evidence": []}
    (review,) = reviews_of(bare)
    assert set(review["itemReviewed"]) == {"@type", "@id", "text"}
    assert "" not in json.dumps(review).split('"')[1::2]


def test_an_unnamed_speaker_stays_unnamed():
    (review,) = reviews_of({**CLAIM, "speaker": {**CLAIM["speaker"], "kind": "unnamed"}})
    assert "author" not in review["itemReviewed"]


def test_an_article_that_holds_two_quotes_is_one_appearance():
    (review,) = reviews_of({**CLAIM, "quotes": CLAIM["quotes"] * 2})
    assert len(review["itemReviewed"]["appearance"]) == 1


def test_it_can_stand_in_a_page():
    text = "Lindholm </script><!-- has & no money"
    raw = b"".join(FORMATS["claimreview"].render([json.dumps({**CLAIM, "text": text}).encode() + b"\n"]))
    assert b"<" not in raw
    assert json.loads(raw)[0]["claimReviewed"] == text

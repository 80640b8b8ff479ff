"""What other formats hold of a project comes in again, into a project that has nothing yet."""

from __future__ import annotations

import json

import pytest

from annotations.imports.registry import recognise
from annotations.models import Claim
from tests.cast import make_cast
from tests.exports.scene import Scene
from tests.imports.bringing import bring, exported


def test_what_a_format_holds_comes_in_and_goes_out_again(cast):
    Scene(cast)
    for format, name, created in [
        ("claimreview", "a.jsonld", {"claims": 1, "decisions": 1, "evidence": 2, "speakers": 1}),
        ("averitec", "a.json", {"claims": 1, "decisions": 1, "questions": 1, "evidence": 2}),
        ("w3c", "a.jsonld", {"articles": 1, "quotes": 3, "claims": 2, "speakers": 1, "sources": 1}),
    ]:
        there = make_cast()
        out = exported(cast.project, cast.ada, format)
        assert recognise(name, beginning=out[:4096]).name == format
        report = bring(there.ada, there.project, out, format, name)
        assert report.created.items() >= created.items(), report
        assert bring(there.ada, there.project, out, format, name).created == {}
        if format != "averitec":  # whose rows have no ids
            assert bring(cast.ada, cast.project, out, format, name).created == {}
        again = exported(there.project, there.ada, format)
        assert GIST[format](json.loads(again)) == GIST[format](json.loads(out))


def claimreview(reviews):
    return [
        (one["claimReviewed"], one["reviewRating"], one["itemReviewed"].get("author"), one.get("headline"))
        for one in reviews
    ]


def averitec(examples):
    return [
        {
            **{name: one[name] for name in ("claim", "label", "speaker", "claim_date", "justification")},
            "questions": one["questions"],
        }
        for one in examples
    ]


def w3c(collection):
    """Without ids: an import makes its own."""
    text, *quotes = collection["first"]["items"]
    marks = [
        (
            [body["value"] for body in quote["body"] if "value" in body],
            [target["selector"] for target in _listed(quote["target"])],
        )
        for quote in quotes
    ]
    return text["body"]["value"], sorted(marks, key=str)


def _listed(one):
    return one if isinstance(one, list) else [one]


GIST = {"claimreview": claimreview, "averitec": averitec, "w3c": w3c}


@pytest.mark.parametrize("labels", [{"desk-6/half-true": "desk-6/mixed"}, {"Half true": "mixed"}])
def test_a_publishers_own_word_is_mapped(cast, labels):
    review = {"@type": "ClaimReview", "claimReviewed": "The quay cost 40 million.", "author": {"name": "The Harbour Desk"},
              "reviewRating": {"alternateName": "Half true"}}  # fmt: skip
    bring(cast.ada, cast.project, json.dumps(review), "claimreview", **labels)
    claim = Claim.objects.get(project=cast.project)
    assert claim.decisions.get().rating.code == "mixed"

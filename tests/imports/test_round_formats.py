"""What other formats hold of a project comes in again, into a project that has nothing yet."""

from __future__ import annotations

import json

import pytest

from annotations.imports.registry import READERS, recognise
from annotations.imports.running import Refused
from annotations.models import Claim, Quote, Segment
from tests.cast import make_cast, make_claim, make_project
from tests.exports.scene import Scene
from tests.imports.bringing import bring, exported, try_out

ARTICLE = (
    '{"schema": "factcheck/1", "type": "article", "id": "a", "text": "It rained.",'
    ' "quotes": [{"id": "q", "kind": "statement", "segments": [{"start": 0, "end": 2, "exact": "It"}]}]}'
)


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


def test_a_claim_comes_back_from_a_table_to_the_character(cast):
    texts = {"=1+1", "'=1+1", "''-1", "-1", "'tis so", '🎏 ;,\t"said"\r\nthen', " و؛ "}
    for text in texts:
        make_claim(cast, text=text)
    there = make_cast()
    bring(there.ben, there.project, exported(cast.project, cast.ben, "csv"), "csv", "desk.csv")
    assert set(there.project.claims.values_list("text", flat=True)) == texts


def test_marks_made_elsewhere_come_to_the_article_they_are_of(cast):
    """As from a tool that was given the article's address and gives back marks alone, counting as JavaScript does."""
    scene = Scene(cast)
    quotes = json.loads(exported(cast.project, cast.ada, "w3c"))["first"]["items"][1:]
    text = scene.article.current.text
    start = len(text[: text.index("mayor")].encode("utf-16-le")) // 2
    new = {
        "type": "Annotation", "id": "made-elsewhere", "body": {"type": "TextualBody", "purpose": "tagging", "value": "TITLE"},
        "target": {"source": scene.article.url, "selector": [
            {"type": "TextQuoteSelector", "exact": "mayor"}, {"type": "TextPositionSelector", "start": start, "end": start + 5},
        ]},
    }  # fmt: skip
    report = bring(cast.ada, cast.project, json.dumps([*quotes, new]), "w3c", "marks.json", TITLE="statement")
    assert report.created == {"quotes": 1}
    assert report.unchanged["quotes"] == 3
    quote = scene.article.quotes.latest("created_at")
    assert (quote.kind, [segment.exact for segment in Segment.objects.filter(quote=quote)]) == ("statement", ["mayor"])
    with pytest.raises(Refused):
        bring(cast.eve, make_project(cast.eve), json.dumps([new]), "w3c", "marks.json", TITLE="statement")


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


@pytest.mark.parametrize(
    ("format", "content"),
    [
        ("doccano", '{"text": "It rained.", "label": [[0, 2, "statement"]]}'),
        ("w3c", READERS["w3c"].example.replace('"direct"', '"statement"')),
        ("jsonl", ARTICLE),
    ],
)  # fmt: skip
def test_a_word_of_theirs_is_mapped_also_where_it_is_spelled_like_ours(cast, format, content):
    assert try_out(cast.ada, cast.project, content, format, statement="").created == {"articles": 1}
    (problem,) = try_out(cast.ada, cast.project, content.replace("statement", "said"), format, said="nothing").problems
    if format != "jsonl":  # whose kinds are ours
        assert "“said” is mapped to “nothing”, which is no kind" in problem.reason
    bring(cast.ada, cast.project, content, format, statement="scare")
    assert Quote.objects.get(article__project=cast.project).kind == "scare"

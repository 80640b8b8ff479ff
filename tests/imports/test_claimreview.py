"""ClaimReview: what publishers, feeds and searches write becomes claims with their decision."""

from __future__ import annotations

import json

import pytest

from annotations.exports.registry import FORMATS
from annotations.exports.shape import EXAMPLE
from annotations.imports.registry import find_reader
from annotations.imports.shape import PersonDraft, RatingDraft, Refusal, SpeakerDraft
from tests.imports.drafts import draft_of, drafts_of

REVIEW = json.loads(find_reader("claimreview").example)


def read(document=REVIEW):
    return draft_of("claimreview", document)


def test_it_works():
    claim = read()
    assert claim.text == "Lindholm has no money left for its harbour."
    assert claim.speaker == SpeakerDraft("Tove Brink", role="Mayor of Lindholm")
    assert (claim.said_on, claim.state, claim.round) == ("2025-06-24", "decided", 1)
    assert claim.decision.rating == RatingDraft(code="false", label="False")
    assert claim.decision.author == PersonDraft("The Harbour Desk", "The Harbour Desk")
    assert [(piece.url, piece.stance) for piece in claim.evidence] == [
        ("https://checks.example/harbour", "context"),
        ("https://courier.example/festival", "context"),
    ]


def test_our_own_export_comes_back_with_all_it_holds():
    ours = json.loads(EXAMPLE)
    export = b"".join(FORMATS["claimreview"].render([EXAMPLE]))
    claim = read(export)
    assert claim.text == ours["text"]
    assert (claim.speaker.name, claim.speaker.role) == (ours["speaker"]["name"], ours["speaker"]["role"])
    assert (claim.said_on, claim.place, claim.occasion) == (ours["said_on"], ours["place"], ours["occasion"])
    assert list(claim.topics) == ours["topics"]
    decision, told = claim.decision, ours["decision"]
    assert (decision.rating.code, decision.rating.label) == (told["rating"], told["rating_label"])
    assert (decision.headline, decision.summary, decision.rationale) == (
        told["headline"], told["summary"], told["rationale"],
    )  # fmt: skip
    assert decision.author.name == ours["project_name"]
    appearance, cited = claim.evidence
    assert (appearance.title, appearance.url, appearance.source.name, appearance.primary) == (
        "Festival week in Lindholm", "https://courier.example/festival", "The Lindholm Courier", True,
    )  # fmt: skip
    (evidence,) = ours["evidence"]
    assert (cited.title, cited.url, cited.excerpt, cited.published_on, cited.source.name) == (
        evidence["title"], evidence["url"], evidence["excerpt"], evidence["published_on"], evidence["source"]["name"],
    )  # fmt: skip


@pytest.mark.parametrize(
    "around",
    [
        lambda review: [review],
        lambda review: {"@context": "https://schema.org", "@graph": [{"@type": "WebPage", "name": "A page"}, review]},
        lambda review: {"@type": "DataFeed", "dataFeedElement": [{"@type": "DataFeedItem", "item": [review]}]},
        lambda review: {"@type": "WebPage", "mainEntity": review},
        lambda review: {**review, "@type": ["ClaimReview", "NewsArticle"]},
        lambda review: {**review, "@type": "http://schema.org/ClaimReview"},
        lambda review: f'<html>\n<script async type="application/ld+json">\n{json.dumps(review)}</script></html>',
    ],
)
def test_however_it_is_wrapped(around):
    wrapped = read(around(REVIEW))
    assert (wrapped.key, wrapped.text, wrapped.decision.rating) == (read().key, read().text, read().decision.rating)


def test_a_page_says_the_line_in_the_page():
    page = f'<html>\n<p>\n<script type="application/ld+json">\n{json.dumps(REVIEW)}\n</script>'
    assert read(page).at.line == 4


@pytest.mark.parametrize(
    ("before", "after"),
    [("<!--\n", "\n-->"), ("\n//<![CDATA[\n", "\n//]]>\n"), ("/* <![CDATA[ */", "/* ]]> */"), ("\n\n", "\n")],
)
def test_what_browsers_forgive_in_a_page_is_forgiven(before, after):
    written = json.dumps(REVIEW).replace("for its harbour", "for\tits\nharbour")
    broken = '<script type="application/ld+json">{"@type": "Organization",}</script>'
    claim = read(f"<html>{broken}<script type='application/ld+json'>{before}{written}{after}</script>")
    assert claim.text == "Lindholm has no money left for\tits\nharbour."
    assert claim.at.line == 1 + before.count("\n")


@pytest.mark.parametrize("around", ["<script ", "<script type=application/ld+json>", " ", "<script></script\n>"])
def test_a_page_that_never_comes_to_the_point_is_read_in_one_pass(around):
    """If every tag were followed to the page's end, or every space, this would take hours."""
    page = f"<html><script type=application/ld+json>{around * 200_000}ClaimReview"
    for end in ("", "</script>"):
        assert any(isinstance(row, Refusal) for row in drafts_of("claimreview", page + end))


def test_an_answer_of_a_claim_search_has_a_claim_for_each_review():
    reviews = [
        {"publisher": {"name": name, "site": f"{name.lower()}.example"}, "url": f"https://{name.lower()}.example/1",
         "title": "Checked", "reviewDate": "2025-07-01T00:00:00Z", "textualRating": "Half true"}
        for name in ("Harbour", "Quay")
    ]  # fmt: skip
    answer = {"claims": [{"text": "The quay cost 40 million.", "claimant": "Tove Brink", "claimReview": reviews}]}
    first, second = drafts_of("claimreview", answer)
    assert first.text == second.text == "The quay cost 40 million."
    assert (first.decision.author.name, second.decision.author.name) == ("Harbour", "Quay")
    assert first.decision.rating == RatingDraft(code="half-true", label="Half true")
    assert first.key != second.key


def test_without_a_rating_it_is_a_draft_and_what_was_written_is_kept():
    claim = read({name: value for name, value in REVIEW.items() if name != "reviewRating"} | {"reviewBody": "It has."})
    assert (claim.state, claim.decision) == ("draft", None)
    assert [remark.text for remark in claim.comments] == ["It has."]


def test_a_rating_that_is_a_number_alone_says_of_how_many():
    claim = read({**REVIEW, "reviewRating": {"ratingValue": 2, "bestRating": "6"}})
    assert claim.decision.rating == RatingDraft(code="2-of-6")


def test_several_authors_are_a_group_and_a_publisher_without_a_name_is_its_address():
    authors = [{"@type": "Person", "name": "Tove Brink"}, "Mia Falk"]
    claim = read({**REVIEW, "author": {"url": "https://www.checks.example/"}, "itemReviewed": {"author": authors}})
    assert claim.speaker == SpeakerDraft("Tove Brink, Mia Falk", kind="group")
    assert claim.decision.author.name == "checks.example"


def test_who_a_speaker_is():
    author = {"@type": "Organization", "name": "Lindholm", "description": "A town", "alternateName": "The town",
              "sameAs": ["https://lindholm.example", "https://www.wikidata.org/wiki/Q1"]}  # fmt: skip
    assert read({**REVIEW, "itemReviewed": {"author": author}}).speaker == SpeakerDraft(
        "Lindholm", kind="organisation", role="A town", aliases=("The town",), wikidata_id="Q1"
    )


def test_what_a_work_of_its_own_was_reviewed_is_where_the_claim_appeared():
    clip = {"@type": "Clip", "name": "A speech", "url": "https://courier.example/clip", "datePublished": "2025"}
    claim = read({**REVIEW, "itemReviewed": clip})
    assert [(piece.title, piece.primary) for piece in claim.evidence] == [("checks.example", False), ("A speech", True)]
    assert (claim.occasion, claim.said_on) == ("A speech", "")


def test_what_is_no_review_is_said():
    for document in ("", "[]", "<p>Nothing</p>", {"@type": "MediaReview"}, "[3]"):
        (refusal,) = drafts_of("claimreview", document)
        assert refusal.reason == "There is no ClaimReview in the file."
    (refusal,) = drafts_of("claimreview", [{"@type": "ClaimReview", "itemReviewed": "x"}])
    assert isinstance(refusal, Refusal)
    assert refusal.at.pointer == "/0"


def test_the_same_review_has_the_same_key():
    assert read().key == read(json.dumps(REVIEW, indent=2)).key
    assert read().key != read({**REVIEW, "url": "https://checks.example/other"}).key

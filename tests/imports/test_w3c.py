"""Web Annotations: articles come with their text, and marks are found in it by their words, their places, or both."""

from __future__ import annotations

import json

import pytest

from annotations.exports.registry import FORMATS
from annotations.exports.shape import EXAMPLES
from annotations.imports.registry import find_reader
from annotations.imports.shape import ClaimDraft, PersonDraft, Refusal, SpeakerDraft
from tests.imports.drafts import drafts_of

TEXT, MARK = json.loads(find_reader("w3c").example)["items"]
WORDS = "We have no money left for the harbour"
ASTRAL = "🎏 one, 🎏 two, one"


def read(*annotations):
    return drafts_of("w3c", list(annotations))


def text_of(value):
    return {**TEXT, "body": {**TEXT["body"], "value": value}}


def mark(*selector, **over):
    target = {**MARK["target"], "selector": list(selector)} if selector else MARK["target"]
    return {**MARK, "target": target, **over}


def words(exact, **around):
    return {"type": "TextQuoteSelector", "exact": exact, **around}


def place(start, end):
    return {"type": "TextPositionSelector", "start": start, "end": end}


def marked(value, *selector):
    """Where the selectors lead in the text, or the refusal."""
    *refusals, article = read(text_of(value), mark(*selector))
    if refusals:
        return refusals[0]
    ((passage,),) = [quote.passages for quote in article.quotes]
    return passage.start, passage.end, passage.exact


def body(value, purpose):
    return {"type": "TextualBody", "purpose": purpose, "value": value}


def test_it_works():
    (article,) = drafts_of("w3c", find_reader("w3c").example)
    assert (article.title, article.url, article.language) == ("Festival week", "https://courier.example/festival", "en")
    (quote,) = article.quotes
    assert (quote.kind, quote.passages[0].exact, quote.passages[0].start) == ("direct", WORDS, 1)


def test_our_own_export_comes_back_with_all_it_holds():
    ours = json.loads(EXAMPLES["articles"])
    article, *claims = drafts_of("w3c", b"".join(FORMATS["w3c"].render([EXAMPLES["articles"]])))
    for name in ("text", "title", "url", "byline", "published_on", "language", "rights", "created_at", "updated_at"):
        assert getattr(article, name) == ours[name], name
    assert (article.key, article.source.name) == (ours["id"], ours["source"]["name"])
    assert article.author == PersonDraft(ours["author"]["id"], ours["author"]["name"])
    for quote, told in zip(article.quotes, ours["quotes"], strict=True):
        assert (quote.key, quote.kind, quote.tone, quote.note, quote.parent) == tuple(
            told[name] for name in ("id", "kind", "tone", "note", "parent")
        )
        assert [(p.start, p.end, p.exact) for p in quote.passages] == [
            (s["start"], s["end"], s["exact"]) for s in told["segments"]
        ]
        assert (quote.speaker and quote.speaker.name) == (told["speaker"] and told["speaker"]["name"])
        assert quote.author == PersonDraft(told["author"]["id"], told["author"]["name"])
    made = {claim["id"]: claim["text"] for quote in ours["quotes"] for claim in quote["claims"]}
    assert {claim.key: claim.text for claim in claims} == made
    assert all(isinstance(claim, ClaimDraft) and claim.quotes for claim in claims)


@pytest.mark.parametrize(
    "around",
    [
        lambda items: {"type": "AnnotationCollection", "first": {"type": "AnnotationPage", "items": items}, "total": 2},
        lambda items: {"type": "AnnotationPage", "items": items},
        lambda items: [{"type": "AnnotationPage", "items": items}],
        lambda items: items,
        lambda items: "\n".join(map(json.dumps, items)),
        lambda items: {"@graph": items},
    ],
)
def test_however_they_are_wrapped(around):
    (article,) = drafts_of("w3c", around([TEXT, MARK]))
    assert [quote.passages[0].exact for quote in article.quotes] == [WORDS]


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        ([words("two")], (9, 12, "two")),
        ([words("one", suffix=", ")], (2, 5, "one")),
        ([words("one", prefix="two, ")], (14, 17, "one")),
        ([place(2, 5)], (2, 5, "one")),
        ([words("two"), place(9, 12)], (9, 12, "two")),
        ([words("two"), place(11, 14)], (9, 12, "two")),  # UTF-16, which the words prove
        ([{"type": "FragmentSelector", "value": "p1", "refinedBy": words("two")}], (9, 12, "two")),
    ],
)
def test_words_are_found(selector, found):
    assert marked(ASTRAL, *selector) == found


@pytest.mark.parametrize(
    ("selector", "why"),
    [
        ([words("three")], "nowhere"),
        ([words("one")], "several times"),
        ([words("two"), place(0, 3)], "the text says"),
        ([place(5, 5)], "there is nothing"),
        ([place(5, 500)], "outside the text"),
        ([{"type": "CssSelector", "value": "p"}], "not by CssSelector"),
        ([{"type": "FragmentSelector", "value": "p1", "refinedBy": place(1, 3)}], "not by FragmentSelector"),
        ([words("")], "has no words"),
        ([{"type": "TextPositionSelector", "start": "1"}], "needs a start and an end"),
    ],
)
def test_words_that_are_not_there_are_refused_and_not_guessed(selector, why):
    refusal = marked(ASTRAL, *selector)
    assert isinstance(refusal, Refusal)
    assert why in refusal.reason
    assert refusal.at.pointer == "/1/target"


def test_positions_count_what_the_file_counts():
    assert marked("\ufeffa\r\nb two", words("two"), place(6, 9)) == (4, 7, "two")


def test_several_targets_are_one_quote_in_the_order_of_the_text():
    targets = [{**MARK["target"], "selector": [words(exact)]} for exact in ("harbour", "money")]
    (article,) = read(TEXT, {**MARK, "target": targets})
    assert [passage.exact for passage in article.quotes[0].passages] == ["money", "harbour"]


def test_bodies_say_what_it_is_and_another_word_is_a_label_to_be_mapped():
    speaker = {"id": "urn:x", "type": "Organization", "name": "Lindholm", "schema:jobTitle": "A town"}
    bodies = [
        body("Quotation", "tagging"), body("ironic", "tagging"), body("Says who?", "commenting"),
        {"type": "SpecificResource", "purpose": "identifying", "source": speaker},
        body("Important", "tagging"), "https://courier.example/note",
    ]  # fmt: skip
    ((quote,),) = [article.quotes for article in read(TEXT, mark(body=bodies, motivation="highlighting"))]
    assert (quote.kind, quote.label, quote.tone) == ("", "Quotation", "ironic")
    assert quote.speaker == SpeakerDraft("Lindholm", kind="organisation", role="A town")
    assert quote.note == "Says who?\nhttps://courier.example/note\nImportant"


def test_a_mark_without_a_word_is_called_by_its_motivation():
    bare = {name: value for name, value in MARK.items() if name not in ("id", "body", "motivation")}
    first, second = read(TEXT, {**bare, "motivation": "highlighting"}, {**bare, "bodyValue": "Hm."})[0].quotes
    assert (first.label, second.label, second.note) == ("highlighting", "annotation", "Hm.")
    assert first.key != second.key


def test_marks_of_articles_the_project_has_need_no_text():
    there = {
        "https://courier.example/festival": ("k1", ASTRAL),
        "urn:uuid:k2": ("k2", "Two."),
        "urn:uuid:k1": ("k1", ASTRAL),
    }
    scoped = {"source": "https://elsewhere.example/", "scope": "urn:uuid:k2", "selector": words("Two")}
    again = {"source": "urn:uuid:k1", "selector": [words("one", prefix="two, "), place(16, 19)]}  # in UTF-16
    annotations = [
        mark(words("two")),
        {**MARK, "id": "urn:uuid:2", "target": scoped},
        {**MARK, "id": "3", "target": again},
    ]
    first, second = drafts_of("w3c", annotations, known=there.get)
    assert (first.key, first.text, second.key) == ("k1", ASTRAL, "k2")
    assert [[passage.exact for quote in one.quotes for passage in quote.passages] for one in (first, second)] == [
        ["two", "one"], ["Two"],
    ]  # fmt: skip
    elsewhere = {**MARK["target"], "source": "https://elsewhere.example/"}
    there = {MARK["target"]["source"]: ("k1", TEXT["body"]["value"])}
    (refusal,) = drafts_of("w3c", [{**MARK, "target": [MARK["target"], elsewhere]}], known=there.get)
    assert "neither before it" in refusal.reason


def test_the_text_comes_first_and_of_each_article_its_own():
    other = {**TEXT, "id": "urn:example:2", "target": {"id": "https://courier.example/other", "type": "Text"}}
    refusal, first, second = read(MARK, TEXT, other)
    assert "neither before it" in refusal.reason
    assert (first.quotes, second.quotes) == ((), ())
    rows = read(TEXT, other, MARK)
    (refusal,) = [row for row in rows if isinstance(row, Refusal)]
    assert refusal.at.pointer == "/2/target"


def test_what_describes_a_part_of_a_text_is_no_text_of_an_article():
    about = {"source": TEXT["target"], "selector": place(1, 3)}
    (refusal,) = read({**TEXT, "target": about})
    assert "neither before it" in refusal.reason
    (article,) = read({**TEXT, "target": {**about, "selector": place(0, len(TEXT["body"]["value"]))}}, MARK)
    assert len(article.quotes) == 1


def test_a_text_that_differs_from_its_checksum_is_refused():
    (refusal,) = read({**TEXT, "body": {**TEXT["body"], "schema:sha256": "0" * 64}})
    assert "checksum" in refusal.reason


@pytest.mark.parametrize(
    "document",
    [
        {"type": "AnnotationCollection", "first": "https://courier.example/page"},
        {"type": "Annotation", "target": "https://courier.example/"},
        {"type": "Note"},
        ["words"],
        {"type": "Annotation"},
        {"type": "Annotation", "target": {"source": "https://courier.example/", "selector": {"type": "XPathSelector"}}},
    ],
)
def test_what_holds_no_words_says_why(document):
    (refusal,) = drafts_of("w3c", document)
    assert isinstance(refusal, Refusal)
    assert refusal.reason.endswith(".") and refusal.remedy.endswith(".")

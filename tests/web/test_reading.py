"""The reading view: the text to the letter, the quotes marked in it and listed beneath."""

from __future__ import annotations

import random

from annotations.actions.claims import create_claim
from annotations.actions.quotes import change_quote, create_quote
from annotations.actions.revisions import add_revision
from annotations.actions.speakers import create_speaker
from annotations.models import Article
from annotations.queries.reading import reading_of
from tests.cast import Cast, make_article, make_quote
from tests.web.html import Page
from tests.web.scene import look

HARD = """👨‍👩‍👧‍👦 A headline & <more>

  The mayor’s “last” e\u0301 word:\u00a0قال الوزير 🇳🇴 & nothing\t else.

我们没有钱了。
שלום <b>not a tag</b> &amp; เรือออกช้า

"""


def read(cast: Cast, article: Article) -> Page:
    answer = look(cast.rae, f"/articles/{article.pk}/read/")
    assert answer.status_code == 200
    page = Page(answer.content.decode())
    assert not page.faults
    return page


def text_of(page: Page) -> str:
    return next(e for e in page.elements if e.get("id") == "text").text


def marks(page: Page) -> list[tuple[str, str]]:
    return [(e.text, e["class"].strip()) for e in page.elements if e.tag == "mark"]


def test_it_works(cast: Cast):
    article = make_article(cast)
    speaker = create_speaker(by=cast.ben, project=cast.project, name="Tove Brink")
    outer = make_quote(article, "We have no money left for the harbour", "Not a single krone", speaker=speaker)
    inner = make_quote(article, "no money", kind="scare", parent=outer, note="Says who?")
    create_claim(by=cast.ben, project=cast.project, text="Nothing is left.", quotes=[outer])
    page = read(cast, article)
    assert text_of(page) == article.current.text
    assert marks(page) == [
        ("We have ", "hl-direct"),
        ("no money", "hl-direct hl-scare hl-overlap"),
        (" left for the harbour", "hl-direct"),
        ("Not a single krone", "hl-direct"),
    ]
    told = [e for e in page.elements if e.tag == "li" and "told" in e.get("class").split()]
    assert [(e["id"], e["value"]) for e in told] == [(f"quote-{outer.pk}", "1"), (f"quote-{inner.pk}", "2")]
    assert "Tove Brink" in told[0].text
    assert "Nothing is left." in told[0].text
    assert "inside quote 1" in told[1].text
    assert "Says who?" in told[1].text
    numbers = [e for e in page.elements if e.get("class") == "quote-number"]
    assert [(e["href"], e["aria-label"]) for e in numbers] == [
        (f"#quote-{outer.pk}", "Quote 1"),
        (f"#quote-{inner.pk}", "Quote 2"),
    ]


def test_the_text_is_the_stored_text_under_any_quotes(cast: Cast):
    article = make_article(cast, text=HARD)
    text, chance = article.current.text, random.Random(7)
    assert text == HARD
    spans = set()
    while len(spans) < 60:
        start, end = sorted(chance.sample(range(len(text) + 1), 2))
        if text[start:end].strip():
            spans.add((start, end))
    for number, (start, end) in enumerate(sorted(spans)):
        segments = [{"start": start, "end": end, "exact": text[start:end]}]
        create_quote(by=cast.ben, article=article, segments=segments, kind=("direct", "scare")[number % 2])
    page = read(cast, article)
    assert text_of(page) == text
    marked = "".join(run.text for b in reading_of(cast.rae, article).blocks for run in b.runs if run.quotes)
    covered = {i for start, end in spans for i in range(start, end)}
    within = {i for b in article.current.blocks for i in range(b["start"], b["end"])}
    assert marked == "".join(text[i] for i in sorted(covered & within))
    assert len([e for e in page.elements if e.get("class") == "quote-number"]) == len(spans)


def test_what_was_lost_is_listed_apart(cast: Cast):
    article = make_article(cast)
    gone = make_quote(article, "about 40 million")
    make_quote(article, "Not a single krone", "nonsense")
    text = article.current.text.replace("“about 40 million” ", "").replace(" called that “nonsense”", " agreed")
    add_revision(by=cast.ben, article=article, text=text)
    article.refresh_from_db()
    page = read(cast, article)
    assert text_of(page) == text
    lost = next(e for e in page.elements if e.get("id") == f"quote-{gone.pk}")
    assert "value" not in lost.attributes
    assert marks(page) == [("Not a single krone", "hl-direct")]
    assert any("Some of these words" in e.text for e in page.elements if e.tag == "li")


def test_what_the_publisher_changed_is_told_as_it_is_now(cast: Cast):
    article = make_article(cast)
    make_quote(article, "about 40 million")
    add_revision(by=cast.ben, article=article, text=article.current.text.replace("40 million", "40 thousand"))
    article.refresh_from_db()
    page = read(cast, article)
    assert marks(page) == [("about 40 thousand", "hl-direct")]
    assert any("The publisher changed these words." in e.text for e in page.elements if e.tag == "li")


def test_an_article_without_quotes_and_the_way_there(cast: Cast):
    article = make_article(cast)
    assert "No quotes yet." in next(e.text for e in read(cast, article).elements if e.tag == "main")
    annotate = look(cast.rae, f"/articles/{article.pk}/").content.decode()
    assert f'href="/articles/{article.pk}/read/"' in annotate
    assert look(cast.eve, f"/articles/{article.pk}/read/").status_code == 404


def test_a_quote_taken_off_is_inside_none(cast: Cast):
    article = make_article(cast)
    outer = make_quote(article)
    inner = make_quote(article, "no money", parent=outer)
    change_quote(by=cast.ben, quote=inner, parent=None)
    assert not any("inside quote" in e.text for e in read(cast, article).elements)

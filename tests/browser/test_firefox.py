"""The annotate page in another engine: Firefox's highlights, selections and caret positions."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from annotations.actions.sign_in_links import make_sign_in_link
from annotations.models import Article, Claim, Quote, Segment
from tests.browser.firefox import Firefox
from tests.browser.mouse import MIDDLE, drag_over
from tests.browser.scripts import texts
from tests.browser.test_offsets import check, select_in
from tests.cast import Cast, make_article, make_cast
from tests.proofs import proof

pytestmark = proof

# Not Chinese: all that follows a rare character (𠮷) is one word for Firefox.
HARD = ("emoji", "families", "flags", "marks", "arabic", "devanagari", "hebrew", "blanks")
SAVED = "document.querySelector('#status').dataset.state === 'saved'"
DRAWN = "new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
SAYS = "document.querySelector('.quote.is-current .quote-words')?.textContent === {words!r}"


@pytest.fixture
def cast(live) -> Cast:
    return make_cast()


@pytest.fixture
def ben(live, cast) -> Iterator[Firefox]:
    """Ben's window."""
    firefox = Firefox()
    firefox.goto(f"{live.url}/sign-in/{make_sign_in_link(user=cast.ben)}/")
    firefox.until("!location.pathname.startsWith('/sign-in/')")
    yield firefox
    firefox.quit()


def visit(live, ben: Firefox, article: Article) -> None:
    """Opens the article and waits until it can be worked on."""
    ben.goto(f"{live.url}/articles/{article.pk}/")
    ben.until("document.querySelector('#annotate').dataset.load === 'ready'")
    ben.until("document.querySelector('.handles')")


def mark(ben: Firefox, article: Article, words: str, key: str) -> None:
    """Makes a quote of the words by mouse and a key."""
    start = article.current.text.index(words)
    drag_over(ben, start, start + len(words))
    ben.until("!document.querySelector('.toolbar').hidden")
    ben.keyboard.press(key)
    ben.until(SAYS.format(words=words))


def stored(ben: Firefox, article: Article) -> set[tuple[str, str]]:
    """Kind and words of each quote, once all has arrived."""
    ben.until(SAVED)
    segments = Segment.objects.filter(quote__in=Quote.objects.filter(article=article, deleted_at=None))
    assert all(article.current.text[s.start : s.end] == s.exact for s in segments)
    return {(s.quote.kind, s.exact) for s in segments}


def test_from_the_words_to_the_claim(live, cast, ben):
    article = make_article(cast)
    visit(live, ben, article)
    mark(ben, article, "a single krone", "2")
    assert ben.evaluate("['partial', 'current'].map((name) => CSS.highlights.get(name).size)") == [1, 1]
    assert ben.evaluate("document.querySelectorAll('#text mark').length") == 0
    ben.keyboard.press("/")
    ben.until("document.querySelector('dialog[open] input')")
    ben.keyboard.type("nonsense")
    ben.keyboard.press("Enter")
    ben.until("!document.querySelector('.toolbar').hidden")
    ben.keyboard.press("4")
    ben.until(SAYS.format(words="nonsense"))
    assert stored(ben, article) == {("partial", "a single krone"), ("scare", "nonsense")}
    ben.keyboard.press("Delete")
    ben.until("document.querySelectorAll('#cards > li').length === 1")
    ben.keyboard.press("u")
    ben.until(SAYS.format(words="nonsense"))
    ben.keyboard.press("k")
    ben.until(SAYS.format(words="a single krone"))
    assert ben.evaluate(DRAWN)  # the handles follow with the next frame
    box = ben.evaluate("document.querySelector('.handle-from').getBoundingClientRect().toJSON()")
    ben.mouse.move(box["x"] + 12, box["y"] + 12)
    ben.mouse.down()
    ben.mouse.move(*ben.evaluate(MIDDLE, "Not"), steps=4)
    ben.mouse.up()
    ben.until(SAYS.format(words="Not a single krone"))
    ben.keyboard.press("c")
    ben.until("document.activeElement.matches('.claim-form textarea')")
    ben.keyboard.type("The harbour gets no money.")
    ben.keyboard.press("Control+Enter")
    ben.until("document.querySelectorAll('.quote-claims li').length === 1")
    assert stored(ben, article) == {("partial", "Not a single krone"), ("scare", "nonsense")}
    assert Claim.objects.get(project=cast.project).text == "The harbour gets no money."


def test_a_click_finds_the_shortest_first(live, cast, ben):
    article = make_article(cast)
    visit(live, ben, article)
    for words, key in (("We have no money left for the harbour", "1"), ("no money left", "5")):
        mark(ben, article, words, key)
    ben.keyboard.press("Escape")
    ben.until("!document.querySelector('.quote.is-current')")
    for words in ("no money left", "We have no money left for the harbour"):
        ben.mouse.click(*ben.evaluate(MIDDLE, "money"))
        ben.until(SAYS.format(words=words))


def test_what_is_stored_is_what_was_selected(live, cast, ben):
    article = make_article(cast, text="\n\n".join(texts(HARD, seed=3)))
    visit(live, ben, article)
    told = select_in(ben, len(HARD), onward="ArrowRight")
    ben.until(SAVED)
    check(article, told, ben.evaluate)

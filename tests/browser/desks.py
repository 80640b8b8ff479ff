"""An article open on the annotate page, and what a person does there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from annotations.models import Article, Quote, Segment
from tests.browser.mouse import drag_over
from tests.cast import Cast, make_article, make_cast

SOON = 30_000
"""How long what another person did may take to appear, in milliseconds: the feed waits for every older transaction, and the
tests beside this one have some open."""


FOLLOWS = """(soon) => new Promise((resolve, reject) => {
    const here = document.querySelector("#here");
    const look = () => here.dataset.live === "live" && resolve();
    new MutationObserver(look).observe(here, { attributes: true });
    setTimeout(() => reject(new Error(`It never heard: ${here.dataset.live}`)), soon);
    look();
})"""
"""In the page, for every desk begins with it, and `expect` would look but twice a second."""


@dataclass
class Desk:
    """One person's window on one article."""

    cast: Cast
    article: Article
    page: Page

    @property
    def current(self) -> Locator:
        """The card of the quote one works on."""
        return self.page.locator(".quote.is-current")

    def select(self, words: str) -> None:
        """Selects the first place of these words with the mouse."""
        start = self.article.current.text.index(words)
        drag_over(self.page, start, start + len(words))
        expect(self.page.get_by_role("toolbar")).to_be_visible()

    def pick(self, words: str) -> None:
        """Selects the first place of these words without a mouse, by the quote picker."""
        self.page.keyboard.press("/")
        self.page.get_by_label("Words of the article").fill(words)
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("toolbar", name="Make a quote")).to_be_visible()

    def card(self, words: str) -> Locator:
        """The card of the quote with these words."""
        return self.page.locator("#cards > li").filter(has=self.page.locator(".quote-words", has_text=words))

    def painted(self, name: str) -> int:
        """How many stretches are painted so."""
        return self.page.evaluate("(name) => CSS.highlights.get(name).size", name)

    def look(self) -> None:
        """Looks now for what others did, not only when it is time."""
        self.page.evaluate("dispatchEvent(new Event('online'))")

    def follows(self) -> None:
        """The page hears of what others do."""
        self.page.evaluate(FOLLOWS, SOON)

    def mark(self, words: str, key: str = "1") -> None:
        """Makes a quote of these words."""
        self.select(words)
        self.page.keyboard.press(key)
        self.says(words)

    def says(self, words: str) -> None:
        """The current quote has these words."""
        expect(self.current.locator(".quote-words")).to_have_text(words, use_inner_text=False)

    def saved(self) -> None:
        """Everything has arrived."""
        expect(self.page.locator("#status")).to_have_attribute("data-state", "saved")

    def stored(self) -> list[list[str]]:
        """The words of each quote in the database, by where it begins; each checked against the text."""
        self.saved()
        text = self.article.current.text
        quotes = []
        for quote in Quote.objects.filter(article=self.article, deleted_at=None):
            segments = list(Segment.objects.filter(quote=quote, revision=self.article.current).order_by("order"))
            assert all(text[s.start : s.end] == s.exact for s in segments)
            quotes.append((segments[0].start, [s.exact for s in segments]))
        return [words for _, words in sorted(quotes)]


def open_desk(
    open_browser: Callable[..., Page], *, cast: Cast | None = None, page: Page | None = None, **over: Any
) -> Desk:
    """Ben's window on a new article; `over` goes to the article, `page` is a window he has already."""
    cast = cast or make_cast()
    desk = Desk(cast, make_article(cast, **over), page or open_browser(cast.ben))
    visit(desk)
    return desk


def sit_down(page: Page, cast: Cast, article: Article) -> Desk:
    """Somebody's window on an article that is there already, once it hears of what others do."""
    desk = Desk(cast, article, page)
    visit(desk)
    desk.follows()
    return desk


def visit(desk: Desk) -> None:
    """Opens the desk's article in its window."""
    desk.page.goto(f"/articles/{desk.article.pk}/")
    expect(desk.page.locator("#annotate")).to_have_attribute("data-load", "ready")

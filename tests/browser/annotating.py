"""What the tests of the annotate page share: opening it, and reading off it what people see."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from annotations.models import Article

SOON = 30_000
"""How long what another person did may take to appear, in milliseconds: the feed waits for every older transaction, and the
tests beside this one have some open."""
SELECTED = "() => getSelection().toString()"
FOCUSED = "() => document.activeElement.id || document.activeElement.name || document.activeElement.className"


def open_article(page: Page, article: Article) -> Page:
    """The article's page, once its quotes are there."""
    page.goto(f"/articles/{article.pk}/")
    expect(page.locator("#annotate")).to_have_attribute("data-load", "ready")
    expect(page.locator("#here")).to_have_attribute("data-live", "live", timeout=SOON)
    return page


def card(page: Page, words: str) -> Locator:
    """The card of the quote with these words."""
    return page.locator("#cards > li").filter(has=page.locator(".quote-words", has_text=words))


def select(page: Page, words: str) -> None:
    """Selects words as the quote picker does."""
    page.keyboard.press("/")
    page.get_by_label("Words of the article").fill(words)
    page.keyboard.press("Enter")
    expect(page.get_by_role("toolbar", name="Make a quote")).to_be_visible()


def saved(page: Page) -> None:
    """Everything is on the server."""
    expect(page.locator("#status")).to_have_attribute("data-state", "saved")

"""The whole job by keyboard: from the list of articles to one that is done."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from annotations.models import Article, Claim, Quote, Speaker
from tests.browser.desks import Desk
from tests.cast import make_article, make_cast

MONEY = "We have no money left for the harbour"


def tab_to(page: Page, selector: str, most: int = 40) -> None:
    """Presses Tab until that has the focus."""
    for _ in range(most):
        if page.evaluate("(selector) => Boolean(document.activeElement?.matches(selector))", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {selector}.")


def test_the_whole_job(live, open_browser):
    cast = make_cast()
    desk = Desk(cast, make_article(cast), open_browser(cast.ben))
    ben, press = desk.page, desk.page.keyboard.press
    ben.goto(f"/projects/{cast.project.slug}/articles/")
    tab_to(ben, "a.row-title")
    press("Enter")
    expect(ben.locator("#annotate")).to_have_attribute("data-load", "ready")
    expect(ben.locator(".suggestion-bar")).to_be_attached()

    # Words by the cursor: the first seven are the headline's, and the quoted sentence follows.
    tab_to(ben, "#text")
    for _ in range(7):
        press("ArrowRight")
    for _ in range(7):
        press("Shift+ArrowRight")
    assert ben.evaluate("getSelection().toString()") == MONEY
    press("1")
    desk.says(MONEY)

    # Speaker, note, and back to the text.
    press("e")
    speaker = desk.current.get_by_label("speaker", exact=True)
    expect(speaker).to_be_focused()
    ben.keyboard.type("Tove Brink")
    press("Tab")
    expect(desk.current.get_by_label("note")).to_be_focused()
    ben.keyboard.type("On Tuesday.")
    press("Escape")
    expect(ben.locator("#text")).to_be_focused()

    # A claim, then undone marks: two more words and away with them.
    press("c")
    expect(desk.current.get_by_label("The claim, as a sentence")).to_be_focused()
    ben.keyboard.type("Lindholm has no money for its harbour.")
    press("Control+Enter")
    expect(desk.current.get_by_role("link", name="Lindholm has no money")).to_be_visible()
    press("]")
    desk.says(f"{MONEY},” said")
    press("u")
    desk.says(MONEY)

    # A suggestion, dismissed and accepted.
    ben.locator("#text").focus()
    press("Tab")
    expect(ben.locator("#live")).to_contain_text("about 40 million")
    press("x")
    expect(ben.locator("#live")).to_contain_text("nonsense")
    press("Enter")
    desk.says("nonsense")
    press("d")
    expect(ben.locator("[data-article-state]")).to_have_text("done")
    assert desk.stored() == [[MONEY], ["nonsense"]]
    quote = Quote.objects.get(article=desk.article, kind="direct")
    assert (quote.note, quote.speaker) == ("On Tuesday.", Speaker.objects.get(project=cast.project))
    assert list(Claim.objects.get(project=cast.project).quotes.all()) == [quote]
    assert Quote.objects.get(article=desk.article, origin="suggestion").kind
    assert Article.objects.get(pk=desk.article.pk).state == "done"

    # And away again: after Escape, Tab leaves the text and everything on the page can be reached.
    ben.locator("#text").focus()
    press("Escape")
    press("Tab")
    assert ben.evaluate("document.activeElement.id") != "text"
    tab_to(ben, "[data-act=help]")
    press("Enter")
    expect(ben.get_by_role("dialog")).to_contain_text(re.compile("Tab leaves the text"))

"""Quotes inside quotes."""

from __future__ import annotations

from playwright.sync_api import expect

from annotations.models import Quote
from tests.browser.desks import open_desk
from tests.proofs import proof

WORDS = "We have no money left for the harbour"


def test_a_quote_inside_another_says_so(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    desk.mark(WORDS)
    outer = desk.current.get_attribute("data-id")
    desk.mark("no money", key="4")
    expect(desk.current.locator(".quote-inside")).to_contain_text(f"inside: {WORDS}")
    indents = page.locator("#cards > li").evaluate_all("(cards) => cards.map((c) => c.getBoundingClientRect().left)")
    assert indents[0] < indents[1]
    desk.saved()
    inner = Quote.objects.get(article=desk.article, kind="scare")
    assert str(inner.parent_id) == outer

    desk.current.get_by_role("button", name="Take off").click()
    desk.saved()
    inner.refresh_from_db()
    assert inner.parent_id is None
    desk.current.get_by_role("button", name="Put inside").click()
    desk.current.get_by_role("button", name=WORDS).click()
    desk.says(WORDS)
    expect(desk.current.locator(".quote-inside")).to_be_hidden()
    desk.saved()
    inner.refresh_from_db()
    assert str(inner.parent_id) == outer

    page.locator("#text").focus()
    page.keyboard.press("u")
    desk.says("no money")
    expect(desk.current.get_by_role("button", name="Put inside")).to_be_visible()
    desk.saved()


@proof
def test_a_quote_is_not_offered_one_that_lies_in_it(live, open_browser):
    desk = open_desk(open_browser)
    desk.mark(WORDS)
    desk.mark(WORDS, key="2")
    expect(desk.current.locator(".quote-inside")).to_be_hidden()
    desk.mark("Not a single krone")
    expect(desk.current.locator(".quote-inside")).to_be_hidden()

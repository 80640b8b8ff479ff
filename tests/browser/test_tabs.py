"""Two tabs of one browser agree, and send every edit once."""

from __future__ import annotations

from collections import Counter

from playwright.sync_api import BrowserContext, expect

from annotations.models import Article
from tests.browser.desks import Desk, open_desk, visit
from tests.browser.held import STORAGE_AT_WORK
from tests.browsing import forgive
from tests.proofs import proof

API = "**/api/v1/**"
WORDS = "We have no money left for the harbour"


def test_two_tabs_agree_and_one_sends(live, open_browser):
    first = open_desk(open_browser)
    context = first.page.context
    second = Desk(first.cast, first.article, context.new_page())
    visit(second)
    written = written_in(context)

    second.mark(WORDS)
    expect(first.page.locator("#cards > li")).to_have_count(1)
    first.page.locator("#cards .quote-open").click()
    note = first.current.get_by_label("note")
    for words in ("Look", "Look this up"):
        note.fill(words)
        note.blur()
    second.saved()
    first.saved()
    expect(second.current.get_by_label("note")).to_have_value("Look this up")

    forgive(first.page, "ERR_FAILED")
    context.route(API, lambda route: route.abort())
    second.mark("Not a single krone", key="2")
    expect(first.page.locator("#cards > li")).to_have_count(2)
    for desk in (first, second):
        expect(desk.page.locator("#status")).to_contain_text("1 edit waiting on this device")
    first.mark("nonsense", key="4")
    expect(second.page.locator("#cards > li")).to_have_count(3)
    expect(second.page.locator("#status")).to_contain_text("2 edits waiting on this device")
    first.page.close()
    context.unroute(API)
    assert second.stored() == [[WORDS], ["Not a single krone"], ["nonsense"]]
    assert [method for _, method in written].count("POST") == 3
    twice = [key for key, times in Counter(key for key, _ in written).items() if times > 1]
    assert not twice


@proof
def test_taking_done_back_after_it_was_taken_back_elsewhere(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    other = Desk(desk.cast, desk.article, page.context.new_page())
    visit(other)
    page.keyboard.press("d")
    other.saved()
    expect(other.page.locator("[data-article-state]").first).to_have_text("done")
    other.page.keyboard.press("d")
    expect(page.locator("[data-article-state]").first).to_have_text("annotating")
    page.locator("#toast").get_by_role("button", name="Undo").click()
    expect(page.locator("#toast")).to_contain_text("The article is open again.")
    desk.saved()
    assert Article.objects.get(pk=desk.article.pk).state == "annotating"


@proof
def test_what_another_tab_deleted_is_not_there_to_undo(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    desk.mark("nonsense")
    other = Desk(desk.cast, desk.article, page.context.new_page())
    visit(other)
    other.page.keyboard.press("j")
    other.page.keyboard.press("Delete")
    expect(page.locator("#cards > li")).to_have_count(0)
    page.keyboard.press("u")
    expect(page.locator("#toast")).to_have_text("That quote is not there any more by now. There is nothing to undo.")
    assert desk.stored() == []


@proof
def test_a_suggestion_accepted_in_two_tabs_is_one_quote(live, open_browser):
    first = open_desk(open_browser)
    forgive(first.page, "409")
    second = Desk(first.cast, first.article, first.page.context.new_page())
    visit(second)
    first.page.evaluate(STORAGE_AT_WORK)  # so that neither tab hears of the other in time
    for desk in (first, second):
        expect(desk.page.locator("#suggestions")).to_be_visible()
        desk.page.locator("#text").focus()
        desk.page.keyboard.press("Tab")
        desk.page.keyboard.press("Enter")
        expect(desk.current).to_be_visible()
    first.page.evaluate("window.released = true")
    for desk in (second, first):
        desk.saved()
        expect(desk.page.locator("#cards > li")).to_have_count(1)
        expect(desk.current).to_be_visible()
    assert len(first.stored()) == 1
    # What is done next, in whichever tab, is done to that one.
    second.page.keyboard.press("4")
    second.saved()
    expect(first.current).to_contain_text("scare")
    first.page.keyboard.press("u")
    expect(second.page.locator("#cards > li")).to_have_count(0)
    assert first.stored() == []


def written_in(context: BrowserContext) -> list[tuple[str, str]]:
    """What the server took, by idempotency key, in all tabs."""
    written: list[tuple[str, str]] = []

    def note(response) -> None:
        request = response.request
        key = request.headers.get("idempotency-key")
        if key and response.ok:
            written.append((key, request.method))

    context.on("response", note)
    return written

"""What is done before the page, the device or the network has caught up counts all the same, and counts once."""

from __future__ import annotations

from playwright.sync_api import Page, Route, expect

from annotations.actions.speakers import create_speaker
from annotations.models import Quote, Speaker
from tests.browser.desks import open_desk
from tests.browsing import forgive

WORDS = "We have no money left for the harbour"


def next_of(page: Page, held: list[Route]) -> Route:
    """The request that is held back, once it is there."""
    while not held:
        page.wait_for_timeout(10)
    return held.pop()


def test_a_speaker_whom_somebody_else_has_just_added_is_meant(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    forgive(page, "409")
    desk.mark("nonsense", "4")
    desk.saved()
    there = create_speaker(by=desk.cast.ada, project=desk.cast.project, name="Tove Brink")
    page.keyboard.press("e")
    desk.current.get_by_label("speaker", exact=True).fill("Tove Brink")
    page.keyboard.press("Escape")
    desk.saved()
    assert Quote.objects.get(article=desk.article).speaker == there
    expect(desk.current.locator(".quote-speaker")).to_have_text("Tove Brink")
    page.keyboard.press("u")
    page.keyboard.press("Control+Shift+z")
    desk.saved()
    assert Quote.objects.get(article=desk.article).speaker == there
    assert Speaker.objects.filter(project=desk.cast.project).count() == 1


def test_a_shelf_that_breaks_holds_nothing_up(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    desk.mark(WORDS)
    desk.saved()
    page.context.new_cdp_session(page).send(
        "Storage.clearDataForOrigin", {"origin": live.url, "storageTypes": "indexeddb"}
    )
    desk.mark("nonsense")
    assert desk.stored() == [[WORDS], ["nonsense"]]


def test_one_failure_after_a_long_time_without_answer_is_tried_again_at_once(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    forgive(page, "ERR_FAILED", "500")
    held: list[Route] = []
    page.route("**/api/v1/quotes/", lambda route: held.append(route))
    desk.pick("nonsense")
    page.keyboard.press("4")
    for _ in range(6):
        next_of(page, held).abort()
        expect(page.locator("#status")).to_have_attribute("data-state", "waiting")
        desk.look()
    request = next_of(page, held)
    desk.look()  # while one is under way, which then is in vain
    request.abort()
    next_of(page, held).fulfill(status=500)
    expect(page.locator("#status")).to_contain_text("waiting on this device")
    page.unroute("**/api/v1/quotes/")
    desk.look()
    assert desk.stored() == [["nonsense"]]

"""Suggested quotes on the page: taken, dismissed and left by keys and by mouse; and the margin's filter."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from annotations.actions.claims import create_claim
from annotations.actions.speakers import create_speaker
from annotations.models import Quote
from tests.browser.desks import Desk, open_desk, visit
from tests.browsing import forgive
from tests.cast import make_quote
from tests.proofs import proof

MONEY, KRONE, MILLION, NONSENSE = (
    "We have no money left for the harbour,",
    "Not a single krone.",
    "about 40 million",
    "nonsense",
)

# The form pushes the cards down once, and not a second time.
CLOSE_BELOW = """() => {
    const form = document.querySelector('#filters').getBoundingClientRect();
    const card = document.querySelector('#cards > li').getBoundingClientRect();
    const words = document.querySelector('#text [data-quotes]').getBoundingClientRect();
    return card.top >= form.bottom && card.top <= Math.max(form.bottom, words.top) + 40;
}"""


def suggested(desk: Desk, number: int) -> None:
    expect(desk.page.locator("#suggestions")).to_contain_text(f"{number} suggestion")


def test_by_keys(live, open_browser):
    desk = open_desk(open_browser)
    brink = create_speaker(by=desk.cast.ben, project=desk.cast.project, name="Tove Brink")
    visit(desk)
    ben, bar = desk.page, desk.page.get_by_role("toolbar", name="Suggested quote")
    suggested(desk, 3)
    assert desk.painted("suggestion") == 4
    ben.locator("#text").focus()
    ben.keyboard.press("Tab")
    expect(bar).to_contain_text("Tove Brink")
    expect(ben.locator("#live")).to_contain_text("Suggestion 1 of 3: direct, Tove Brink: We have no money left")
    forgive(ben, "ERR_INTERNET_DISCONNECTED")
    ben.context.set_offline(True)
    ben.keyboard.press("Enter")
    expect(desk.current).to_contain_text("Tove Brink")
    suggested(desk, 2)
    ben.context.set_offline(False)
    desk.saved()  # which is said where suggestions are

    # Dismissing goes on to the next, and is remembered.
    ben.keyboard.press("Tab")
    expect(bar).to_contain_text("partial")
    ben.keyboard.press("x")
    expect(ben.locator("#live")).to_contain_text("nonsense")
    suggested(desk, 1)
    # After the last, Tab leaves; and so it does after Escape.
    ben.keyboard.press("Tab")
    expect(bar).to_be_hidden()
    assert ben.evaluate("document.activeElement.id") != "text"
    ben.keyboard.press("Shift+Tab")
    assert ben.evaluate("document.activeElement.id") == "text"
    ben.keyboard.press("Shift+Tab")
    expect(bar).to_be_visible()
    ben.keyboard.press("Escape")
    expect(bar).to_be_hidden()
    ben.keyboard.press("Shift+Tab")
    assert ben.evaluate("document.activeElement.id") != "text"
    desk.saved()
    quote = Quote.objects.get(article=desk.article)
    assert (quote.origin, quote.speaker_id, quote.kind) == ("suggestion", brink.pk, "direct")
    assert desk.stored() == [[MONEY, KRONE]]

    visit(desk)
    suggested(desk, 1)
    # What is marked is not suggested, what is taken back is again.
    desk.pick(NONSENSE)
    ben.keyboard.press("4")
    expect(ben.locator("#suggestions")).to_be_hidden()
    ben.keyboard.press("u")
    suggested(desk, 1)
    ben.keyboard.press("s")
    expect(ben.locator("#suggestions")).to_have_text("Show 1 suggestion s")
    assert desk.painted("suggestion") == 0


@proof
def test_by_mouse_and_with_a_new_speaker(live, open_browser):
    desk = open_desk(open_browser)
    ben, bar = desk.page, desk.page.get_by_role("toolbar", name="Suggested quote")
    suggested(desk, 3)
    box = ben.evaluate(
        "() => { const [r] = [...CSS.highlights.get('suggestion')]; const q = document.createRange();"
        "q.setStart(r.startContainer, r.startOffset); q.setEnd(r.endContainer, r.endOffset);"
        "const b = q.getBoundingClientRect(); return [b.x + 20, b.y + 10]; }"
    )
    ben.mouse.click(*box)
    expect(bar).to_contain_text("direct")
    bar.get_by_role("button", name="Accept").click()
    expect(desk.current).to_contain_text("Tove Brink")
    desk.saved()
    quote = Quote.objects.get(article=desk.article)
    assert (quote.speaker.name, quote.origin) == ("Tove Brink", "suggestion")


@proof
def test_a_reader_is_offered_none(live, open_browser):
    desk = open_desk(open_browser)
    make_quote(desk.article, NONSENSE)
    rae = Desk(desk.cast, desk.article, open_browser(desk.cast.rae))
    visit(rae)
    rae.page.locator("#text").focus()
    rae.page.keyboard.press("Tab")
    assert rae.page.evaluate("document.activeElement.id") != "text"
    expect(rae.page.locator("#suggestions")).to_be_hidden()


@proof
def test_the_filter(live, open_browser):
    desk = open_desk(open_browser)
    cast, article = desk.cast, desk.article
    brink = create_speaker(by=cast.ben, project=cast.project, name="Tove Brink")
    money = make_quote(article, MONEY, speaker=brink)
    make_quote(article, KRONE, speaker=brink, by=cast.ada)
    make_quote(article, MILLION, kind="partial")
    make_quote(article, NONSENSE, kind="scare", origin="suggestion")
    create_claim(by=cast.ben, project=cast.project, text="Lindholm is broke.", quotes=[money])
    visit(desk)
    ben, cards = desk.page, desk.page.locator("#cards > li")
    expect(cards).to_have_count(4)
    ben.locator("#text").focus()
    ben.keyboard.press("f")
    form = ben.get_by_role("form", name="Which quotes are shown")
    expect(form.get_by_role("checkbox", name=re.compile("^direct"))).to_be_focused()
    ben.wait_for_function(CLOSE_BELOW)
    ben.keyboard.press("Space")
    expect(cards).to_have_count(2)
    expect(ben.locator(".tray-counts")).to_have_text("2 of 4 quotes")
    assert (desk.painted("direct"), desk.painted("partial"), desk.painted("dim")) == (2, 0, 2)
    expect(form.get_by_label("Marked by").locator("option")).to_have_text(["anyone", "Ada · 1", "you · 1"])
    form.locator("select[name=state]").select_option("claimed")
    expect(cards).to_have_count(1)
    form.get_by_label("Marked by").select_option(label="Ada · 0")
    expect(ben.get_by_text("No quote matches.")).to_be_visible()
    form.get_by_role("button", name="Show all").click()
    expect(cards).to_have_count(4)
    expect(ben.locator(".tray-counts")).to_have_text("4 quotes · 1 claim")

    # j walks what is shown; Escape closes the form, and once more takes the filter away.
    form.get_by_label("scare").check()
    form.get_by_role("button", name="Close").click()
    ben.keyboard.press("j")
    desk.says(NONSENSE)
    ben.keyboard.press("j")
    desk.says(NONSENSE)
    # What one is at stays, whatever becomes of it, until one goes on.
    ben.keyboard.press("2")
    expect(desk.current).to_contain_text("partial")
    expect(cards).to_have_count(1)
    ben.keyboard.press("Escape")
    expect(cards).to_have_count(0)
    ben.keyboard.press("Escape")
    expect(cards).to_have_count(4)
    desk.saved()

"""The reading view in a browser that runs no scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.desks import open_desk
from tests.cast import make_claim, make_quote
from tests.proofs import proof, shown_for


@pytest.mark.parametrize("look", shown_for(["light-1360", "dark-390"], always=["dark-390"]))
def test_it_reads_without_scripts(live, open_browser, look: str):
    colours, width = look.split("-")[0], int(look.split("-")[1])
    desk = open_desk(open_browser)
    outer = make_quote(desk.article, "We have no money left for the harbour", "Not a single krone", note="On page two.")
    inner = make_quote(desk.article, "no money", kind="scare", parent=outer)
    make_quote(desk.article, "about 40 million", kind="partial")
    make_claim(desk.cast, text="The town is broke.", quotes=[outer])
    state = desk.page.context.storage_state()
    size = {"width": width, "height": 900}
    page = open_browser(None, storage_state=state, java_script_enabled=False, color_scheme=colours, viewport=size)
    page.goto(f"/articles/{desk.article.pk}/")
    page.get_by_role("link", name="reading view").click()
    assert page.locator("#text").text_content() == desk.article.current.text
    expect(page.locator("mark.hl-scare.hl-direct")).to_have_text("no money")
    expect(page.get_by_role("list").get_by_role("link", name="The town is broke.")).to_be_visible()
    page.get_by_role("link", name="Quote 2", exact=True).click()
    expect(page.locator(f"#quote-{inner.pk}")).to_be_in_viewport()
    assert page.locator("html").evaluate("(e) => e.scrollWidth") <= width


@proof
def test_a_number_stands_on_the_line_of_its_words(live, open_browser):
    desk = open_desk(open_browser)
    for words in ("We have no money left for the harbour", "Not a single krone", "about 40 million", "nonsense"):
        make_quote(desk.article, words)
    page = open_browser(desk.cast.ben)
    page.goto(f"/articles/{desk.article.pk}/read/")
    for width in range(300, 420, 5):
        page.set_viewport_size({"width": width, "height": 900})
        apart = page.locator(".quote-number").evaluate_all("""(numbers) => numbers.filter((number) => {
            const words = document.createRange();
            words.setStart(number.nextSibling.firstChild, 0);
            words.setEnd(number.nextSibling.firstChild, 1);
            return number.getBoundingClientRect().bottom < words.getBoundingClientRect().top;
        }).length""")
        assert apart == 0, width

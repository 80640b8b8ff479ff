"""The ends of a quote, moved by handles and by keys."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.desks import Desk, open_desk
from tests.proofs import proof

TEXT = """The ferry to Lindholm sailed late again on Monday, and nobody complained.

The 👨‍👩‍👧‍👦 family on the quay had waited for ninety minutes."""


def handle(desk: Desk, side: str, part: int = 0) -> tuple[float, float]:
    box = desk.page.locator(f".handle-{side}").nth(part).bounding_box()
    assert box and box["width"] >= 24 and box["height"] >= 24
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def middle_of(page: Page, letter: int) -> tuple[float, float]:
    """Where a UTF-16 unit of the first paragraph stands."""
    box = page.evaluate(
        """(i) => {
            const node = document.querySelector('#text p').firstChild;
            const range = document.createRange();
            range.setStart(node, i); range.setEnd(node, i + 1);
            const { left, top, width, height } = range.getBoundingClientRect();
            return [left + width / 2, top + height / 2];
        }""",
        letter,
    )
    return box[0], box[1]


def drag(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move((start[0] + end[0]) / 2, end[1], steps=3)
    page.mouse.move(*end, steps=3)
    page.mouse.up()


def test_by_handles_and_by_keys(live, open_browser):
    desk = open_desk(open_browser, text=TEXT)
    page = desk.page
    desk.mark("Lindholm sailed")
    expect(page.locator(".handle")).to_have_count(2)
    drag(page, handle(desk, "to"), middle_of(page, TEXT.index("again") + 2))
    desk.says("Lindholm sailed late again")
    drag(page, handle(desk, "from"), middle_of(page, TEXT.index("ferry") + 2))
    desk.says("ferry to Lindholm sailed late again")
    page.keyboard.down("Alt")
    drag(page, handle(desk, "to"), middle_of(page, TEXT.index("late") + 1))
    page.keyboard.up("Alt")
    expect(desk.current.locator(".quote-words")).to_have_text(re.compile("^ferry to Lindholm sailed la?$"))
    page.keyboard.press("u")
    desk.says("ferry to Lindholm sailed late again")
    page.keyboard.press("u")
    desk.says("Lindholm sailed late again")
    page.keyboard.press("]")
    desk.says("Lindholm sailed late again on")
    page.keyboard.press("[")
    page.keyboard.press("[")
    desk.says("Lindholm sailed late")
    page.keyboard.press("}")
    desk.says("sailed late")
    page.keyboard.press("{")
    page.keyboard.press("{")
    desk.says("to Lindholm sailed late")
    page.keyboard.press("Alt+[")
    desk.says("to Lindholm sailed lat")
    page.locator(".handle-from").focus()
    page.keyboard.press("ArrowRight")
    desk.says("Lindholm sailed lat")
    assert page.locator("#text").evaluate("(e) => [...e.children].map((c) => c.textContent).join('\\n\\n')") == TEXT
    assert desk.stored() == [["Lindholm sailed lat"]]


def test_escape_lets_a_handle_go_and_each_segment_has_its_own(live, open_browser):
    desk = open_desk(open_browser, text=TEXT)
    page = desk.page
    desk.mark("ferry")
    desk.select("Monday")
    page.keyboard.press("+")
    desk.says("ferry … Monday")
    expect(page.locator(".handle")).to_have_count(4)
    page.mouse.move(*handle(desk, "to", 1))
    page.mouse.down()
    page.mouse.move(*middle_of(page, TEXT.index("nobody") + 1), steps=3)
    page.keyboard.press("Escape")
    page.mouse.up()
    desk.says("ferry … Monday")
    drag(page, handle(desk, "to", 1), middle_of(page, TEXT.index("nobody") + 1))
    desk.says("ferry … Monday, and nobody")
    page.keyboard.press("[")
    desk.says("ferry … Monday, and")
    page.keyboard.press("u")
    page.keyboard.press("u")
    assert desk.stored() == [["ferry", "Monday"]]


@proof
def test_a_family_stays_together(live, open_browser):
    desk = open_desk(open_browser, text=TEXT)
    page = desk.page
    desk.mark("quay")
    for _ in range(10):
        page.keyboard.press("Alt+{")
    desk.says("amily on the quay")
    for _ in range(2):
        page.keyboard.press("Alt+{")
    desk.says("👨‍👩‍👧‍👦 family on the quay")
    assert desk.stored() == [["👨‍👩‍👧‍👦 family on the quay"]]
    page.keyboard.press("Alt+}")
    assert desk.stored() == [["family on the quay"]]

"""Selecting by touch on a page the size of a phone."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.desks import open_desk
from tests.browser.mouse import MIDDLE
from tests.cast import make_cast

PHONE = {"viewport": {"width": 390, "height": 760}, "has_touch": True, "is_mobile": True}

# The browser itself draws and moves a selection's handles; when a finger drags one, this is all the page is told.
STRETCH = """([from, to]) => {
    const find = (words) => {
        const walker = document.createTreeWalker(document.querySelector('#text'), NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.indexOf(words);
            if (at >= 0) return [node, at, at + words.length];
        }
    };
    const [first, start] = find(from), [last, , end] = find(to);
    getSelection().setBaseAndExtent(first, start, last, end);
}"""


def test_across_paragraphs_on_a_phone(live, open_browser):
    cast = make_cast()
    desk = open_desk(open_browser, cast=cast, page=open_browser(cast.ben, **PHONE))
    page = desk.page
    toolbar = page.get_by_role("toolbar")
    expect(page.locator("#empty")).to_have_text(
        re.compile("Select some words, then choose what kind"), use_inner_text=True
    )
    page.evaluate(STRETCH, ["krone", "kron"])
    expect(toolbar).to_be_visible()
    tray, tools = page.locator(".tray").bounding_box(), toolbar.bounding_box()
    assert tray and tools and tray["height"] < 60 and tools["y"] + tools["height"] <= tray["y"] + 1
    page.evaluate(STRETCH, ["krone", "spen"])  # its end is drawn on into the next paragraph
    for button in toolbar.get_by_role("button").all():
        box = button.bounding_box()
        assert box and box["height"] >= 44 and box["x"] >= 0 and box["x"] + box["width"] <= 390
    assert page.evaluate("getSelection().toString()").endswith("spen"), "the finger's selection stays where it is"
    page.wait_for_timeout(300)
    toolbar.get_by_role("button", name="partial").tap()
    desk.says("krone.”\n\nThe council had spent")
    expect(toolbar).to_be_hidden()
    assert desk.stored() == [["krone.”\n\nThe council had spent"]]

    expect(page.get_by_label("Tone")).to_be_visible()  # the sheet is as high as it gets
    sheet, box = page.locator(".quote.is-current").bounding_box(), page.locator(".handle-to").bounding_box()
    assert sheet and box and box["y"] + box["height"] < sheet["y"], "the quote is above the sheet with its card"
    assert box["width"] >= 24
    start = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
    target = page.evaluate(MIDDLE, "about")
    finger = page.context.new_cdp_session(page)
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [start]})
    for way in (0.5, 1):
        x = start["x"] + (target[0] - start["x"]) * way
        y = start["y"] + (target[1] - start["y"]) * way
        finger.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x, "y": y}]})
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    desk.says("krone.”\n\nThe council had spent “about")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

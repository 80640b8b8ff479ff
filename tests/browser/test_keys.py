"""Single keys: switched off, exchanged for others, refused with a reason, and never while typing."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.desks import open_desk, visit


def test_other_keys_and_none(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keys and kinds")
    dialog.get_by_role("button", name="Change the key: direct").click()
    page.keyboard.press("j")
    expect(dialog.get_by_role("alert")).to_contain_text("“j” is taken: next or previous quote.")
    page.keyboard.press("F2")
    expect(dialog.get_by_role("alert")).to_contain_text("a letter, a digit or a sign")
    page.keyboard.press("Q")
    expect(dialog.get_by_role("status")).to_contain_text("q: direct")
    dialog.get_by_role("button", name="Change the key: next or previous quote").click()
    page.keyboard.press("n")
    page.keyboard.press("n")
    expect(dialog.get_by_role("alert")).to_contain_text("two different keys")
    page.keyboard.press("p")
    dialog.get_by_role("button", name="Close").click()

    desk.select("nonsense")
    expect(page.get_by_role("toolbar").locator("kbd").first).to_have_text("q")
    page.keyboard.press("1")
    expect(page.locator("#cards > li")).to_have_count(0)
    page.keyboard.press("q")
    desk.says("nonsense")
    desk.mark("about 40 million", key="2")
    page.keyboard.press("n")
    desk.says("nonsense")
    page.keyboard.press("j")
    desk.says("nonsense")
    page.keyboard.press("p")
    desk.says("about 40 million")
    desk.current.get_by_label("note").fill("p and n, q")
    desk.says("about 40 million")
    desk.saved()

    visit(desk)
    page.keyboard.press("n")
    desk.says("about 40 million")
    page.keyboard.press("?")
    dialog.get_by_role("button", name="All keys as they came").click()
    dialog.get_by_label("Single-key shortcuts").uncheck()
    dialog.get_by_role("button", name="Close").click()
    page.keyboard.press("j")
    page.keyboard.press("n")
    desk.says("about 40 million")
    page.keyboard.press("Control+z")
    page.keyboard.press("Escape")
    expect(desk.current).to_have_count(0)

"""The annotate page in every state it has: axe finds nothing serious, in light and in dark, wide and on a phone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page, Route, expect

from annotations.actions.articles import change_article
from annotations.actions.claims import create_claim
from annotations.actions.projects import change_project
from annotations.actions.quotes import change_quote
from annotations.models import Article, Quote
from tests.browser.desks import Desk, visit
from tests.browsing import forgive
from tests.cast import make_article, make_cast, make_quote
from tests.proofs import proof

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
MONEY, NONSENSE = "We have no money left for the harbour", "nonsense"
RUN = """async ([within, rules]) => {
    const passing = document.getAnimations().filter((a) => a.effect.getTiming().iterations !== Infinity);
    await Promise.all(passing.map((a) => a.finished.catch(() => {})));
    const {violations} = await axe.run(within, {resultTypes: ['violations'], ...rules});
    return violations.filter((v) => ['serious', 'critical'].includes(v.impact)).map((v) => [v.id, v.nodes.map((n) => n.target)]);
}"""
COLOURS = {"runOnly": ["color-contrast"]}


class Looks:
    """Every look at the page, and what axe finds in it."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str, object]] = []

    def at(self, page: Page, state: str, within: str = "html") -> None:
        """All rules in light; in dark those that can differ there. `within` is what the state has made different."""
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE)
        for colours, rules in (("light", {}), ("dark", COLOURS)):
            page.emulate_media(color_scheme=colours)
            if bad := page.evaluate(RUN, [within, rules]):
                self.found.append((state, colours, bad))
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if wide > 0:
            self.found.append((state, "too wide", wide))


def opened(open_browser: Callable[..., Page], *, width: int = 1360) -> Desk:
    """A desk with guidelines; Ben's window on an article with two quotes and a claim."""
    cast = make_cast()
    change_project(by=cast.olu, project=cast.project, guidelines="# Be fair\n\nMark *whole* sentences.")
    article = make_article(cast)
    quote = make_quote(article, MONEY, note="Check the recording.")
    make_quote(article, NONSENSE, kind="scare", by=cast.ada)
    create_claim(by=cast.ben, project=cast.project, text="Lindholm has no money.", quotes=[quote])
    desk = Desk(cast, article, open_browser(cast.ben, viewport={"width": width, "height": 850}))
    visit(desk)
    expect(desk.page.locator(".suggestion-bar")).to_be_attached()
    return desk


@proof
def test_at_work(live, open_browser):
    desk, looks = opened(open_browser), Looks()
    ben, press = desk.page, desk.page.keyboard.press
    looks.at(ben, "quotes")
    ben.locator("#text").focus()
    press("Tab")
    expect(ben.get_by_role("toolbar", name="Suggested quote")).to_be_visible()
    looks.at(ben, "suggestion", "#reading")
    press("Escape")
    desk.pick("Nobody was willing")
    looks.at(ben, "words selected", "#reading")
    press("Escape")
    press("/")
    ben.get_by_label("Words of the article").fill("the")
    looks.at(ben, "picker", "dialog:modal")
    ben.get_by_role("button", name="Close", exact=True).click()
    press("?")
    expect(ben.get_by_role("dialog")).to_be_visible()
    looks.at(ben, "help", "dialog:modal")
    press("Escape")
    press("g")
    expect(ben.locator("#guidelines")).to_be_visible()
    looks.at(ben, "guidelines", "#guidelines")
    press("g")
    press("f")
    expect(ben.get_by_role("form", name="Which quotes are shown")).to_be_visible()
    looks.at(ben, "filter", ".margin")
    press("Space")
    ben.locator("select[name=author]").select_option(label="Ada · 0")
    expect(ben.get_by_text("No quote matches.")).to_be_visible()
    looks.at(ben, "nothing passes the filter", ".margin")
    ben.get_by_role("form").get_by_role("button", name="Show all").click()
    ben.get_by_role("form").get_by_role("button", name="Close").click()
    desk.card(MONEY).locator(".quote-open").click()
    expect(desk.current.get_by_label("note")).to_be_visible()
    looks.at(ben, "card", "#annotate")
    press("c")
    expect(desk.current.get_by_label("The claim, as a sentence")).to_be_visible()
    looks.at(ben, "claim form", ".margin")
    press("Escape")
    assert not looks.found


@proof
def test_in_trouble(live, open_browser):
    desk, looks = opened(open_browser), Looks()
    ben, press = desk.page, desk.page.keyboard.press
    forgive(ben, "ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "412")
    ben.context.set_offline(True)
    desk.card(NONSENSE).locator(".quote-open").click()
    press("2")
    expect(ben.locator("#status")).to_have_attribute("data-state", "waiting")
    expect(ben.locator("#offline")).to_be_visible()
    looks.at(ben, "offline, an edit waiting")
    quote = Quote.objects.get(article=desk.article, kind="scare")
    change_quote(by=desk.cast.ada, quote=quote, kind="statement")
    ben.context.set_offline(False)
    expect(desk.current.get_by_role("group", name="Needs you")).to_be_visible(timeout=15_000)
    looks.at(ben, "two versions side by side", "#annotate")
    ben.route("**/api/v1/**", lambda route: route.abort())
    visit_only(desk)
    expect(ben.locator("#annotate")).to_have_attribute("data-load", "failed", timeout=15_000)
    looks.at(ben, "loading failed", "#annotate")
    ben.goto("about:blank")
    assert not looks.found


def visit_only(desk: Desk) -> None:
    desk.page.goto(f"/articles/{desk.article.pk}/")


@proof
def test_before_and_after(live, open_browser):
    looks, cast = Looks(), make_cast()
    empty = Desk(cast, make_article(cast), open_browser(cast.ben))
    waiting: list[Route] = []
    empty.page.route("**/api/v1/quotes/?**", lambda route: waiting.append(route))
    visit_only(empty)
    expect(empty.page.locator("#loading")).to_be_visible()
    looks.at(empty.page, "loading")
    for route in waiting:
        route.continue_()
    empty.page.unroute("**/api/v1/quotes/?**")
    expect(empty.page.locator("#empty")).to_be_visible()
    looks.at(empty.page, "empty")

    make_quote(empty.article, MONEY)
    change_article(by=cast.ben, article=Article.objects.get(pk=empty.article.pk), state="done")
    visit(empty)
    looks.at(empty.page, "done")
    reader = Desk(cast, empty.article, open_browser(cast.rae))
    visit(reader)
    reader.card(MONEY).locator(".quote-open").click()
    looks.at(reader.page, "a reader")
    assert not looks.found


@proof
def test_on_a_phone(live, open_browser):
    desk, looks = opened(open_browser, width=390), Looks()
    ben, press = desk.page, desk.page.keyboard.press
    looks.at(ben, "phone")
    press("j")
    expect(desk.current).to_be_visible()
    looks.at(ben, "sheet")
    press("Escape")
    press("f")
    expect(ben.get_by_role("form", name="Which quotes are shown")).to_be_visible()
    looks.at(ben, "list and filter", ".margin")
    assert not looks.found

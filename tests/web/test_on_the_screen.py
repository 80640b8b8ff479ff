"""How the pages lie on the screen: nothing keeps anyone out, nothing is wider than its place."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.db.models import F
from playwright.sync_api import Page, expect

from annotations.actions.decisions import decide_claim
from annotations.models import Project, User
from tests.browser.test_axe import Looks
from tests.cast import fresh, judge, make_article, make_cast, make_quote, queued_claim
from tests.live import LiveSite
from tests.proofs import proof
from tests.web.scene import Scene

Open = Callable[..., Page]

pytestmark = proof


@pytest.fixture
def desk(live: LiveSite) -> Scene:
    """A desk in the live site's database."""
    return Scene(make_cast())


DENSE = ("desk", "new-article", "claim disputed", "review", "settings", "members")


@pytest.mark.parametrize("width", [1360, 390])
def test_axe_finds_nothing_serious(desk: Scene, open_browser: Open, width: int):
    ada, looks = open_browser(desk.cast.ada, viewport={"width": width, "height": 800}), Looks()
    for name, path in desk.paths().items():
        if width == 1360 or name in DENSE:
            ada.goto(path)
            ada.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
            looks.at(ada, name)
    assert looks.found == []


def test_the_bar_never_breaks_its_lines(desk: Scene, open_browser: Open):
    Project.objects.filter(pk=desk.cast.project.pk).update(
        name="The Fact-checking Desk of the Lindholm Evening Post", version=F("version") + 1
    )
    chi = open_browser(desk.cast.chi)
    for name in ("claims", "review"):
        chi.goto(desk.paths()[name])
        for width in (1360, 1250, 1150, 1050, 990, 900, 700, 390):
            chi.set_viewport_size({"width": width, "height": 700})
            tops = chi.evaluate("[...document.querySelectorAll('.where a')].map((a) => a.getBoundingClientRect().top)")
            heights = chi.evaluate("[...document.querySelectorAll('.bar > .button')].map((b) => b.offsetHeight)")
            assert len(set(tops)) == 1 and all(height < 50 for height in heights), (name, width)
            assert chi.evaluate("document.documentElement.scrollWidth <= innerWidth"), (name, width)
            assert width > 980 or chi.evaluate("document.querySelector('.where').offsetWidth") == width
            where = chi.locator(".where").evaluate("(nav) => [nav.scrollWidth, nav.clientWidth]")
            assert width < 1150 or where[0] <= where[1], (name, width, "it reaches over what is beside it")


def test_a_word_without_an_end_widens_nothing(live: LiveSite, open_browser: Open):
    word = "Hafenverwaltungsgebührenordnung" * 4
    cast = make_cast()
    User.objects.filter(pk__in=[cast.ada.pk, cast.ben.pk]).update(name=word)
    article = make_article(cast, byline=word)
    quote = make_quote(article)
    claims = [queued_claim(cast, text=word, quotes=[quote]) for _ in range(2)]
    for claim in claims:
        judge(judge(claim, cast.chi).claim, cast.dan)
    judged = fresh(claims[0])
    decide_claim(by=cast.ada, claim=judged, claim_version=judged.version, rating="false", headline=word)
    ada = open_browser(cast.ada, viewport={"width": 390, "height": 800})
    desk = f"/projects/{cast.project.slug}/"
    for path in (desk, f"/claims/{judged.pk}/", f"/articles/{article.pk}/read/", f"/articles/{article.pk}/"):
        ada.goto(path)
        assert ada.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
    ada.set_viewport_size({"width": 1360, "height": 900})
    past = """(card) => {
        const edge = card.getBoundingClientRect().right;
        return [...card.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > edge).length;
    }"""
    expect(ada.locator(".quote-claims a").first).to_be_visible()
    assert ada.locator(".quote").evaluate(past) == 0


def test_a_phone_shows_which_page_of_the_project_one_is_on(desk: Scene, open_browser: Open):
    ada = open_browser(desk.cast.ada, viewport={"width": 390, "height": 800})
    for name in ("desk", "settings", "articles"):
        ada.goto(desk.paths()[name])
        expect(ada.locator(".where [aria-current]")).to_be_in_viewport(ratio=1)
    assert ada.evaluate("scrollY") == 0


def test_a_line_with_a_link_is_as_high_as_one_without(desk: Scene, open_browser: Open):
    ada = open_browser(desk.cast.ada)
    ada.goto(desk.paths()["desk"])
    heights = ada.locator(".kicker").evaluate_all(
        "(all) => all.map((one) => [!!one.querySelector('a'), one.offsetHeight])"
    )
    assert {linked for linked, _ in heights} == {True, False}
    assert len({height for _, height in heights}) == 1, heights


def test_a_finger_finds_a_box_beside_its_words(desk: Scene, open_browser: Open):
    ada = open_browser(desk.cast.ada, viewport={"width": 390, "height": 800}, has_touch=True, is_mobile=True)
    ada.goto(desk.paths()["desk"])
    ada.locator(".menu").tap()
    box, words = (ada.locator(f".menu-items {one}").bounding_box() for one in (".check input", ".check label"))
    assert box and words
    assert abs(box["y"] + box["height"] / 2 - words["y"] - words["height"] / 2) < 4


def test_what_is_missing_comes_into_view_with_its_label(desk: Scene, open_browser: Open):
    ben = open_browser(desk.cast.ben)
    ben.goto(desk.paths()["new-article"])
    ben.get_by_role("button", name="Add and read it").click()
    expect(ben.get_by_label("Text", exact=True)).to_be_focused()
    label, bar = ben.locator("label", has_text="Text").first.bounding_box(), ben.locator(".bar").bounding_box()
    assert label and bar and label["y"] >= bar["y"] + bar["height"]


def test_the_reference_of_the_api_is_dark_for_who_likes_it_so(desk: Scene, open_browser: Open):
    page = open_browser(desk.cast.ben, color_scheme="dark")
    page.goto("/api/docs/")
    expect(page.get_by_text("/api/v1/articles/", exact=True).first).to_be_visible()
    colour = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert max(map(int, re.findall(r"\d+", colour)[:3])) < 64, colour

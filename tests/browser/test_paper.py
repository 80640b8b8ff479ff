"""The annotate page on paper, which is as narrow as a phone and has no sheets."""

from __future__ import annotations

from playwright.sync_api import expect

from annotations.actions.revisions import add_revision
from annotations.models import Article
from tests.browser.desks import open_desk, visit
from tests.cast import make_quote
from tests.proofs import proof

KRONE, MILLION = "Not a single krone.", "about 40 million"


@proof
def test_paper_has_every_card_whole(live, open_browser):
    desk = open_desk(open_browser)
    make_quote(desk.article, KRONE)
    make_quote(desk.article, MILLION)
    text = "\n".join(line for line in desk.article.current.text.split("\n") if MILLION not in line)
    add_revision(by=desk.cast.ben, article=Article.objects.get(pk=desk.article.pk), text=text)
    desk.page.set_viewport_size({"width": 720, "height": 1000})
    visit(desk)
    desk.page.locator("#text").focus()
    desk.page.keyboard.press("j")
    expect(desk.current).to_be_visible()
    desk.page.emulate_media(media="print")
    for words in (KRONE, MILLION):
        card = desk.page.locator(".quote", has_text=words)
        expect(card).to_be_visible()
        box, margin = card.bounding_box(), desk.page.locator(".margin").bounding_box()
        assert box and margin and margin["y"] <= box["y"], "no card stands above the page"
        assert card.evaluate("(card) => card.scrollHeight <= card.clientHeight + 1"), "and none is cut"
    expect(desk.page.get_by_role("button", name="Filter")).to_be_hidden()

"""What was said before shows while a claim is being written, and takes the quote in."""

from __future__ import annotations

from playwright.sync_api import expect

from annotations.actions.claims import quote_ids
from tests.browser.desks import open_desk
from tests.cast import fresh, make_article, make_cast, make_claim, make_quote
from tests.proofs import proof

SAID = "The town of Lindholm has no money left for its harbour."


def test_a_quote_joins_a_claim_of_another_article(live, open_browser):
    cast = make_cast()
    earlier = make_quote(make_article(cast, title="Earlier"))
    claim = make_claim(cast, text=SAID, quotes=[earlier])
    make_claim(cast, text="Whales swim in the bay.")
    desk = open_desk(open_browser, cast=cast)
    page = desk.page
    desk.mark("Not a single krone")
    page.keyboard.press("c")
    expect(page.locator(".similar")).to_be_hidden()
    page.get_by_label("The claim, as a sentence").fill("Lindholm's town has no money left for the harbour")
    similar = page.locator(".similar")
    expect(similar.get_by_role("link")).to_have_text([SAID])
    expect(similar).to_contain_text("draft")
    similar.get_by_role("button", name="Add the quote to it").click()
    expect(desk.current.locator(".quote-claims, ul, ol").get_by_role("link", name=SAID)).to_be_visible()
    desk.saved()
    quotes = quote_ids(fresh(claim))
    assert len(quotes) == 2
    assert quotes[0] == earlier.pk


@proof
def test_on_the_claims_own_page(live, open_browser):
    cast = make_cast()
    make_claim(cast, text=SAID)
    claim = make_claim(cast, text="Lindholm has no money left for its harbour.")
    page = open_browser(cast.ada)
    page.goto(f"/claims/{claim.pk}/")
    page.get_by_text("Change the claim").click()
    page.get_by_label("Claim", exact=True).focus()
    similar = page.locator(".similar")
    expect(similar.get_by_role("link")).to_have_text([SAID])
    similar.get_by_role("button", name="This repeats it…").click()
    expect(page.get_by_label("The claim it repeats")).to_be_focused()

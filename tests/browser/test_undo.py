"""Undo and redo of everything one does to quotes and to their claims."""

from __future__ import annotations

from playwright.sync_api import expect

from annotations.actions.claims import change_claim, quote_ids
from annotations.models import Claim, Quote
from tests.browser.desks import SOON, open_desk
from tests.cast import fresh, make_claim, make_quote
from tests.proofs import proof

WORDS = "We have no money left for the harbour"


def test_all_the_way_back_and_forth(live, open_browser):
    desk = open_desk(open_browser)
    page, article = desk.page, desk.article
    other = make_claim(desk.cast, text="The town is broke.", quotes=[make_quote(article, "Not a single krone")])
    page.reload()
    expect(page.locator("#cards > li")).to_have_count(1)

    def state() -> tuple:
        desk.saved()
        quotes = Quote.objects.filter(article=article, deleted_at=None).exclude(claims=other, kind="direct", note="")
        claims = Claim.objects.filter(project=desk.cast.project, deleted_at=None).order_by("created_at")
        return (
            [(q.kind, q.tone, q.note, q.speaker.name if q.speaker else "") for q in quotes],
            [words for words in desk.stored() if words != ["Not a single krone"]],
            [(c.text, c.quotes.filter(note__gt="").count()) for c in claims],
        )

    seen = [state()]
    page.get_by_role("article").focus()
    desk.mark(WORDS)
    seen.append(state())

    def step(act) -> None:
        act()
        page.wait_for_timeout(50)
        seen.append(state())

    card = desk.current
    step(lambda: (card.get_by_label("note").fill("Look this up."), card.get_by_label("note").blur()))
    step(lambda: card.get_by_label("tone").select_option("ironic"))
    step(lambda: (card.get_by_label("speaker").fill("Tove Brink"), card.get_by_label("speaker").blur()))
    expect(card.locator(".quote-head")).to_contain_text("Tove Brink")
    seen[-1] = state()
    page.locator("#text").focus()
    step(lambda: page.keyboard.press("5"))
    step(lambda: page.keyboard.press("["))
    desk.select("Not a single")
    step(lambda: page.keyboard.press("+"))

    def make() -> None:
        page.keyboard.press("c")
        card.get_by_label("The claim, as a sentence").fill("Nothing is left.")
        card.get_by_role("button", name="Make the claim").click()
        expect(card.get_by_role("link", name="Nothing is left.")).to_be_visible()

    step(make)

    def join() -> None:
        page.keyboard.press("c")
        card.get_by_label("Join a claim").select_option(label="The town is broke.")
        expect(card.get_by_role("link", name="The town is broke.")).to_be_visible()

    step(join)
    step(lambda: card.get_by_role("button", name="out of the claim: The town is broke.").click())
    assert len({str(one) for one in seen}) == len(seen) - 1, (
        "each step but the last, which is where the one before began, shows"
    )

    page.locator("#text").focus()
    for before in reversed(seen[:-1]):
        page.keyboard.press("u")
        expect(page.locator("#live")).to_have_text("Undone.")
        page.evaluate("document.querySelector('#live').textContent = ''")
        assert state() == before
    page.keyboard.press("u")
    expect(page.locator("#toast")).to_contain_text("Nothing to undo")
    for after in seen[1:]:
        page.keyboard.press("Control+Shift+z")
        expect(page.locator("#live")).to_have_text("Done again.")
        page.evaluate("document.querySelector('#live').textContent = ''")
        assert state() == after


@proof
def test_what_others_put_into_the_claim_stays(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    first, second = make_quote(desk.article, "nonsense"), make_quote(desk.article, "Not a single krone")
    claim = make_claim(desk.cast, text="The town is broke.", quotes=[first])
    page.reload()
    desk.mark(WORDS)
    page.keyboard.press("c")
    desk.current.get_by_label("Join a claim").select_option(label="The town is broke.")
    desk.saved()
    claim = fresh(claim)
    change_claim(by=desk.cast.chi, claim=claim, quotes=[*claim.quotes.order_by("claim_quotes__position"), second])
    expect(page.locator("#cards > li").nth(1).get_by_role("link")).to_be_visible(timeout=SOON)
    page.locator("#text").focus()
    page.keyboard.press("u")
    expect(page.locator("#live")).to_have_text("Undone.")
    desk.saved()
    assert quote_ids(claim) == [first.pk, second.pk]

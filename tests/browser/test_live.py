"""Two people at one article: each sees what the other does, and keeps what they hold in their hands."""

from __future__ import annotations

from playwright.sync_api import expect

from annotations.actions.articles import change_article
from annotations.actions.claims import create_claim
from annotations.actions.decisions import decide_claim
from annotations.actions.quotes import change_quote, delete_quote
from annotations.actions.revisions import add_revision
from annotations.models import Article, Quote
from tests.browser.desks import SOON, sit_down
from tests.browsing import forgive
from tests.cast import fresh, judge, make_article, make_cast, make_quote, queued_claim
from tests.proofs import proof

MONEY, KRONE, NONSENSE = "We have no money left for the harbour", "Not a single krone", "nonsense"
PAINTED = """() => [...CSS.highlights].flatMap(([name, ranges]) => [...ranges].map((r) => {
    const range = document.createRange();
    range.setStart(r.startContainer, r.startOffset);
    range.setEnd(r.endContainer, r.endOffset);
    return [name, String(range)];
})).filter(([name]) => ['scare', 'direct'].includes(name))"""
FOCUSED = "document.activeElement.id"


def now(quote: Quote) -> Quote:
    return Quote.objects.get(pk=quote.pk)


def test_another_persons_work_appears_and_nothing_moves(live, open_browser):
    cast = make_cast()
    article = make_article(cast)
    old = make_quote(article, NONSENSE, kind="scare")
    desk = sit_down(open_browser(cast.ada), cast, article)
    ada = desk.page
    expect(ada.locator("#cards > li")).to_have_count(1)
    desk.pick("Nobody was willing to say")

    quote = make_quote(article, MONEY)
    claim = create_claim(by=cast.ben, project=cast.project, text="Lindholm is broke.", quotes=[quote])
    expect(desk.card(MONEY)).to_contain_text("Ben", timeout=SOON)
    expect(desk.card(MONEY).get_by_role("link", name=claim.text)).to_be_visible(timeout=SOON)
    expect(ada.locator(".tray-counts")).to_have_text("2 quotes · 1 claim")
    assert ada.evaluate("getSelection().toString()") == "Nobody was willing to say"
    assert ada.evaluate(FOCUSED) == "text"
    assert desk.painted("direct") == 1

    # What is under her hands stays there; what goes away says so.
    ada.keyboard.press("1")
    desk.saved()
    desk.card(NONSENSE).locator(".quote-open").click()
    change_quote(by=cast.ben, quote=now(old), kind="partial")
    desk.look()
    expect(desk.card(NONSENSE).get_by_label("kind")).to_have_value("partial", timeout=SOON)
    delete_quote(by=cast.ben, quote=now(old))
    desk.look()
    expect(desk.card(NONSENSE)).to_have_count(0, timeout=SOON)
    expect(ada.locator("#toast")).to_contain_text("Ben deleted the quote you were at.")
    expect(ada.locator("#cards > li")).to_have_count(2)


def test_two_people_at_one_quote_lose_nothing(live, open_browser):
    cast = make_cast()
    article = make_article(cast)
    quote = make_quote(article, MONEY)
    desk = sit_down(open_browser(cast.ada), cast, article)
    ada = desk.page
    desk.card(MONEY).locator(".quote-open").click()
    note = desk.card(MONEY).get_by_label("note")
    note.press_sequentially("She said it ")
    forgive(ada, "412")
    # In the middle of a word, so that nothing has gone out yet, Ben's note comes in, and so does a quote after it.
    ada.evaluate(
        "() => { window.typing = setInterval(() => document.activeElement.dispatchEvent(new Event('input')), 100) }"
    )
    change_quote(by=cast.ben, quote=now(quote), note="Check the recording.")
    make_quote(article, KRONE)
    desk.look()
    expect(desk.card(KRONE)).to_be_visible(timeout=SOON)
    expect(note).to_have_value("She said it ")
    ada.evaluate("() => clearInterval(window.typing)")
    note.press_sequentially("twice.")
    note.blur()

    trouble = desk.card(MONEY).get_by_role("group", name="Needs you")
    expect(trouble).to_contain_text("Somebody else changed this while you did.")
    expect(trouble).to_contain_text("Check the recording.")
    expect(trouble).to_contain_text("She said it twice.")
    assert now(quote).note == "Check the recording."
    trouble.get_by_role("button", name="Use mine").click()
    desk.saved()
    assert now(quote).note == "She said it twice."


@proof
def test_what_the_desk_found_stands_on_the_card(live, open_browser):
    cast = make_cast()
    article = make_article(cast)
    claim = queued_claim(cast, quotes=[make_quote(article, MONEY)])
    desk = sit_down(open_browser(cast.ben), cast, article)
    expect(desk.card(MONEY).locator(".quote-claims")).to_contain_text("in review")
    judge(claim, cast.chi), judge(claim, cast.dan)
    decide_claim(by=cast.ada, claim=claim, claim_version=fresh(claim).version, rating="false")
    desk.look()
    expect(desk.card(MONEY).locator(".quote-claims .rating")).to_have_text("False", timeout=SOON)
    desk.page.reload()
    expect(desk.card(MONEY).locator(".quote-claims .rating")).to_have_text("False")


@proof
def test_who_is_here(live, open_browser):
    cast = make_cast()
    article = make_article(cast)
    ada = sit_down(open_browser(cast.ada), cast, article).page
    rae = sit_down(open_browser(cast.rae), cast, article).page
    expect(rae.locator("#here")).to_have_text("ADAda", timeout=SOON)
    expect(ada.locator("#here .face")).to_have_attribute("title", "Rae", timeout=SOON)


@proof
def test_what_is_being_typed_outlives_its_quote(live, open_browser):
    cast = make_cast()
    article = make_article(cast)
    quote = make_quote(article, MONEY)
    desk = sit_down(open_browser(cast.ada), cast, article)
    ada = desk.page
    desk.card(MONEY).locator(".quote-open").click()
    ada.keyboard.press("c")
    words = desk.card(MONEY).get_by_label("The claim, as a sentence")
    words.fill("Lindholm has no money.")
    delete_quote(by=cast.ben, quote=now(quote))
    desk.look()
    expect(ada.locator("#live")).to_have_text("Ben deleted this quote. It stays until you have finished.", timeout=SOON)
    expect(words).to_have_value("Lindholm has no money.")
    words.press("Escape")
    desk.look()
    expect(desk.card(MONEY)).to_have_count(0, timeout=SOON)
    expect(ada.locator("#empty")).to_be_visible()


@proof
def test_the_article_itself(live, open_browser):
    cast = make_cast()
    article = make_article(cast)
    quote = make_quote(article, NONSENSE, kind="scare")
    desk = sit_down(open_browser(cast.ada), cast, article)
    ada = desk.page
    change_article(by=cast.ben, article=Article.objects.get(pk=article.pk), state="done")
    desk.look()
    expect(ada.locator("#toast")).to_have_text("Ben marked the article done.", timeout=SOON)
    expect(ada.locator("[data-article-state]")).to_have_text("done")
    add_revision(by=cast.ben, article=Article.objects.get(pk=article.pk), text="A correction.\n" + article.current.text)
    desk.look()
    expect(ada.locator("#corrected")).to_contain_text("The publisher’s correction is in", timeout=SOON)
    expect(ada.locator("#text")).not_to_contain_text("A correction.")
    # What is told in places of the new text is not painted at those places of the old one.
    change_quote(by=cast.ben, quote=now(quote), note="Who is this?")
    make_quote(Article.objects.get(pk=article.pk), MONEY)
    desk.look()
    expect(desk.card(NONSENSE)).to_contain_text("Who is this?", timeout=SOON)
    assert ada.evaluate(PAINTED) == [["scare", NONSENSE]]
    expect(desk.card(MONEY)).to_have_count(0)
    ada.get_by_role("button", name="Load the new text").click()
    expect(ada.locator("#text")).to_contain_text("A correction.")
    expect(desk.card(NONSENSE)).to_be_visible()
    expect(ada.locator("#corrected")).to_have_count(0)

"""What is done on the annotate page before page, device or network have caught up counts all the same, and counts once."""

from __future__ import annotations

import re

from playwright.sync_api import Route, expect

from annotations.actions.articles import change_article
from annotations.actions.claims import change_claim, delete_claim
from annotations.actions.quotes import change_quote
from annotations.actions.sign_in_links import make_sign_in_link
from annotations.actions.speakers import create_speaker
from annotations.models import Article, Quote, Speaker
from tests.browser.desks import SOON, open_desk, visit
from tests.browser.held import STORAGE_AT_WORK, late, next_of
from tests.browsing import forgive
from tests.cast import (
    make_article,
    make_claim,
    make_quote,
    spans_of,
)
from tests.proofs import proof

pytestmark = proof

WORDS = "We have no money left for the harbour"


def test_a_suggestion_accepted_twice_in_one_breath_is_one_quote(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    expect(page.locator("#suggestions")).to_contain_text("Hide")
    page.locator("#text").focus()
    page.evaluate("""() => { for (const key of ["Tab", "Enter", "Tab", "Enter"]) document.querySelector("#text").dispatchEvent(
        new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true })); }""")
    expect(page.locator("#cards > li")).to_have_count(2)
    words = desk.stored()
    assert len(words) == 2
    assert words[0] != words[1]


def test_a_speaker_whom_somebody_else_has_just_added_is_meant(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    forgive(page, "409")
    desk.mark("nonsense", "4")
    desk.saved()
    added: list[Speaker] = []

    def meanwhile(route: Route) -> None:
        added.append(create_speaker(by=desk.cast.ada, project=desk.cast.project, name="Tove Brink"))
        route.continue_()

    page.route("**/api/v1/speakers/", meanwhile, times=1)
    page.keyboard.press("e")
    desk.current.get_by_label("speaker", exact=True).fill("Tove Brink")
    page.keyboard.press("Escape")
    desk.saved()
    [there] = added
    assert Quote.objects.get(article=desk.article).speaker == there
    expect(desk.current.locator(".quote-speaker")).to_have_text("Tove Brink")
    page.keyboard.press("u")
    page.keyboard.press("Control+Shift+z")
    desk.saved()
    assert Quote.objects.get(article=desk.article).speaker == there
    assert Speaker.objects.filter(project=desk.cast.project).count() == 1


def test_a_speaker_typed_before_the_project_s_speakers_are_here_is_one_of_them(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    there = create_speaker(by=desk.cast.ada, project=desk.cast.project, name="Tove Brink")
    held: list[Route] = []
    page.route("**/api/v1/speakers/?*", lambda route: held.append(route), times=1)
    page.goto(f"/articles/{desk.article.pk}/")
    desk.mark("nonsense", "4")
    page.keyboard.press("e")
    desk.current.get_by_label("speaker", exact=True).fill("tove  brink")
    page.keyboard.press("Escape")
    expect(desk.current.locator(".quote-speaker")).to_have_text("Tove Brink")
    desk.saved()
    next_of(page, held).continue_()
    expect(page.locator("#annotate")).to_have_attribute("data-load", "ready")
    expect(desk.current.locator(".quote-speaker")).to_have_text("Tove Brink")
    assert Quote.objects.get(article=desk.article).speaker == there
    assert Speaker.objects.filter(project=desk.cast.project).count() == 1


def test_keys_meant_for_a_form_that_is_still_to_come_command_nothing(live, open_browser):
    desk = open_desk(open_browser)
    page, press = desk.page, desk.page.keyboard.press
    waiting = late(page, "ui/fields")
    visit(desk)
    desk.mark(WORDS)
    press("c")
    for key in ("2", "d", "Backspace"):
        press(key)
    next_of(page, waiting).continue_()
    expect(page.get_by_label("The claim, as a sentence")).to_be_focused()
    assert desk.stored() == [[WORDS]]
    assert Quote.objects.get(article=desk.article).kind == "direct"
    assert Article.objects.get(pk=desk.article.pk).state == "annotating"


def test_a_key_held_down_deletes_one_quote(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    for words in (WORDS, "Not a single krone", "nonsense"):
        desk.mark(words)
    page.keyboard.down("Delete")
    page.keyboard.down("Delete")
    page.keyboard.up("Delete")
    expect(page.locator("#cards > li")).to_have_count(2)
    assert len(desk.stored()) == 2


def test_a_note_is_handed_over_once_and_before_the_page_goes(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    page.clock.install()
    visit(desk)
    desk.mark("nonsense")
    desk.mark(WORDS)
    note = desk.current.get_by_label("note")
    note.press_sequentially("Look")
    expect(page.locator("#status")).to_have_attribute("data-state", "saving")
    page.locator("#text").focus()
    page.keyboard.press("j")
    page.keyboard.press("u")
    expect(page.locator("#live")).to_contain_text("Undone.")
    page.clock.fast_forward(1000)  # longer than a pause in typing
    desk.saved()
    assert Quote.objects.get(article=desk.article, all_segments__exact=WORDS).note == ""
    note.press_sequentially("Look again")
    page.reload()
    desk.saved()
    assert Quote.objects.get(article=desk.article, all_segments__exact=WORDS).note == "Look again"


def test_a_shelf_that_breaks_holds_nothing_up(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    desk.mark(WORDS)
    desk.saved()
    page.context.new_cdp_session(page).send(
        "Storage.clearDataForOrigin", {"origin": live.url, "storageTypes": "indexeddb"}
    )
    desk.mark("nonsense")
    assert desk.stored() == [[WORDS], ["nonsense"]]


def test_one_failure_after_a_long_time_without_answer_is_tried_again_at_once(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    forgive(page, "ERR_FAILED", "500")
    held: list[Route] = []
    page.route("**/api/v1/quotes/", lambda route: held.append(route))
    desk.pick("nonsense")
    page.keyboard.press("4")
    for _ in range(6):
        next_of(page, held).abort()
        expect(page.locator("#status")).to_have_attribute("data-state", "waiting")
        desk.look()
    request = next_of(page, held)
    desk.look()  # while one is under way, which then is in vain
    request.abort()
    next_of(page, held).fulfill(status=500)
    expect(page.locator("#status")).to_contain_text("waiting on this device")
    page.unroute("**/api/v1/quotes/")
    desk.look()
    assert desk.stored() == [["nonsense"]]


def test_what_one_person_did_is_not_sent_as_another(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    forgive(page, "403", "401")
    other = page.context.new_page()
    other.goto(f"/sign-in/{make_sign_in_link(user=desk.cast.ada)}/")
    expect(other).not_to_have_url(re.compile("/sign-in/"))
    desk.pick("nonsense")
    page.keyboard.press("4")
    expect(page.locator("#status")).to_contain_text("Sign in to go on — 1 edit on this device")
    assert not Quote.objects.filter(article=desk.article).exists()
    other.goto(f"/sign-in/{make_sign_in_link(user=desk.cast.ben)}/")
    expect(other).not_to_have_url(re.compile("/sign-in/"))
    desk.look()
    desk.saved()
    assert Quote.objects.get(article=desk.article).author == desk.cast.ben


def test_undo_is_offered_for_what_was_done_last(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    desk.mark(WORDS)
    desk.mark("nonsense")
    page.keyboard.press("Delete")
    expect(page.locator("#toast")).to_contain_text("Quote deleted.")
    page.keyboard.press("4")
    expect(page.locator("#toast")).to_be_hidden()


def test_an_article_is_done_whatever_is_refused_in_another(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    forgive(page, "422")
    page.route("**/api/v1/quotes/", lambda route: route.fulfill(status=422))
    desk.pick("nonsense")
    page.keyboard.press("4")
    expect(page.locator("#status")).to_have_attribute("data-state", "stuck")
    second = make_article(desk.cast, title="Another")
    page.goto(f"/articles/{second.pk}/")
    expect(page.locator("#annotate")).to_have_attribute("data-load", "ready")
    with page.expect_response(lambda answer: answer.request.method == "PATCH"):
        page.keyboard.press("d")
    assert Article.objects.get(pk=second.pk).state == "done"


def test_a_claim_deleted_while_it_was_about_to_be_joined(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    claim = make_claim(desk.cast, quotes=[make_quote(desk.article, "nonsense")])
    visit(desk)
    desk.follows()
    desk.mark(WORDS)
    page.keyboard.press("c")
    chosen = desk.current.get_by_label("Join a claim")
    expect(chosen).to_be_visible()
    delete_claim(by=desk.cast.ben, claim=claim)
    expect(page.locator(".tray-counts")).to_have_text("2 quotes · 0 claims", timeout=SOON)
    chosen.select_option(label=claim.text)
    expect(page.locator("#toast")).to_have_text("That claim is not there any more: somebody deleted it.")


def test_what_one_types_in_stays_at_hand_when_its_card_moves(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    desk.mark("Not a single krone")
    desk.mark("nonsense")
    desk.saved()
    desk.follows()
    page.keyboard.press("c")
    words = page.get_by_label("The claim, as a sentence")
    expect(words).to_be_focused()
    quote = Quote.objects.get(article=desk.article, all_segments__exact="nonsense")
    change_quote(by=desk.cast.ada, quote=quote, segments=spans_of(desk.article, "The harbour of Lindholm", "nonsense"))
    expect(page.locator("#cards > li").first).to_contain_text("The harbour of Lindholm", timeout=SOON)
    expect(words).to_be_focused()


def test_a_device_whose_storage_never_answers(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    page.clock.install()
    page.add_init_script("IDBFactory.prototype.open = () => ({})")
    page.goto(f"/articles/{desk.article.pk}/")
    page.clock.fast_forward(15_000)
    expect(page.locator("#annotate")).to_have_attribute("data-load", "ready")
    desk.mark(WORDS)
    assert desk.stored() == [[WORDS]]


def test_an_article_is_done_though_it_changed_between_the_question_and_the_answer(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    forgive(page, "412")

    def meanwhile(route: Route) -> None:
        article = Article.objects.get(pk=desk.article.pk)
        if route.request.method == "PATCH" and not article.byline:
            change_article(by=desk.cast.ada, article=article, byline="Ada")
        route.continue_()

    page.route("**/api/v1/articles/*/", meanwhile)
    page.keyboard.press("d")
    expect(page.locator("[data-article-state]").first).to_have_text("done")
    desk.saved()
    article = Article.objects.get(pk=desk.article.pk)
    assert (article.state, article.byline) == ("done", "Ada")


def test_a_quote_is_deleted_after_it_has_left_its_claim(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    forgive(page, "412")
    claim = make_claim(desk.cast, quotes=[make_quote(desk.article, "nonsense")])
    visit(desk)

    def meanwhile(route: Route) -> None:
        change_claim(by=desk.cast.chi, claim=claim, text="Lindholm is broke.")
        route.continue_()

    page.route("**/api/v1/claims/*/", meanwhile, times=1)
    page.keyboard.press("j")
    desk.current.get_by_role("button", name="Take this quote out").click()
    expect(page.locator("#status")).to_have_text("1 edit needs you")
    page.locator("#text").focus()
    page.keyboard.press("Delete")
    expect(page.locator("#status")).to_have_text("1 edit needs you 1 edit waiting")
    page.locator("#status button").click()
    page.get_by_role("button", name="Use mine").click()
    assert desk.stored() == []


def test_the_same_words_are_marked_once_by_whatever_way(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    desk.mark("nonsense")
    desk.saved()
    first = Quote.objects.get(article=desk.article)
    desk.mark("nonsense", "4")
    page.keyboard.press("1")
    expect(page.locator("#toast")).to_have_text("You have marked these words already.")
    expect(desk.current).to_have_attribute("data-id", str(first.pk))
    assert desk.stored() == [["nonsense"], ["nonsense"]]


def test_nothing_is_suggested_before_it_is_known_what_is_marked(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    held: list[Route] = []
    page.route("**/api/v1/quotes/?*", lambda route: held.append(route))
    with page.expect_response("**/suggestions/"):
        page.goto(f"/articles/{desk.article.pk}/")
    page.evaluate("new Promise((done) => setTimeout(() => requestAnimationFrame(done)))")
    expect(page.locator("#suggestions")).to_be_hidden()
    next_of(page, held).continue_()
    expect(page.locator("#suggestions")).to_be_visible()


def test_leaving_asks_while_the_shelf_is_slow(live, open_browser):
    desk = open_desk(open_browser)
    page = desk.page
    page.evaluate(STORAGE_AT_WORK)
    asks = "() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    assert not page.evaluate(asks)
    desk.mark("nonsense")
    assert page.evaluate(asks)
    page.evaluate("window.released = true")
    desk.saved()
    assert not page.evaluate(asks)

"""What is done before the page, the device or the network has caught up counts all the same, and counts once."""

from __future__ import annotations

import re

from playwright.sync_api import Page, Route, expect

from annotations.actions.claims import change_claim
from annotations.actions.sign_in_links import make_sign_in_link
from annotations.actions.speakers import create_speaker
from annotations.models import Article, Evidence, Question, Quote, Speaker, Verdict
from tests.browser.desks import open_desk, visit
from tests.browsing import forgive
from tests.cast import fresh, judge, make_cast, make_claim, make_question, queued_claim

WORDS = "We have no money left for the harbour"


def late(page: Page, module: str) -> list[Route]:
    """The requests for this module, which wait until they are let go on."""
    waiting: list[Route] = []
    page.route(re.compile(rf"/{module}\.[0-9a-f]+\.js"), lambda route: waiting.append(route))
    return waiting


def next_of(page: Page, held: list[Route]) -> Route:
    """The request that is held back, once it is there."""
    while not held:
        page.wait_for_timeout(10)
    return held.pop()


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
    there = create_speaker(by=desk.cast.ada, project=desk.cast.project, name="Tove Brink")
    page.keyboard.press("e")
    desk.current.get_by_label("speaker", exact=True).fill("Tove Brink")
    page.keyboard.press("Escape")
    desk.saved()
    assert Quote.objects.get(article=desk.article).speaker == there
    expect(desk.current.locator(".quote-speaker")).to_have_text("Tove Brink")
    page.keyboard.press("u")
    page.keyboard.press("Control+Shift+z")
    desk.saved()
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
    for route in waiting:
        route.continue_()
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


def test_a_verdict_begun_before_the_page_was_there(live, open_browser):
    cast = make_cast()
    claim = queued_claim(cast)
    chi = open_browser(cast.chi)
    waiting = late(chi, "pages/review")
    chi.goto(f"/claims/{claim.pk}/review/", wait_until="commit")
    chi.get_by_label("Why").fill("Typed at once.")
    for route in waiting:
        route.continue_()
    expect(chi.locator("#status")).to_have_attribute("data-state", "saved")
    for _ in range(100):
        if Verdict.objects.filter(claim=claim).exists():
            break
        chi.wait_for_timeout(50)
    assert Verdict.objects.get(claim=claim).rationale == "Typed at once."


def test_what_is_written_after_a_hasty_submission_was_refused_is_what_goes_out(live, open_browser):
    cast = make_cast()
    claim = queued_claim(cast, text="The quay is 300 metres long.")
    dan = open_browser(cast.dan)
    dan.goto(f"/claims/{claim.pk}/review/")
    dan.wait_for_load_state("networkidle")
    forgive(dan, "412")
    change_claim(by=cast.ben, claim=fresh(claim), text="The quay is 312 metres long.")
    held: list[Route] = []
    dan.route("**/api/v1/claims/*/verdicts/**", lambda route: held.append(route), times=1)
    dan.get_by_role("radio", name="True", exact=True).check()
    expect(dan.locator("#status")).to_have_attribute("data-state", "saving")
    dan.get_by_role("button", name="Submit").click()
    for route in held:
        route.continue_()
    expect(dan.get_by_role("alert").filter(visible=True)).to_contain_text("The quay is 312 metres long.")
    dan.get_by_label("Why").fill("The new plan says so.")
    dan.get_by_role("button", name="Submit").click()
    dan.get_by_role("button", name="rate it as it is now").click()
    expect(dan.get_by_text("Your verdict is in")).to_be_visible()
    verdict = Verdict.objects.get(claim=claim)
    assert (verdict.state, verdict.rationale) == ("submitted", "The new plan says so.")


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


def test_nothing_is_typed_into_a_form_that_is_being_sent(live, open_browser):
    cast = make_cast()
    claim = make_claim(cast, text="Lindholm has no money.")
    ben = open_browser(cast.ben)
    ben.goto(f"/claims/{claim.pk}/")
    ben.get_by_text("Change the claim").click()
    words = ben.get_by_label("Claim", exact=True)
    held: list[Route] = []
    ben.route("**/api/v1/claims/*/", lambda route: held.append(route), times=1)
    words.fill("Lindholm is broke.")
    ben.locator("#edit").get_by_role("button", name="Save").click()
    request = next_of(ben, held)
    words.evaluate("(field) => field.focus()")
    ben.keyboard.type("And how. ")
    assert words.input_value() == "Lindholm is broke."
    request.continue_()
    expect(ben.locator("h1")).to_have_text("Lindholm is broke.")


def test_a_form_with_a_new_name_pressed_twice_is_sent_once(live, open_browser):
    cast = make_cast()
    claim = make_claim(cast)
    ben = open_browser(cast.ben)
    ben.goto(f"/claims/{claim.pk}/")
    ben.wait_for_load_state("networkidle")
    forgive(ben, "409")
    form = ben.locator("#new-evidence form")
    form.get_by_label("What it is").fill("The budget")
    form.get_by_text("refutes").click()
    form.get_by_label("Source").fill("The Town Hall")
    sources: list[str] = []
    ben.on("request", lambda request: sources.append(request.method) if "/api/v1/sources/" in request.url else None)
    form.get_by_role("button", name="Add evidence").dblclick()
    expect(ben.locator(".evidence")).to_contain_text("The Town Hall")
    assert sources == ["POST"]
    assert Evidence.objects.filter(claim=claim).count() == 1


def test_questions_moved_faster_than_the_server_answers(live, open_browser):
    cast = make_cast()
    claim = make_claim(cast)
    for text in ("How much?", "Since when?", "Who says so?"):
        make_question(claim, text=text)
    ben = open_browser(cast.ben)
    ben.goto(f"/claims/{claim.pk}/")
    ben.wait_for_load_state("networkidle")
    ben.get_by_role("button", name="Move up: Who says so?").focus()
    ben.keyboard.press("Alt+ArrowUp")
    ben.keyboard.press("Alt+ArrowUp")
    expect(ben.locator("#order-told")).to_have_text("Now 1 of 3.")
    stored = Question.objects.filter(claim=claim).order_by("order", "pk").values_list("text", flat=True)
    assert list(stored) == ["Who says so?", "How much?", "Since when?"]


def test_a_claim_on_its_way_back_whose_second_step_failed(live, open_browser):
    cast = make_cast()
    claim = queued_claim(cast)
    for reviewer in (cast.chi, cast.dan):
        judge(claim, reviewer)
    ada = open_browser(cast.ada)
    forgive(ada, "403")
    ada.goto(f"/claims/{claim.pk}/decide/")
    ada.wait_for_load_state("networkidle")
    ada.get_by_text("Return to author…").click()
    ada.locator("#return-to-author").get_by_label("Reason").fill("Two claims in one.")
    ada.route(
        "**/actions/",
        lambda route: route.fulfill(status=403) if '"return"' in (route.request.post_data or "") else route.continue_(),
    )
    ada.get_by_role("button", name="Return to author").click()
    expect(ada.locator("#return-to-author [role=alert]")).to_be_visible()
    assert fresh(claim).state == "in_review"
    ada.unroute("**/actions/")
    ada.get_by_role("button", name="Return to author").click()
    expect(ada.locator(".claim-where")).to_contain_text("draft")

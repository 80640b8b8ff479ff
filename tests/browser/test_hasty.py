"""Verdicts and forms, for people who are quicker than the page or the server."""

from __future__ import annotations

from playwright.sync_api import Route, expect

from annotations.actions.claims import change_claim
from annotations.models import Evidence, Question, Verdict
from tests.browser.held import STORAGE_IN_NO_HURRY, late, next_of
from tests.browsing import forgive, ready
from tests.cast import (
    fresh,
    judge,
    make_cast,
    make_claim,
    make_question,
    queued_claim,
)
from tests.proofs import proof

pytestmark = proof


def test_a_verdict_begun_before_the_page_was_there(live, open_browser):
    cast = make_cast()
    claim = queued_claim(cast)
    chi = open_browser(cast.chi)
    waiting = late(chi, "pages/review")
    chi.goto(f"/claims/{claim.pk}/review/", wait_until="commit")
    chi.get_by_label("Why").fill("Typed at once.")
    chi.get_by_role("button", name="Submit").click(no_wait_after=True)  # nobody is there to take it, and the words stay
    with chi.expect_response(lambda answer: "/verdicts/" in answer.url):
        next_of(chi, waiting).continue_()
    expect(chi.locator("#status")).to_have_attribute("data-state", "saved")
    assert Verdict.objects.get(claim=claim).rationale == "Typed at once."


def test_what_is_written_after_a_hasty_submission_was_refused_is_what_goes_out(live, open_browser):
    cast = make_cast()
    claim = queued_claim(cast, text="The quay is 300 metres long.")
    dan = open_browser(cast.dan)
    dan.goto(f"/claims/{claim.pk}/review/")
    forgive(dan, "412")
    change_claim(by=cast.ben, claim=fresh(claim), text="The quay is 312 metres long.")
    held: list[Route] = []
    dan.route("**/api/v1/claims/*/verdicts/**", lambda route: held.append(route), times=1)
    dan.get_by_role("radio", name="True", exact=True).check()
    draft = next_of(dan, held)
    dan.get_by_role("button", name="Submit").click()
    draft.continue_()
    expect(dan.get_by_role("alert").filter(visible=True)).to_contain_text("The quay is 312 metres long.")
    dan.get_by_label("Why").fill("The new plan says so.")
    dan.get_by_role("button", name="Submit").click()
    dan.get_by_role("button", name="rate it as it is now").click()
    expect(dan.get_by_text("Your verdict is in")).to_be_visible()
    verdict = Verdict.objects.get(claim=claim)
    assert (verdict.state, verdict.rationale) == ("submitted", "The new plan says so.")


def test_a_hasty_submission_does_not_take_what_was_written_on_an_earlier_visit(live, open_browser):
    cast = make_cast()
    claim = queued_claim(cast)
    chi = open_browser(cast.chi)
    forgive(chi, "ERR_FAILED")
    chi.goto(f"/claims/{claim.pk}/review/")
    chi.route("**/api/v1/**", lambda route: route.abort())
    chi.get_by_label("Why").fill("Nobody heard this yet.")
    expect(chi.locator("#status")).to_contain_text("waiting on this device")
    chi.goto("about:blank")
    chi.unroute("**/api/v1/**")
    chi.add_init_script(STORAGE_IN_NO_HURRY)
    chi.goto(f"/claims/{claim.pk}/review/")
    chi.get_by_role("radio", name="True", exact=True).check()
    chi.get_by_role("button", name="Submit").click()
    expect(chi.get_by_text("Handed in.")).to_be_visible()
    chi.evaluate("answer()")
    expect(chi.locator("#toast")).to_contain_text("What you wrote on an earlier visit is here again.")
    expect(chi.get_by_label("Why")).to_have_value("Nobody heard this yet.")
    expect(chi.locator("#status")).to_have_attribute("data-state", "saved")
    assert Verdict.objects.get(claim=claim).state == "draft"
    chi.get_by_role("radio", name="True", exact=True).check()
    chi.get_by_role("button", name="Submit").click()
    expect(chi.get_by_text("Your verdict is in")).to_be_visible()
    assert Verdict.objects.get(claim=claim).rationale == "Nobody heard this yet."


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
    ready(ben, f"/claims/{claim.pk}/")
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
    for text in ("How much?", "Since when?", "Where?", "Who says so?"):
        make_question(claim, text=text)
    ben = open_browser(cast.ben)
    ben.goto(f"/claims/{claim.pk}/")
    ben.get_by_role("button", name="Move up: Who says so?").focus()
    ben.keyboard.press("Alt+ArrowUp")
    expect(ben.locator("#order-told")).to_have_text("Now 3 of 4.")  # from here on the page listens
    ben.keyboard.press("Alt+ArrowUp")
    ben.keyboard.press("Alt+ArrowUp")
    expect(ben.locator("#order-told")).to_have_text("Now 1 of 4.")
    stored = Question.objects.filter(claim=claim).order_by("order", "pk").values_list("text", flat=True)
    assert list(stored) == ["Who says so?", "How much?", "Since when?", "Where?"]


def test_a_claim_on_its_way_back_whose_second_step_failed(live, open_browser):
    cast = make_cast()
    claim = queued_claim(cast)
    for reviewer in (cast.chi, cast.dan):
        judge(claim, reviewer)
    ada = open_browser(cast.ada)
    forgive(ada, "403")
    ada.goto(f"/claims/{claim.pk}/decide/")
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


def test_a_verdict_typed_as_the_page_goes(live, open_browser):
    cast = make_cast()
    claim = queued_claim(cast)
    chi = open_browser(cast.chi)
    chi.goto(f"/claims/{claim.pk}/review/")
    chi.get_by_label("Why").fill("And off.")
    chi.reload()
    expect(chi.get_by_label("Why")).to_have_value("And off.")
    expect(chi.locator("#status")).to_have_attribute("data-state", "saved")
    assert Verdict.objects.get(claim=claim).rationale == "And off."

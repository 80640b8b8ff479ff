"""Giving a verdict and deciding, in a browser: keyboard first, nothing lost, and both sides where two people met."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from annotations.actions.claims import change_claim
from annotations.actions.queue import lease_next
from annotations.actions.verdicts import change_verdict
from annotations.models import Claim, Decision, Verdict
from tests.browser.held import STORAGE_IN_NO_HURRY
from tests.browsing import forgive, ready
from tests.cast import fresh, judge, make_cast, make_evidence, queued_claim
from tests.proofs import proof

LEAVING_ASKS = "() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))"


@pytest.fixture
def cast(live):
    return make_cast()


def saved(page):
    expect(page.locator("#status")).to_have_attribute("data-state", "saved")


def test_a_verdict_by_keyboard_alone(cast, open_browser):
    claim, second = queued_claim(cast, priority=1), queued_claim(cast, text="The pier is new.")
    pieces = [make_evidence(claim, title=title) for title in ("The plan", "The minutes")]
    chi = open_browser(cast.chi)
    ready(chi, f"/projects/{cast.project.slug}/claims/")
    chi.keyboard.press("n")
    expect(chi).to_have_url(re.compile(f"/claims/{claim.pk}/review/"))
    ready(chi)
    expect(chi.get_by_label("Why")).to_be_editable()
    for key in ("5", "h", "j", "j", "x", "w"):
        chi.keyboard.press(key)
    chi.keyboard.type("Measured it. 1, 2, 3.")
    chi.keyboard.press("Escape")
    expect(chi.get_by_role("radio", name="False", exact=True)).to_be_checked()
    expect(chi.locator("#relies")).to_have_text("1 of 2")
    chi.keyboard.press("?")
    expect(chi.get_by_role("dialog")).to_contain_text("next or previous piece of evidence")
    expect(chi.get_by_role("dialog")).to_contain_text("Mostly true")
    chi.keyboard.press("Escape")
    saved(chi)
    draft = Verdict.objects.get(claim=claim)
    assert (draft.state, draft.rating.code, draft.confidence) == ("draft", "false", "high")
    assert (draft.rationale, list(draft.evidence.all())) == ("Measured it. 1, 2, 3.", [pieces[1]])
    chi.keyboard.press("Control+Enter")
    expect(chi.get_by_text("Your verdict is in")).to_be_visible()
    draft.refresh_from_db()
    assert (draft.state, draft.rationale) == ("submitted", "Measured it. 1, 2, 3.")
    ready(chi)
    chi.keyboard.press("n")
    expect(chi).to_have_url(re.compile(f"/claims/{second.pk}/review/"))
    ready(chi)
    chi.keyboard.press("s")
    expect(chi).to_have_url(re.compile(f"/projects/{cast.project.slug}/$"))
    assert lease_next(by=cast.chi, project=cast.project) is None


@proof
def test_a_verdict_submitted_before_the_device_has_answered(cast, open_browser):
    claim = queued_claim(cast)
    for reviewer, way in ((cast.chi, "mouse"), (cast.dan, "keyboard")):
        page = open_browser(reviewer)
        page.add_init_script(STORAGE_IN_NO_HURRY)
        writes: list[str] = []
        page.on("request", lambda one, writes=writes: writes.append(one.method) if "/verdicts/" in one.url else None)
        page.goto(f"/claims/{claim.pk}/review/")
        page.get_by_role("radio", name="True", exact=True).check()
        if way == "mouse":
            page.get_by_role("button", name="Submit").click()
        else:
            page.keyboard.press("Control+Enter")
        expect(page.get_by_text("Handed in.")).to_be_in_viewport()
        page.keyboard.press("Control+Enter")
        assert page.evaluate(LEAVING_ASKS)
        assert not Verdict.objects.filter(claim=claim, reviewer=reviewer).exists()
        page.evaluate("answer()")
        expect(page.locator("#verdict")).to_have_count(0)
        assert Verdict.objects.get(claim=claim, reviewer=reviewer).state == "submitted"
        assert writes == ["POST"]


def test_what_is_typed_outlives_the_network_the_page_and_the_session(cast, open_browser):
    claim = queued_claim(cast)
    chi = open_browser(cast.chi)
    ready(chi, f"/claims/{claim.pk}/review/")
    forgive(chi, "ERR_INTERNET_DISCONNECTED", "401")
    chi.context.set_offline(True)
    chi.get_by_label("Why").fill("Written on a train.")
    expect(chi.locator("#status")).to_contain_text("1 edit waiting on this device")
    chi.context.set_offline(False)
    saved(chi)
    assert Verdict.objects.get(claim=claim).rationale == "Written on a train."
    chi.context.clear_cookies()
    chi.get_by_role("radio", name="True", exact=True).check()
    chi.get_by_role("button", name="Submit").click()
    expect(chi.get_by_role("link", name="Sign in to go on")).to_be_visible()
    expect(chi.locator("#sent")).to_be_visible()
    assert Verdict.objects.get(claim=claim).state == "draft"


@proof
def test_a_draft_waits_on_the_device_for_the_next_visit(cast, open_browser):
    claim = queued_claim(cast)
    chi = open_browser(cast.chi)
    ready(chi, f"/claims/{claim.pk}/review/")
    forgive(chi, "ERR_FAILED")
    chi.route("**/api/v1/**", lambda route: route.abort())
    chi.get_by_label("Why").fill("Nobody heard this yet.")
    expect(chi.locator("#status")).to_contain_text("waiting on this device")
    chi.goto("about:blank")
    chi.unroute("**/api/v1/**")
    assert not Verdict.objects.filter(claim=claim).exists()
    ready(chi, f"/claims/{claim.pk}/review/")
    expect(chi.get_by_label("Why")).to_have_value("Nobody heard this yet.")
    saved(chi)
    assert Verdict.objects.get(claim=claim).rationale == "Nobody heard this yet."


def test_the_claim_changes_under_the_reviewer(cast, open_browser):
    claim = queued_claim(cast, text="The quay is 300 metres long.")
    dan = open_browser(cast.dan)
    ready(dan, f"/claims/{claim.pk}/review/")
    change_claim(by=cast.ben, claim=fresh(claim), text="The quay is 312 metres long.", place="Lindholm")
    forgive(dan, "412")
    dan.get_by_role("radio", name="True", exact=True).check()
    dan.get_by_label("Why").fill("The plan says so.")
    trouble = dan.get_by_role("alert").filter(visible=True)
    expect(trouble).to_contain_text("The quay is 300 metres long.")
    expect(trouble).to_contain_text("The quay is 312 metres long.")
    expect(trouble).to_contain_text("Lindholm")
    dan.get_by_role("button", name="rate it as it is now").click()
    saved(dan)
    expect(dan.get_by_label("Why")).to_have_value("The plan says so.")
    dan.get_by_role("button", name="Submit").click()
    expect(dan.get_by_text("Your verdict is in")).to_be_visible()
    verdict = Verdict.objects.get(claim=claim)
    assert (verdict.claim_version, verdict.rationale) == (fresh(claim).version, "The plan says so.")


@proof
def test_a_draft_on_two_devices(cast, open_browser):
    claim = queued_claim(cast)
    chi = open_browser(cast.chi)
    ready(chi, f"/claims/{claim.pk}/review/")
    elsewhere = judge(claim, cast.chi, "mixed", rationale="On the other laptop.", state="draft")
    forgive(chi, "409", "412")
    chi.get_by_label("Why").fill("On this one.")
    trouble = chi.get_by_role("alert").filter(visible=True)
    expect(trouble).to_contain_text("On the other laptop.")
    chi.get_by_role("button", name="Use what is here").click()
    saved(chi)
    elsewhere.refresh_from_db()
    assert elsewhere.rationale == "On this one."
    change_verdict(by=cast.chi, verdict=elsewhere, rationale="Changed again.")
    chi.get_by_role("radio", name="True", exact=True).check()
    expect(trouble).to_contain_text("Changed again.")
    chi.get_by_role("button", name="Keep what is elsewhere").click()
    expect(chi.get_by_label("Why")).to_have_value("Changed again.")


@proof
def test_a_seat_that_is_gone(cast, open_browser):
    claim = queued_claim(cast)
    chi = open_browser(cast.chi)
    ready(chi, f"/claims/{claim.pk}/review/")
    chi.keyboard.press("2")
    saved(chi)
    for other in (cast.dan, cast.ada):
        lease_next(by=other, project=cast.project)
    forgive(chi, "409")
    chi.get_by_label("Why").fill("Too late?")
    chi.keyboard.press("Control+Enter")
    expect(chi.get_by_role("alert").filter(visible=True)).to_contain_text("Every seat in this review is taken.")
    chi.get_by_role("button", name="Keep it as a draft").click()
    saved(chi)
    draft = Verdict.objects.get(claim=claim)
    assert (draft.state, draft.rationale) == ("draft", "Too late?")


def test_deciding_what_no_reviewer_found(cast, open_browser):
    claim = queued_claim(cast)
    pieces = [make_evidence(claim, title=title) for title in ("The plan", "The minutes")]
    stale = judge(claim, cast.olu, "mixed")
    change_claim(by=cast.ben, claim=fresh(claim), text="Lindholm is broke.")
    judge(claim, cast.chi, "true", evidence=pieces)
    judge(claim, cast.dan, "false", evidence=pieces[:1])
    assert not fresh_verdict(stale).claim_version >= fresh(claim).content_version
    ada = open_browser(cast.ada)
    ready(ada, f"/claims/{claim.pk}/decide/")
    grid = ada.locator("table.grid")
    expect(grid.locator("tr.differs")).to_have_count(1)
    expect(grid.locator("tr.differs")).to_contain_text("The minutes")
    expect(ada.locator(".verdict", has_text="Olu")).to_contain_text("earlier words of the claim, and not counted")
    expect(ada.locator("#none-gave")).to_be_hidden()
    ada.keyboard.press("3")
    expect(ada.locator("#none-gave")).to_be_visible()
    ada.get_by_label("Headline").fill("It is not that simple")
    ready(ada, f"/claims/{claim.pk}/")
    ready(ada, f"/claims/{claim.pk}/decide/")
    expect(ada.get_by_text("What you wrote here before is back.")).to_be_visible()
    expect(ada.get_by_label("Headline")).to_have_value("It is not that simple")
    expect(ada.get_by_role("radio", name="Mixed", exact=True)).to_be_checked()
    ada.get_by_label("Reasons").fill("One source, and it is the registry.")
    ada.get_by_label("Headline").press("Control+Enter")
    expect(ada.locator(".card-next")).to_contain_text("It is not that simple")
    assert Decision.objects.get(claim=claim).verdicts.count() == 2
    ready(ada, f"/claims/{claim.pk}/")
    ada.get_by_text("Reopen…").click()
    ada.get_by_label("Reason").fill("New accounts.")
    ada.get_by_role("button", name="Reopen").click()
    expect(ada.locator(".claim-where")).to_contain_text("round 2")
    expect(ada.locator(".story")).to_contain_text("New accounts.")


def test_a_judged_claim_goes_back_to_its_author(cast, open_browser):
    claim = queued_claim(cast)
    for reviewer in (cast.chi, cast.dan):
        judge(claim, reviewer)
    ada = open_browser(cast.ada)
    ready(ada, f"/claims/{claim.pk}/decide/")
    ada.get_by_text("Return to author…").click()
    ada.locator("#return-to-author").get_by_label("Reason").fill("Two claims in one.")
    ada.get_by_role("button", name="Return to author").click()
    expect(ada.locator(".claim-where")).to_contain_text("draft")
    assert Claim.objects.get(pk=claim.pk).state == "draft"


def test_asking_a_reviewer(cast, open_browser):
    claim = queued_claim(cast)
    ada = open_browser(cast.ada)
    ready(ada, f"/claims/{claim.pk}/")
    ada.get_by_label("Ask a reviewer").select_option(label="Dan")
    ada.get_by_role("button", name="Ask", exact=True).click()
    expect(ada.locator(".asked")).to_contain_text("Dan")
    ready(ada)
    ada.get_by_role("button", name="Remove Dan").click()
    expect(ada.locator(".asked")).to_have_count(0)
    expect(ada.locator(".story")).to_contain_text("asked for a verdict: Dan")


def fresh_verdict(verdict):
    return Verdict.objects.select_related("claim").get(pk=verdict.pk)

"""A day at a desk: five people, thirty claims, from the queue to the decision, with all that comes between."""

from __future__ import annotations

import re
from collections import Counter

from playwright.sync_api import Page, expect

from annotations.actions.claims import act_on_claim, change_claim
from annotations.actions.decisions import decide_claim
from annotations.actions.projects import change_project
from annotations.actions.queue import lease_next
from annotations.actions.scales import change_rating, create_scale
from annotations.models import Change, Claim, Decision, Lease, Rating, Verdict
from annotations.queries.audit import verify_record
from annotations.queries.plates import plates
from tests.cast import fresh, judge, make_article, make_cast, make_claim, make_evidence, make_quote

CLAIMS = 30
SCALE = [("true", "True", "green"), ("half", "Half true", "amber"), ("false", "False", "red"), ("open", "Open", "grey")]
BY_PAGE = 2
"""How many claims go all the way through the pages; the rest go by the API's own actions, as programs would do it."""


def test_thirty_claims_and_five_people(live, open_browser):
    cast = make_cast()
    ratings = [{"code": code, "label": label, "colour": colour} for code, label, colour in SCALE]
    scale = create_scale(by=cast.ada, project=cast.project, slug="own", name="Our own", ratings=ratings)
    change_project(by=cast.olu, project=cast.project, scale=scale)
    quote = make_quote(make_article(cast))
    claims = [make_claim(cast, text=f"Claim number {n}.", quotes=[quote], priority=CLAIMS - n) for n in range(CLAIMS)]
    pieces = {claim.pk: make_evidence(claim, title="The accounts") for claim in claims[:BY_PAGE]}

    ben = open_browser(cast.ben)
    for claim in claims[:BY_PAGE]:
        ready(ben, f"/claims/{claim.pk}/")
        ben.keyboard.press("n")
        expect(ben.locator(".claim-where")).to_contain_text("in review")
    for claim in claims[BY_PAGE:]:
        act_on_claim(by=cast.ben, claim=fresh(claim), action="queue")

    # The queue hands the claims out in their order. Chi sends the first back, the rest is rated.
    chi, dan, ada = open_browser(cast.chi), open_browser(cast.dan), open_browser(cast.ada)
    take(chi, cast, claims[0])
    chi.get_by_text("Return to author…").click()
    chi.get_by_label("Reason").fill("Two claims in one.")
    chi.get_by_role("button", name="Return to author").click()
    expect(chi.get_by_text("No verdict from you now")).to_be_visible()
    ready(ben, f"/claims/{claims[0].pk}/")
    expect(ben.locator(".story")).to_contain_text("Two claims in one.")
    change_claim(by=cast.ben, claim=fresh(claims[0]), text="Claim number 0, and that alone.")
    act_on_claim(by=cast.ben, claim=fresh(claims[0]), action="queue")
    for page, key in ((chi, "1"), (dan, "3")):
        for claim in claims[:BY_PAGE]:
            take(page, cast, claim)
            page.keyboard.press(key)
            page.get_by_label("I rely on this").check()
            page.get_by_label("Why").fill("By the accounts.")
            page.keyboard.press("Control+Enter")
            expect(page.get_by_role("radio")).to_have_count(0)
    assert {fresh(claim).state for claim in claims[:BY_PAGE]} == {"disputed"}

    # The others work as programs do; every fourth claim is disputed, and every fifth is left to Olu by Dan.
    for number in range(BY_PAGE, CLAIMS):
        for person in (cast.chi, cast.dan, cast.olu):
            got = lease_next(by=person, project=cast.project)
            if got is not None and not Verdict.objects.filter(claim=got, reviewer=person, state="submitted").exists():
                judge(got, person, "false" if number % 4 == 0 and person == cast.dan else "true")
    states = Counter(Claim.objects.filter(project=cast.project).values_list("state", flat=True))
    assert states.keys() == {"agreed", "disputed"}, states
    assert sum(states.values()) == CLAIMS
    assert not Lease.objects.filter(claim__project=cast.project).exists()

    # Ada decides: one by the page as no reviewer did, and reopens it when new facts come in.
    first, retired = claims[0], Rating.objects.get(scale=scale, code="half")
    decide(ada, first, "2", "Half of it holds")
    ready(ada, f"/claims/{first.pk}/decide/")
    ada.get_by_text("Reopen…").click()
    ada.get_by_label("Reason").fill("The accounts were corrected.")
    ada.get_by_role("button", name="Reopen").click()
    expect(ada.locator(".claim-where")).to_contain_text("in review · 0 of 2 verdicts · round 3")
    for reviewer in (cast.chi, cast.dan):
        assert lease_next(by=reviewer, project=cast.project) == first
        judge(first, reviewer, "false")
    change_rating(by=cast.ada, rating=retired, retired=True)
    ready(ada, f"/claims/{first.pk}/decide/")
    expect(ada.get_by_role("radio")).to_have_count(len(SCALE) - 1)
    expect(ada.locator(".decision")).to_contain_text("Half true")  # what was given keeps its name
    decide(ada, first, "2", "It does not hold")
    for claim in claims[1:]:
        claim = fresh(claim)
        rating = "true" if claim.state == "agreed" else "open"
        decide_claim(by=cast.ada, claim=claim, claim_version=claim.version, rating=rating, rationale="Plain.")

    # The evening: every claim is decided, nothing is held, and the record tells all of it.
    assert set(Claim.objects.filter(project=cast.project).values_list("state", flat=True)) == {"decided"}
    assert Decision.objects.filter(claim__project=cast.project).count() == CLAIMS + 1
    ratings_of_first = list(
        Decision.objects.filter(claim=first).order_by("round").values_list("rating__code", flat=True)
    )
    assert ratings_of_first == ["half", "false"]
    assert pieces[first.pk] in Verdict.objects.filter(claim=first, round=2).first().evidence.all()
    counted = Verdict.objects.filter(claim__project=cast.project, state="submitted", informed=False)
    assert Counter(counted.values_list("claim", "round")) == {(c.pk, r): 2 for c in claims for r in rounds(c)}
    assert {(plate.drafts, plate.seats, plate.verdicts) for plate in plates(cast.project)} == {(0, 0, 0)}
    actions = set(Change.objects.filter(project_id=cast.project.pk).values_list("action", flat=True))
    assert {"queue", "return", "submit", "reveal", "agreed", "disputed", "decided", "reopen", "retire"} <= actions
    assert not list(verify_record())


def rounds(claim: Claim) -> range:
    """The rounds that ended with verdicts: the first claim was returned from its first, and judged in two more."""
    last = fresh(claim).round
    return range(2, last + 1) if last > 1 else range(1, 2)


def ready(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_load_state("networkidle")


def take(page: Page, cast, claim: Claim) -> None:
    """The next claim of the queue, by key; it must be this one."""
    ready(page, f"/projects/{cast.project.slug}/claims/")
    page.keyboard.press("n")
    expect(page).to_have_url(re.compile(f"/claims/{claim.pk}/review/"))
    page.wait_for_load_state("networkidle")


def decide(page: Page, claim: Claim, key: str, headline: str) -> None:
    ready(page, f"/claims/{claim.pk}/decide/")
    page.keyboard.press(key)
    page.get_by_label("Headline").fill(headline)
    page.get_by_label("Reasons").fill("The accounts are plain enough.")
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(re.compile(f"/claims/{claim.pk}/$"))
    expect(page.locator(".card-next")).to_contain_text(headline)

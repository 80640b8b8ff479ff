"""A day at a desk: five people and thirty claims, from the queue to the decision, every step by a page.

Ben puts the claims in review; Chi, Dan and Olu rate what the queue hands each of them; Ada decides. In between one claim
is returned, one is passed on, one is reopened, and a rating is retired.
"""

from __future__ import annotations

import re
from collections import Counter

from playwright.sync_api import Page, expect

from annotations.actions.projects import change_project
from annotations.actions.scales import create_scale
from annotations.models import Change, Claim, Decision, Lease, Verdict
from annotations.queries.audit import verify_record
from annotations.queries.plates import plates
from tests.browsing import ready
from tests.cast import Cast, fresh, make_article, make_cast, make_claim, make_evidence, make_quote
from tests.proofs import proof

CLAIMS = 30
SCALE = [("true", "True", "green"), ("half", "Half true", "amber"), ("false", "False", "red"), ("open", "Open", "grey")]
TRUE, HALF, FALSE, OPEN = "1234"
"""The keys of the ratings, in the scale's order."""


@proof
def test_from_the_queue_to_the_decision(live, open_browser):
    cast = make_cast()
    ratings = [{"code": code, "label": label, "colour": colour} for code, label, colour in SCALE]
    scale = create_scale(by=cast.ada, project=cast.project, slug="own", name="Our own", ratings=ratings)
    change_project(by=cast.olu, project=cast.project, scale=scale)
    quote = make_quote(make_article(cast))
    claims = [make_claim(cast, text=f"Claim number {n}.", quotes=[quote], priority=CLAIMS - n) for n in range(CLAIMS)]
    first = claims[0]
    piece = make_evidence(first, title="The accounts")
    ben, chi, dan, olu, ada = (open_browser(getattr(cast, name)) for name in ("ben", "chi", "dan", "olu", "ada"))

    # In the morning Ben sends his claims to review.
    for claim in claims:
        queue(ben, claim)

    # The queue begins with the first. Chi sends it back, and Ben says it better.
    assert take(chi, cast) == first
    chi.get_by_text("Return to author…").click()
    chi.get_by_label("Reason").fill("Two claims in one.")
    chi.get_by_role("button", name="Return to author").click()
    expect(chi.get_by_text("No verdict from you now")).to_be_visible()
    ready(ben, f"/claims/{first.pk}/")
    expect(ben.locator(".story")).to_contain_text("Two claims in one.")
    ben.get_by_text("Change the claim").click()
    ben.get_by_label("Claim", exact=True).fill("Claim number 0, and that alone.")
    ben.locator("#edit").get_by_role("button", name="Save").click()
    expect(ben.locator("h1")).to_have_text("Claim number 0, and that alone.")
    queue(ben, first)

    # All three rate what they are handed until nothing waits; over every fourth claim the second disagrees with the first.
    # What Dan is handed first is not for him.
    given: Counter[Claim] = Counter()
    passed_on = False
    at_work = {chi: cast.chi, dan: cast.dan, olu: cast.olu}
    while at_work:
        for page in list(at_work):
            claim = take(page, cast)
            if claim is not None and page is dan and not passed_on:
                page.keyboard.press("s")
                expect(page).not_to_have_url(re.compile(str(claim.pk)))
                passed_on, left = True, claim
                continue
            if claim is None:
                del at_work[page]
                continue
            assert not (page is dan and claim == left)
            disagrees = claims.index(claim) % 4 == 0 and given[claim]
            rate(page, FALSE if disagrees else TRUE, relies=claim == first)
            given[claim] += 1
    assert given == dict.fromkeys(claims, 2)
    assert not Lease.objects.filter(claim__project=cast.project).exists()
    states = {claim: fresh(claim).state for claim in claims}
    assert states == {claim: "agreed" if n % 4 else "disputed" for n, claim in enumerate(claims)}

    # Ada decides as no reviewer did, reopens when new facts come in, and has the rating retired.
    decide(ada, first, HALF, "Half of it holds")
    ready(ada, f"/claims/{first.pk}/decide/")
    ada.get_by_text("Reopen…").click()
    ada.get_by_label("Reason").fill("The accounts were corrected.")
    ada.get_by_role("button", name="Reopen").click()
    expect(ada.locator(".claim-where")).to_contain_text("in review · 0 of 2 verdicts · round 3")
    ready(ada, f"/projects/{cast.project.slug}/scale/?scale=own")
    ada.once("dialog", lambda dialog: dialog.accept())
    half = ada.locator("li[data-rating=half]")
    half.locator("summary").first.click()
    half.get_by_role("button", name="Retire").click()
    expect(ada.locator("li[data-rating=half][data-retired]")).to_be_visible()
    for page in (chi, dan):
        assert take(page, cast) == first
        expect(page.get_by_role("radio", name="Half true")).to_have_count(0)
        rate(page, "2")  # False comes second now
    ready(ada, f"/claims/{first.pk}/decide/")
    expect(ada.locator(".decision")).to_contain_text("Half true")  # what was given keeps its name
    decide(ada, first, "2", "It does not hold")
    for claim in claims[1:]:
        decide(ada, claim, TRUE if states[claim] == "agreed" else "3", "Plain")

    # The evening: every claim is decided, nothing is held, and the record tells all of it.
    assert set(Claim.objects.filter(project=cast.project).values_list("state", flat=True)) == {"decided"}
    decisions = Decision.objects.filter(claim__project=cast.project).order_by("round")
    assert decisions.count() == CLAIMS + 1
    assert list(decisions.filter(claim=first).values_list("rating__code", flat=True)) == ["half", "false"]
    assert set(decisions.filter(claim__in=claims[4::4]).values_list("rating__code", flat=True)) <= {"open"}
    assert all(piece in verdict.evidence.all() for verdict in Verdict.objects.filter(claim=first, round=2))
    counted = Verdict.objects.filter(claim__project=cast.project, state="submitted", informed=False)
    rounds = {claim: (2, 3) if claim == first else (1,) for claim in claims}
    assert Counter(counted.values_list("claim", "round")) == {(c.pk, r): 2 for c in claims for r in rounds[c]}
    assert {(plate.drafts, plate.seats, plate.verdicts) for plate in plates(cast.project)} == {(0, 0, 0)}
    told = set(Change.objects.filter(project_id=cast.project.pk).values_list("action", flat=True))
    assert {"queue", "return", "submit", "reveal", "agreed", "disputed", "decided", "reopen", "retire"} <= told
    assert not list(verify_record())


def queue(page: Page, claim: Claim) -> None:
    """The claim's obvious next step, by key."""
    ready(page, f"/claims/{claim.pk}/")
    page.keyboard.press("n")
    expect(page.locator(".claim-where")).to_contain_text("in review")


def take(page: Page, cast: Cast) -> Claim | None:
    """The claim the queue hands out, by key; None when none waits."""
    ready(page, f"/projects/{cast.project.slug}/claims/")
    page.keyboard.press("n")
    nothing = page.get_by_text("No claim waits for your verdict now.")
    expect(page.locator("#verdict").or_(nothing)).to_be_visible()
    if nothing.is_visible():
        return None
    ready(page)
    return Claim.objects.get(pk=page.url.split("/")[-3])


def rate(page: Page, key: str, *, relies: bool = False) -> None:
    page.keyboard.press(key)
    if relies:
        page.get_by_label("I rely on this").check()
    page.get_by_label("Why").fill("By the accounts.")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("radio")).to_have_count(0)


def decide(page: Page, claim: Claim, key: str, headline: str) -> None:
    ready(page, f"/claims/{claim.pk}/decide/")
    page.keyboard.press(key)
    page.get_by_label("Headline").fill(headline)
    page.get_by_label("Reasons").fill("The accounts are plain enough.")
    page.keyboard.press("Control+Enter")
    expect(page).to_have_url(re.compile(f"/claims/{claim.pk}/$"))
    expect(page.locator(".card-next")).to_contain_text(headline)

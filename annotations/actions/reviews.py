"""A round of review: how it opens, who sits in it, and how it ends. Callers hold the claim's row."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import timedelta

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from annotations.actions.recording import annotate_record
from annotations.errors import Conflict, Missing
from annotations.models import Claim, Lease, Membership, Project, User, Verdict
from annotations.workflow import Role, State, can_be_met, outcome

LEASE = timedelta(minutes=40)
REVIEWING = [role.value for role in Role if role >= Role.REVIEWER]
COUNTS = Q(state="submitted", informed=False, claim_version__gte=F("claim__content_version"))


def locked(claim: Claim) -> Claim:
    """The claim as it is now, held until the transaction ends, so that two last verdicts cannot both be the last.

    Its project is read after the wait for the lock: the policy may have changed meanwhile.
    """
    held = Claim.objects.select_for_update().filter(pk=claim.pk, deleted_at=None).first()
    if held is None:
        raise Missing
    held.project = Project.objects.get(pk=held.project_id)
    return held


def open_review(*, claim: Claim) -> Claim:
    """A new round. Raises Conflict, with the sentence, when the project's members cannot meet its policy."""
    able = list(reviewers(claim.project_id).values_list("user_id", flat=True))
    why_not = can_be_met(claim.project.policy, len(able), claim.author_id in able)
    if why_not:
        raise Conflict(why_not)
    return claim.change(state=State.IN_REVIEW, round=claim.round + 1)


def finish_review(*, by: User, claim: Claim, action: str = "", reason: str = "") -> Claim:
    """Reveal the round's verdicts, all at once, and say whether they agree. Stale ones are shown and not counted."""
    ratings = list(counted(claim).values_list("rating__code", flat=True))
    annotate_record(by=by, action="reveal")
    Verdict.objects.filter(claim=claim, round=claim.round, state="submitted", revealed=False).update(
        revealed=True, version=F("version") + 1, updated_at=Now()
    )
    Lease.objects.filter(claim=claim).delete()
    state = outcome(claim.project.policy, ratings).state
    annotate_record(by=by, action=action or state.value, reason=reason)
    return claim.change(state=state)


def counted(claim: Claim) -> QuerySet[Verdict]:
    """The verdicts of this round that count: submitted, independent, and on the claim's present content."""
    return Verdict.objects.filter(COUNTS, claim=claim, round=claim.round)


def seats_taken_by_others(claim: Claim, user: User) -> int:
    """How many of the round's seats others have filled or hold by a lease or an assignment."""
    return len(sitting_in([claim])[claim.pk] - {user.pk})


def sitting_in(claims: Sequence[Claim]) -> dict[uuid.UUID, set[uuid.UUID]]:
    """Who has a seat in the round of each claim: by a verdict that counts, a lease, or an assignment they can meet.

    Three statements, whatever the number of claims, which are all of one project.
    """
    sitting: dict[uuid.UUID, set[uuid.UUID]] = {claim.pk: set() for claim in claims}
    rounds = {claim.pk: claim for claim in claims}
    given = Verdict.objects.filter(COUNTS, claim__in=rounds, round=F("claim__round"))
    leases = Lease.objects.filter(claim__in=rounds, round=F("claim__round"), expires_at__gt=timezone.now())
    for claim_id, reviewer_id in [*given.values_list("claim", "reviewer"), *leases.values_list("claim", "reviewer")]:
        sitting[claim_id].add(reviewer_id)
    assigned = [claim for claim in claims if claim.assignee_id and not _four_eyes_bar(claim, claim.assignee_id)]
    if assigned:
        # An annotator may be asked to prepare a claim; that takes no seat away from those who can judge it.
        able = set(
            reviewers(assigned[0].project_id)
            .filter(user__in={claim.assignee_id for claim in assigned})
            .values_list("user_id", flat=True)
        )
        for claim in assigned:
            sitting[claim.pk] |= able & {claim.assignee_id}
    return sitting


def reviewers(project_id: uuid.UUID) -> QuerySet[Membership]:
    """The active members whose role lets them judge."""
    return Membership.objects.filter(project=project_id, role__in=REVIEWING, user__is_active=True)


def why_not_sit(claim: Claim, user: User) -> str | None:
    """Why this person may not review the claim, as a sentence; None when they may."""
    if _four_eyes_bar(claim, user.pk):
        return "You wrote this claim, and this project asks for four eyes. Leave its review to others."
    return None


def _four_eyes_bar(claim: Claim, user_id: uuid.UUID) -> bool:
    return claim.project.four_eyes and claim.author_id == user_id

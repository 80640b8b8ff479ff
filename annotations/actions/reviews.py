"""A round of review: how it opens, who sits in it, and how it ends. Callers hold the claim's row."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from annotations.actions.recording import annotate_record
from annotations.errors import Conflict
from annotations.models import Claim, Lease, Membership, User, Verdict
from annotations.workflow import Role, State, can_be_met, outcome

LEASE = timedelta(minutes=40)
REVIEWING = [role.value for role in Role if role >= Role.REVIEWER]


def open_review(*, claim: Claim) -> Claim:
    """A new round. Raises Conflict, with the sentence, when the project's members cannot meet its policy."""
    members = Membership.objects.filter(project=claim.project, role__in=REVIEWING, user__is_active=True)
    reviewers = list(members.values_list("user_id", flat=True))
    why_not = can_be_met(claim.project.policy, len(reviewers), claim.author_id in reviewers)
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
    return Verdict.objects.filter(
        claim=claim, round=claim.round, state="submitted", informed=False, claim_version__gte=claim.content_version
    )


def seats_taken_by_others(claim: Claim, user: User) -> int:
    """How many of the round's seats others have filled or hold by a lease or an assignment."""
    sitting = set(counted(claim).values_list("reviewer_id", flat=True))
    sitting |= set(
        Lease.objects.filter(claim=claim, round=claim.round, expires_at__gt=timezone.now()).values_list(
            "reviewer_id", flat=True
        )
    )
    if claim.assignee_id:
        sitting.add(claim.assignee_id)
    return len(sitting - {user.pk})


def why_not_sit(claim: Claim, user: User) -> str | None:
    """Why this person may not review the claim, as a sentence; None when they may."""
    if claim.project.four_eyes and claim.author_id == user.pk:
        return "You wrote this claim, and this project asks for four eyes. Leave its review to others."
    return None

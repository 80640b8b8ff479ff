"""A round of review: how it opens, whose seats are kept, and how it ends. Callers hold the claim's row."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Coalesce, Now
from django.utils import timezone

from annotations.actions.recording import annotate_record
from annotations.errors import Conflict, Missing
from annotations.models import Claim, Lease, Project, User, Verdict
from annotations.queries.seats import counted, why_never_complete
from annotations.workflow import State, outcome

LEASE = timedelta(minutes=40)


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
    why_not = why_never_complete(claim.project, Claim.objects.filter(pk=claim.pk))
    if why_not:
        raise Conflict(why_not[claim.pk])
    return claim.change(state=State.IN_REVIEW, round=claim.round + 1)


def lease_seat(*, claim: Claim, user: User) -> None:
    """A seat for this person from now on, for as long as a lease lasts."""
    Lease.objects.bulk_create(
        [Lease(claim=claim, round=claim.round, reviewer=user, expires_at=timezone.now() + LEASE)],
        update_conflicts=True,
        unique_fields=["claim", "round", "reviewer"],
        update_fields=["expires_at", "passed_at"],
    )


def renew_lease(*, claim: Claim, user: User) -> None:
    """Whoever writes in time keeps their seat a while longer. Nobody gets one by it."""
    now = timezone.now()
    lease = Lease.objects.filter(claim=claim, round=claim.round, reviewer=user, expires_at__gt=now)
    lease.update(expires_at=now + LEASE)


def finish_review(*, by: User, claim: Claim, action: str = "", reason: str = "") -> Claim:
    """Reveal the round's verdicts, all at once, and say whether they agree. Stale ones are shown and not counted.

    A rating that was merged into another meanwhile counts as that one.
    """
    counts_as = Coalesce("rating__merged_into__code", "rating__code")
    ratings = list(counted(claim).values_list(counts_as, flat=True))
    annotate_record(by=by, action="reveal")
    Verdict.objects.filter(claim=claim, round=claim.round, state="submitted", revealed=False).update(
        revealed=True, version=F("version") + 1, updated_at=Now()
    )
    Lease.objects.filter(claim=claim).delete()
    state = outcome(claim.project.policy, ratings).state
    annotate_record(by=by, action=action or state.value, reason=reason)
    return claim.change(state=state)

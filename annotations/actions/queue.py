"""The next claim for a reviewer, and leaving one to others."""

from __future__ import annotations

from django.utils import timezone

from annotations.actions.assignments import returned
from annotations.actions.recording import recorded
from annotations.actions.reviews import lease_seat, locked
from annotations.errors import Conflict
from annotations.models import Assignment, Claim, Lease, Project, User, Verdict
from annotations.permissions import Permission, require
from annotations.queries.seats import reviewable_by
from annotations.workflow import State

LOOKED_AT = 20


def lease_next(*, by: User, project: Project) -> Claim | None:
    """The claim this reviewer holds, or else the next one, held for them from now on; None when nothing waits.

    What they hold comes first, then what they were asked to judge, then by priority and age. A project's reviewers are
    served one after the other, and a seat is counted again under the claim's lock: no claim goes to more readers than
    the policy asks for. A claim that somebody is writing at this moment is passed over; only if there is no other is it
    waited for, so nobody is sent away while one is free.
    """
    require(by, Permission.REVIEW, project)
    with recorded(by=by):
        project = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        waiting = reviewable_by(by, project)
        for patient in (False, True):
            for pk in list(waiting.values_list("pk", flat=True)[:LOOKED_AT]):
                held = Claim.objects.select_for_update(skip_locked=not patient).filter(pk=pk).first()
                if held is None or not waiting.filter(pk=pk).exists():
                    continue
                lease_seat(claim=held, user=by)
                return held
    return None


def leave_to_others(*, by: User, claim: Claim) -> None:
    """Give one's seat back: the queue does not offer this person the claim again in this round, unless they are asked.

    Raises Conflict when there is no review, or their verdict is in.
    """
    require(by, Permission.REVIEW, claim.project)
    with recorded(by=by, action="decline"):
        claim = locked(claim)
        if claim.state != State.IN_REVIEW:
            raise Conflict(f"This claim is {State(claim.state).label}. Only one in review can be left to others.")
        if Verdict.objects.filter(claim=claim, round=claim.round, reviewer=by, state="submitted").exists():
            raise Conflict("Your verdict on this claim is in. Withdraw it first, or take the next claim.")
        now = timezone.now()
        Lease.objects.bulk_create(
            [Lease(claim=claim, round=claim.round, reviewer=by, expires_at=now, passed_at=now)],
            update_conflicts=True,
            unique_fields=["claim", "round", "reviewer"],
            update_fields=["expires_at", "passed_at"],
        )
        returned(Assignment.objects.filter(claim=claim, reviewer=by))
        if claim.assignee_id == by.pk:
            claim.change(assignee=None)

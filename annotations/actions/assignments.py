"""Asking reviewers to judge a claim, and taking that back."""

from __future__ import annotations

import uuid

from django.db.models import F, QuerySet
from django.db.models.functions import Now

from annotations.actions.belonging import require_member
from annotations.actions.recording import recorded
from annotations.actions.refusals import invalid
from annotations.actions.reviews import locked
from annotations.errors import Conflict
from annotations.models import Assignment, Claim, Lease, Project, User
from annotations.models.base import uuid7
from annotations.permissions import Permission, require
from annotations.queries.seats import reviewers, why_not_sit
from annotations.workflow import State

OPEN = (State.DRAFT, State.IN_REVIEW)


def assign_reviewer(*, by: User, claim: Claim, reviewer: User, id: uuid.UUID | None = None) -> Assignment:
    """Keep a seat in the claim's reviews for a reviewer, as many as the policy asks for.

    It does not ask who sits there already: the answer would tell who has given a verdict. Whoever holds a seat may fill
    it, and the review ends when enough are filled. Raises Conflict when all are assigned, Invalid for one who cannot judge.
    """
    require(by, Permission.EDIT, claim.project)
    require_member("/reviewer", reviewer, claim.project)
    with recorded(by=by, action="assign"):
        claim = locked(claim)
        if claim.state not in OPEN:
            raise Conflict(
                f"This claim is {State(claim.state).label}. Reviewers are assigned before or during a review."
            )
        if not reviewers(claim.project_id).filter(user=reviewer).exists():
            raise invalid(
                "/reviewer", f"{reviewer} gives no verdicts here. Choose a reviewer, or ask an owner for the role."
            )
        if why_not_sit(claim, reviewer):
            raise invalid(
                "/reviewer", f"{reviewer} wrote this claim, and this project asks for four eyes. Choose another."
            )
        assigned = set(Assignment.objects.filter(claim=claim, deleted_at=None).values_list("reviewer_id", flat=True))
        if reviewer.pk not in assigned and len(assigned) >= claim.project.readers:
            raise Conflict("As many reviewers are assigned as this project asks for. Take one away first.")
        return Assignment.objects.create(id=id or uuid7(), claim=claim, reviewer=reviewer, by=by)


def unassign_reviewer(*, by: User, assignment: Assignment) -> None:
    """Take an assignment back: an editor, or the reviewer who declines."""
    own = assignment.reviewer_id == by.pk
    require(by, Permission.REVIEW if own else Permission.EDIT, assignment.claim.project)
    with recorded(by=by, action="decline" if own else "unassign"):
        locked(assignment.claim)
        assignment.change(deleted_at=Now())


def release_seats(*, user: User, project: Project | None = None, drafts: bool = True) -> None:
    """Give back all that is kept for somebody who no longer judges here (or anywhere): leases and assignments.

    With `drafts`, open claims assigned to them are nobody's again. What they labelled stays. Call it inside `recorded`.
    """
    within = {} if project is None else {"claim__project": project}
    Lease.objects.filter(reviewer=user, **within).delete()
    returned(Assignment.objects.filter(reviewer=user, **within))
    if drafts:
        claims = Claim.objects.filter(
            assignee=user, state__in=OPEN, **({} if project is None else {"project": project})
        )
        claims.update(assignee=None, version=F("version") + 1, updated_at=Now())


def returned(assignments: QuerySet[Assignment]) -> None:
    """Ends those of the assignments that stand."""
    assignments.filter(deleted_at=None).update(deleted_at=Now(), version=F("version") + 1, updated_at=Now())

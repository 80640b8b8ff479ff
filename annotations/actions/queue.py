"""The next claim for a reviewer."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from annotations.actions.recording import recorded
from annotations.actions.reviews import LEASE, locked, seats_taken_by_others, sitting_in
from annotations.models import Claim, Lease, Project, User, Verdict
from annotations.permissions import Permission, require
from annotations.workflow import State

PAGE = 100


def lease_next(*, by: User, project: Project) -> Claim | None:
    """The claim this reviewer holds, or else the next one, held for them from now on; None when nothing waits.

    What they hold comes first, then what is assigned to them, then by priority and age. A project's reviewers are
    served one after the other, and a seat is counted again under the claim's lock: no claim goes to more readers than
    the policy asks for, and nobody is sent away while one waits.
    """
    require(by, Permission.REVIEW, project)
    with recorded(by=by):
        project = Project.objects.select_for_update(no_key=True).get(pk=project.pk)
        for found in _with_a_seat(by, project):
            claim = locked(found)
            if claim.state != State.IN_REVIEW or seats_taken_by_others(claim, by) >= project.readers:
                continue
            Lease.objects.bulk_create(
                [Lease(claim=claim, round=claim.round, reviewer=by, expires_at=timezone.now() + LEASE)],
                update_conflicts=True,
                unique_fields=["claim", "round", "reviewer"],
                update_fields=["expires_at"],
            )
            return claim
    return None


def _with_a_seat(user: User, project: Project) -> Iterator[Claim]:
    """What waits for this person, as far as can be told without holding it."""
    waiting = _waiting(user, project)
    start = 0
    while page := list(waiting[start : start + PAGE]):
        sitting = sitting_in(page)
        yield from (claim for claim in page if len(sitting[claim.pk] - {user.pk}) < project.readers)
        start += PAGE


def _waiting(user: User, project: Project) -> QuerySet[Claim]:
    """Claims in review that this person may judge and has not, in the order they are handed out."""
    judged = Verdict.objects.filter(
        claim=OuterRef("pk"),
        round=OuterRef("round"),
        reviewer=user,
        state="submitted",
        claim_version__gte=OuterRef("content_version"),
    )
    held = Lease.objects.filter(
        claim=OuterRef("pk"), round=OuterRef("round"), reviewer=user, expires_at__gt=timezone.now()
    )
    claims = Claim.objects.filter(~Exists(judged), project=project, state=State.IN_REVIEW, deleted_at=None)
    if project.four_eyes:
        claims = claims.exclude(author=user)
    first = Case(When(Exists(held), then=Value(0)), When(Q(assignee=user), then=Value(1)), default=Value(2))
    return claims.select_related("project").order_by(first, "-priority", "created_at", "id")

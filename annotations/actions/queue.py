"""The next claim for a reviewer."""

from __future__ import annotations

import uuid

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from annotations.actions.recording import recorded
from annotations.actions.reviews import LEASE, seats_taken_by_others
from annotations.models import Claim, Lease, Project, User, Verdict
from annotations.models.base import uuid7
from annotations.permissions import Permission, require
from annotations.workflow import State


def lease_next(*, by: User, project: Project) -> Claim | None:
    """The claim this reviewer holds, or else the next one, held for them from now on; None when nothing waits.

    By assignment first, then priority and age. Claims other requests are looking at are skipped, not waited for, and a
    seat is counted again under the claim's lock, so that no claim goes to more readers than the policy asks for.
    """
    require(by, Permission.REVIEW, project)
    with recorded(by=by):
        waiting = _waiting(by, project)
        held = waiting.filter(
            Exists(
                Lease.objects.filter(
                    claim=OuterRef("pk"), round=OuterRef("round"), reviewer=by, expires_at__gt=timezone.now()
                )
            )
        ).first()
        if held:
            return held
        passed: list[uuid.UUID] = []
        while True:
            claim = (
                waiting.exclude(pk__in=passed)
                .select_for_update(skip_locked=True, of=("self",))
                .select_related("project")
                .first()
            )
            if claim is None:
                return None
            if seats_taken_by_others(claim, by) < project.readers:
                Lease.objects.update_or_create(
                    claim=claim,
                    round=claim.round,
                    reviewer=by,
                    defaults={"expires_at": timezone.now() + LEASE},
                    create_defaults={"id": uuid7(), "expires_at": timezone.now() + LEASE},
                )
                return claim
            passed.append(claim.pk)


def _waiting(user: User, project: Project) -> QuerySet[Claim]:
    """Claims in review that this person may judge and has not."""
    judged = Verdict.objects.filter(
        claim=OuterRef("pk"),
        round=OuterRef("round"),
        reviewer=user,
        state="submitted",
        claim_version__gte=OuterRef("content_version"),
    )
    claims = Claim.objects.filter(~Exists(judged), project=project, state=State.IN_REVIEW, deleted_at=None)
    if project.four_eyes:
        claims = claims.exclude(author=user)
    return claims.filter(Q(assignee=None) | Q(assignee=user) | Q(project__readers__gt=1)).order_by(
        "-priority", "created_at", "id"
    )

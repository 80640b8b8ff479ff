"""Seats in reviews: how many are filled, and which claims wait for whom.

Other people's verdicts are only ever counted here. Who gave one is nobody's business until all are in.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Now

from annotations.models import Claim, Lease, Project, User, Verdict
from annotations.permissions import readable_by
from annotations.workflow import State


def with_seats(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """The claims, each with `filled`: how many of its round's seats have a verdict that counts."""
    return claims.annotate(filled=_number_of(_counted()))


def reviewable_by(user: User, project: Project) -> QuerySet[Claim]:
    """The claims in review in which this person may take a seat, the one they hold already first; then by priority
    and age, as the queue hands them out.
    """
    judged = _counted(informed=True).filter(reviewer=user)
    leases = Lease.objects.filter(claim=OuterRef("pk"), round=OuterRef("round"), expires_at__gt=Now())
    lease_of_judge = _counted_of(OuterRef("claim"), OuterRef("round"))
    claims = readable_by(user, Claim).filter(~Exists(judged), project=project, state=State.IN_REVIEW)
    if project.four_eyes:
        claims = claims.exclude(author=user)
    return (
        with_seats(claims)
        .annotate(
            held=Exists(leases.filter(reviewer=user)),
            seats_held=_number_of(
                leases.exclude(reviewer=user).exclude(Exists(lease_of_judge.filter(reviewer=OuterRef("reviewer"))))
            ),
            seat_assigned=Cast(
                Q(assignee__isnull=False)
                & ~Q(assignee=user)
                & ~Exists(_counted().filter(reviewer=OuterRef("assignee")))
                & ~Exists(leases.filter(reviewer=OuterRef("assignee"))),
                IntegerField(),
            ),
        )
        .filter(Q(held=True) | Q(filled__lt=project.readers - F("seats_held") - F("seat_assigned")))
        .select_related("speaker")
        .order_by("-held", "-priority", "created_at", "id")
    )


def _counted(*, informed: bool = False) -> QuerySet[Verdict]:
    """The verdicts of the outer claim's round that fill a seat."""
    verdicts = Verdict.objects.filter(
        claim=OuterRef("pk"),
        round=OuterRef("round"),
        state="submitted",
        claim_version__gte=OuterRef("content_version"),
    )
    return verdicts if informed else verdicts.filter(informed=False)


def _counted_of(claim: Any, round_: Any) -> QuerySet[Verdict]:
    return Verdict.objects.filter(
        claim=claim,
        round=round_,
        state="submitted",
        informed=False,
        claim_version__gte=F("claim__content_version"),
    )


def _number_of(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("claim").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), Value(0), output_field=IntegerField())

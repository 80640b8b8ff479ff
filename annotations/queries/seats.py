"""Seats in reviews: how many are filled, and which claims wait for whom.

Other people's verdicts are only ever counted here. Who gave one is nobody's business until all are in.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, Now

from annotations.models import Claim, Lease, Membership, Project, User, Verdict
from annotations.permissions import readable_by
from annotations.workflow import Role, State

REVIEWING = [role.value for role in Role if role >= Role.REVIEWER]


def with_seats(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """The claims, each with `filled`: how many of its round's seats have a verdict that counts."""
    return claims.annotate(filled=_number_of(_given().filter(informed=False)))


def reviewable_by(user: User, project: Project) -> QuerySet[Claim]:
    """The claims in review in which this person may take a seat, as the queue hands them out: `held` ones first, then
    those assigned to them, then by priority and age.

    A seat is taken by a verdict that counts, by a lease, or by an assignment to somebody who can judge the claim. The
    queue counts again when it gives a seat away; this is for showing.
    """
    leases = Lease.objects.filter(claim=OuterRef("pk"), round=OuterRef("round"), expires_at__gt=Now())
    counted = _given().filter(informed=False)
    claims = readable_by(user, Claim).filter(
        ~Exists(_given().filter(reviewer=user)), project=project, state=State.IN_REVIEW
    )
    if project.four_eyes:
        claims = claims.exclude(author=user)
    seated: Any = with_seats(claims)
    waiting: QuerySet[Claim] = (
        seated.annotate(
            held=Exists(leases.filter(reviewer=user)),
            leased=_number_of(leases.exclude(reviewer=user).exclude(Exists(_given_by_holder()))),
            assigned_seat=Case(
                When(
                    ~Q(assignee=user)
                    & _can_judge(project)
                    & ~Exists(counted.filter(reviewer=OuterRef("assignee")))
                    & ~Exists(leases.filter(reviewer=OuterRef("assignee"))),
                    then=Value(1),
                ),
                default=Value(0),
            ),
            turn=Case(When(held=True, then=Value(0)), When(assignee=user, then=Value(1)), default=Value(2)),
        )
        .filter(filled__lt=project.readers - F("leased") - F("assigned_seat"))
        .select_related("speaker")
        .order_by("turn", "-priority", "created_at", "id")
    )
    return waiting


def _can_judge(project: Project) -> Any:
    """Whether the outer claim's assignee may sit in its review."""
    members = Membership.objects.filter(project=project, role__in=REVIEWING, user__is_active=True)
    able = Exists(members.filter(user=OuterRef("assignee")))
    return able & ~Q(assignee=F("author")) if project.four_eyes else able


def _given() -> QuerySet[Verdict]:
    """The verdicts on the outer claim's present content, in its present round."""
    return Verdict.objects.filter(
        claim=OuterRef("pk"),
        round=OuterRef("round"),
        state="submitted",
        claim_version__gte=OuterRef("content_version"),
    )


def _given_by_holder() -> QuerySet[Verdict]:
    """The verdicts that count by whoever holds the outer lease."""
    return Verdict.objects.filter(
        claim=OuterRef("claim"),
        round=OuterRef("round"),
        reviewer=OuterRef("reviewer"),
        state="submitted",
        informed=False,
        claim_version__gte=F("claim__content_version"),
    )


def _number_of(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("claim").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), Value(0), output_field=IntegerField())

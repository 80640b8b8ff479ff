"""Seats in reviews: how many are filled, who may still sit down, and which claims wait for whom.

A seat is taken by a verdict that counts, by a lease, or by an assignment to somebody who can judge the claim; whoever
holds one may fill it as long as the review goes on. Others' verdicts are only ever counted here: who gave one is nobody's
business until all are in.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce, Now

from annotations.models import Assignment, Claim, Lease, Membership, Project, User, Verdict
from annotations.permissions import readable_by
from annotations.workflow import Role, State, can_be_met

REVIEWING = [role.value for role in Role if role >= Role.REVIEWER]
COUNTS = Q(state="submitted", informed=False, claim_version__gte=F("claim__content_version"))

# Everybody who sits in the present round of the outer claim, once each, but for one person.
OTHERS = """
    SELECT count(*) FROM (
        SELECT v.reviewer_id AS person FROM verdict v
        WHERE v.claim_id = claim.id AND v.round = claim.round AND v.state = 'submitted' AND NOT v.informed
            AND v.claim_version >= claim.content_version
        UNION
        SELECT l.reviewer_id FROM lease l
        WHERE l.claim_id = claim.id AND l.round = claim.round AND l.expires_at > statement_timestamp()
        UNION
        SELECT m.user_id FROM membership m
        JOIN users u ON u.id = m.user_id AND u.is_active
        JOIN project p ON p.id = m.project_id
        WHERE m.project_id = claim.project_id AND m.role = ANY(%s) AND NOT (p.four_eyes AND m.user_id = claim.author_id)
            AND (m.user_id = claim.assignee_id OR EXISTS (
                SELECT FROM assignment a
                WHERE a.claim_id = claim.id AND a.reviewer_id = m.user_id AND a.deleted_at IS NULL))
    ) sitting WHERE person <> %s
"""


def counted(claim: Claim) -> QuerySet[Verdict]:
    """The verdicts of this round that count: submitted, independent, and on the claim's present content."""
    return Verdict.objects.filter(COUNTS, claim=claim, round=claim.round)


def with_seats(claims: QuerySet[Claim]) -> QuerySet[Claim]:
    """The claims, each with `filled`: how many of its round's seats have a verdict that counts."""
    return claims.annotate(filled=_number_of(_given().filter(informed=False)))


def with_a_seat_for(user: User, claims: QuerySet[Claim]) -> QuerySet[Any]:
    """Those of the claims in which this person holds a seat (`held` by a lease, or `asked`) or finds one free."""
    mine = {"claim": OuterRef("pk"), "reviewer": user}
    leases = Lease.objects.filter(**mine, round=OuterRef("round"), expires_at__gt=Now())
    asked = Exists(Assignment.objects.filter(**mine, deleted_at=None)) | Q(assignee=user)
    return claims.annotate(
        held=Exists(leases),
        asked=Case(When(asked, then=Value(True)), default=Value(False), output_field=BooleanField()),
        others=RawSQL(OTHERS, [REVIEWING, user.pk], IntegerField()),  # noqa: S611  # our own words, values as parameters
    ).filter(Q(held=True) | Q(asked=True) | Q(others__lt=F("project__readers")))


def has_a_seat(user: User, claim: Claim) -> bool:
    """Whether this person holds a seat in the claim's review, or finds one free. Ask it while the claim is held."""
    return with_a_seat_for(user, Claim.objects.filter(pk=claim.pk)).exists()


def reviewable_by(user: User, project: Project) -> QuerySet[Any]:
    """The claims in review that this person may judge and has not, in the order in which the queue hands them out.

    What they hold comes first, then what they were asked to judge, then by priority and age. What they have left to others
    does not come back unless they are asked.
    """
    left = Lease.objects.filter(claim=OuterRef("pk"), round=OuterRef("round"), reviewer=user, passed_at__isnull=False)
    claims = readable_by(user, Claim).filter(
        ~Exists(_given().filter(reviewer=user)), project=project, state=State.IN_REVIEW
    )
    if project.four_eyes:
        claims = claims.exclude(author=user)
    turn = Case(When(held=True, then=Value(0)), When(asked=True, then=Value(1)), default=Value(2))
    return (
        with_a_seat_for(user, with_seats(claims))
        .filter(Q(asked=True) | ~Exists(left))
        .select_related("speaker")
        .order_by(turn, "-priority", "created_at", "id")
    )


def reviewers(project_id: uuid.UUID) -> QuerySet[Membership]:
    """The active members whose role lets them judge."""
    return Membership.objects.filter(project=project_id, role__in=REVIEWING, user__is_active=True)


def why_not_sit(claim: Claim, user: User) -> str | None:
    """Why this person may not review the claim, as a sentence; None when they may."""
    if claim.project.four_eyes and claim.author_id == user.pk:
        return "You wrote this claim, and this project asks for four eyes. Leave its review to others."
    return None


def why_never_complete(project: Project, claims: QuerySet[Claim]) -> dict[uuid.UUID, str]:
    """Those of the project's claims whose review its members cannot complete, each with the sentence that says why."""
    able = set(reviewers(project.pk).values_list("user_id", flat=True))
    found = {
        pk: can_be_met(project.policy, len(able), author in able)
        for pk, author in claims.values_list("pk", "author_id")
    }
    return {pk: sentence for pk, sentence in found.items() if sentence}


def _given() -> QuerySet[Verdict]:
    """The verdicts on the outer claim's present content, in its present round."""
    return Verdict.objects.filter(
        claim=OuterRef("pk"),
        round=OuterRef("round"),
        state="submitted",
        claim_version__gte=OuterRef("content_version"),
    )


def _number_of(rows: QuerySet[Any]) -> Coalesce:
    counted = rows.order_by().values("claim").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), Value(0), output_field=IntegerField())

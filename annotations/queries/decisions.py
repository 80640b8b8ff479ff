"""What the desk found, for lists of claims."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, Expression, OuterRef, Subquery, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, JSONObject

from annotations.models import Change, Claim, Decision, User
from annotations.permissions import readable_by
from annotations.queries.labels import as_given
from annotations.workflow import State

STANDING = (State.DECIDED, State.PUBLISHED)


def with_decisions(user: User, claims: Iterable[Claim]) -> None:
    """Let each claim that is decided bring its `decision`: that of its last round, labelled as it was given.

    One statement, and none where nothing is decided; one more when a rating was renamed since.
    """
    decided = [claim for claim in claims if claim.state in STANDING]
    if not decided:
        return
    decisions = list(readable_by(user, Decision).filter(claim__in=decided).select_related("rating").order_by("round"))
    as_given(decisions)
    last = {decision.claim_id: decision for decision in decisions}
    for claim in decided:
        claim.decision = last.get(claim.pk)  # type: ignore[attr-defined]


def standing_decision() -> Expression:
    """For a statement over claims: what the desk found, as JSON, with the label as it was given; null while nothing stands."""
    given = Change.objects.filter(
        object_type="rating", object_id=OuterRef("rating_id"), version=OuterRef("rating_version")
    )
    found = JSONObject(
        rating="rating__code",
        rating_label=Coalesce(Subquery(given.values_list(KT("row__label"))[:1]), "rating__label"),
        rating_colour="rating__colour",
        headline="headline",
    )
    last = Decision.objects.filter(claim=OuterRef("pk")).order_by("-round").values_list(found)
    return Case(When(state__in=STANDING, then=Subquery(last[:1])), default=None)

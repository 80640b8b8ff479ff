"""The desk's decision on a claim."""

from __future__ import annotations

import uuid

from annotations.actions.recording import annotate_record, recorded
from annotations.actions.reviews import locked
from annotations.actions.verdicts import check_version, rating_of
from annotations.errors import Conflict
from annotations.models import Claim, Decision, DecisionVerdict, Evidence, User
from annotations.models.base import uuid7
from annotations.permissions import Permission, require
from annotations.queries.seats import counted
from annotations.queries.sourcing import sourcing_of
from annotations.workflow import DECISION, DECISION_STATES, State


def decide_claim(
    *,
    by: User,
    claim: Claim,
    claim_version: int,
    rating: str,
    id: uuid.UUID | None = None,
    headline: str = "",
    summary: str = "",
    rationale: str = "",
) -> Decision:
    """Give the desk's rating, also one that no reviewer gave. It rests on the round's counted verdicts.

    The decision says how many independent sources there were, and how many the policy asked for: fewer do not stand in
    its way, and are not hidden either.

    Raises Stale with the claim when its content has changed since `claim_version`, Conflict when the claim is not
    waiting for a decision, Invalid for a rating that is not on the project's scale.
    """
    require(by, Permission.EDIT, claim.project)
    with recorded(by=by):
        claim = locked(claim)
        check_version(claim, claim_version)
        if claim.state not in DECISION_STATES:
            raise Conflict(f"This claim is {State(claim.state).label}. Only one whose review has ended can be decided.")
        evidence = Evidence.objects.filter(claim=claim, deleted_at=None).select_related("source")
        decision = Decision.objects.create(
            id=id or uuid7(),
            claim=claim,
            claim_version=claim_version,
            round=claim.round,
            rating=rating_of(claim.project, rating),
            headline=headline,
            summary=summary,
            rationale=rationale,
            rule=claim.project.rule,
            sources=sourcing_of(claim, evidence).sources,
            min_sources=claim.project.min_sources,
            by=by,
        )
        verdicts = counted(claim).order_by("submitted_at")
        DecisionVerdict.objects.bulk_create(DecisionVerdict(decision=decision, verdict=v) for v in verdicts)
        annotate_record(by=by, action=State.DECIDED.value)
        claim.change(state=DECISION.target)
    return decision

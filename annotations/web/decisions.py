"""Deciding a claim: the verdicts side by side, and the desk's own rating."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from annotations.models import Rating
from annotations.permissions import Permission, readable_by
from annotations.queries.passages import passages_of
from annotations.queries.rounds import rounds_of
from annotations.web.claims import claim_and_member, evidence_of
from annotations.web.pages import SignedIn, page
from annotations.workflow import DECISION_STATES, Action, allowed_actions, row_of

# What an editor may do here instead of deciding.
STEPS = (Action.REOPEN, Action.CLOSE, Action.RETURN)


@page
def decide(request: SignedIn, pk: UUID) -> HttpResponse:
    """What the reviewers found, and the form in which an editor decides, or sends the claim back."""
    claim, member = claim_and_member(request, pk)
    member.require(Permission.EDIT)
    rounds = rounds_of(request.user, claim)
    decidable = claim.state in DECISION_STATES
    judged = claim.state in (*DECISION_STATES, "decided")
    context = member.context(
        "claims",
        claim=claim,
        passages=passages_of(request.user, claim),
        evidence=evidence_of(request.user, claim),
        ratings=readable_by(request.user, Rating).filter(scale=member.project.scale_id, retired=False),
        decidable=decidable,
        round=next((one for one in rounds if one.number == claim.round), None) if judged else None,
        earlier=[one for one in rounds if one.number < claim.round],
        steps=[row_of(a) for a in allowed_actions(claim.state, member.role) if a in STEPS],
    )
    return render(request, "decisions/new.html", context)

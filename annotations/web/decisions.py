"""Deciding a claim: the verdicts side by side, and the desk's own rating."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from annotations.models import Evidence, Rating
from annotations.permissions import Permission, readable_by
from annotations.queries.passages import passages_of
from annotations.queries.rounds import Round, rounds_of
from annotations.web.claims import claim_and_member, what_is_known
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
    known = what_is_known(request.user, claim)
    decidable = claim.state in DECISION_STATES
    judged = claim.state in (*DECISION_STATES, "decided")
    this_round = next((one for one in rounds if one.number == claim.round), None) if judged else None
    context = member.context(
        "claims",
        **known,
        passages=passages_of(request.user, claim),
        grid=reliance(this_round, known["evidence"]) if this_round else [],
        ratings=with_givers(
            readable_by(request.user, Rating).filter(scale=member.project.scale_id, retired=False), this_round
        ),
        decidable=decidable,
        round=this_round,
        earlier=[one for one in rounds if one.number < claim.round],
        steps=[row_of(a) for a in allowed_actions(claim.state, member.role) if a in STEPS],
    )
    return render(request, "decisions/new.html", context)


@dataclass(frozen=True)
class Reliance:
    """A piece of evidence, and for each verdict of a round whether it relies on it."""

    piece: Evidence
    relied: list[bool]
    differs: bool
    """Whether, of the verdicts that count, some rely on it and others do not."""


def reliance(round_: Round, evidence: list[Evidence]) -> list[Reliance]:
    """Who relied on what, also on evidence that was taken away since; where they differ comes first."""
    pieces = {piece.pk: piece for piece in evidence}
    relied = [{piece.pk for piece in given.evidence} for given in round_.given]
    for given in round_.given:
        pieces |= {piece.pk: piece for piece in given.evidence if piece.pk not in pieces}
    rows = []
    for pk, piece in pieces.items():
        counted = {pk in one for one, given in zip(relied, round_.given, strict=True) if given.counts}
        rows.append(Reliance(piece, [pk in one for one in relied], differs=len(counted) > 1))
    return sorted(rows, key=lambda row: (not row.differs, not any(row.relied)))


def with_givers(ratings: Iterable[Rating], round_: Round | None) -> list[Rating]:
    """The ratings, each with `givers`: who gave it in the round, those whose verdict counts."""
    shown = list(ratings)
    for rating in shown:
        rating.givers = [  # type: ignore[attr-defined]  # for the template
            str(given.verdict.reviewer)
            for given in (round_.given if round_ else [])
            if given.counts and given.verdict.rating_id == rating.pk
        ]
    return shown

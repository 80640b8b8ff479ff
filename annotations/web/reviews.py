"""Reviewing a claim: reading it, rating it, and, once all verdicts are in, seeing what the others found."""

from __future__ import annotations

import json
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpResponse
from django.shortcuts import render

from annotations.models import Claim, Rating, User, Verdict
from annotations.permissions import Permission, readable_by
from annotations.queries.labels import as_given
from annotations.queries.passages import Passage, passages_of
from annotations.queries.rounds import rounds_of
from annotations.queries.seats import has_a_seat, why_not_sit
from annotations.web.claims import claim_and_member, has_given, what_is_known
from annotations.web.pages import SignedIn, page
from annotations.workflow import LATE_VERDICT_STATES, VERDICT_STATES, State, allowed_actions, row_of


@page
def review(request: SignedIn, pk: UUID) -> HttpResponse:
    """One claim before one reviewer. Nothing here tells who else has sat down, or what they found."""
    claim, member = claim_and_member(request, pk)
    member.require(Permission.REVIEW)
    user = request.user
    rounds = rounds_of(user, claim)
    given = has_given(user, claim, rounds)
    mine = readable_by(user, Verdict).filter(claim=claim, round=claim.round, reviewer=user)
    draft = mine.filter(state="draft").select_related("rating").first()
    submitted = mine.filter(state="submitted").select_related("rating").order_by("-submitted_at").first()
    as_given([submitted] if submitted else [])
    passages = passages_of(user, claim)
    why_not = None if given else why_not_review(user, claim, has_draft=draft is not None)
    context = member.context(
        "claims",
        **what_is_known(user, claim),
        seen=seen(claim, passages),
        passages=passages,
        ratings=readable_by(user, Rating).filter(scale=member.project.scale_id, retired=False),
        confidences=["low", "medium", "high"],
        draft=draft,
        relied_on={row.evidence_id for row in draft.relied_on.all()} if draft else set(),
        given=given,
        mine=submitted,
        why_not=why_not,
        own_outbox=not given and not why_not,
        late=claim.state in LATE_VERDICT_STATES,
        in_review=claim.state in VERDICT_STATES,
        rounds=rounds if claim.state not in VERDICT_STATES else [one for one in rounds if one.number < claim.round],
        steps=[row_of(a) for a in allowed_actions(claim.state, member.role) if a == "return"],
    )
    return render(request, "reviews/show.html", context)


def seen(claim: Claim, passages: list[Passage]) -> str:
    """What is judged, as JSON in the API's words: what the page compares with when the claim changes under its reader."""
    words = {
        "text": claim.text,
        "speaker": claim.speaker_id,
        "speaker_name": claim.speaker.name if claim.speaker else "",
        "said_on": claim.said_on,
        "place": claim.place,
        "occasion": claim.occasion,
        "quotes": [passage.quote.pk for passage in passages],
        "quote_words": "\n".join(f"“{passage.words}”" for passage in passages),
    }
    return json.dumps(words, cls=DjangoJSONEncoder)


def why_not_review(user: User, claim: Claim, *, has_draft: bool) -> str | None:
    """Why this person cannot give a verdict now, as a sentence; None when they can. The API has the last word."""
    if claim.state not in VERDICT_STATES and not (claim.state in LATE_VERDICT_STATES and has_draft):
        return f"This claim is {State(claim.state).label}. Verdicts are given while a claim is in review."
    barred = why_not_sit(claim, user)
    if barred:
        return barred
    if claim.state in VERDICT_STATES and not has_a_seat(user, claim):
        return (
            "Every seat in this review is taken. Take another claim; this one may come back to you if a seat is left."
        )
    return None

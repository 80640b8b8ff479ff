"""Giving, changing and withdrawing verdicts."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from annotations.actions.recording import annotate_record, recorded
from annotations.actions.refusals import invalid
from annotations.actions.reviews import counted, finish_review, seats_taken_by_others, why_not_sit
from annotations.errors import Conflict, Denied, Stale
from annotations.models import Claim, Evidence, Lease, Project, Rating, User, Verdict, VerdictEvidence
from annotations.models.base import uuid7
from annotations.permissions import Permission, require
from annotations.workflow import LATE_VERDICT_STATES, VERDICT_STATES, State

EDITABLE = frozenset({"claim_version", "rating", "rationale", "confidence"})


def give_verdict(
    *,
    by: User,
    claim: Claim,
    claim_version: int,
    rating: str | None,
    id: uuid.UUID | None = None,
    rationale: str = "",
    confidence: str = "",
    evidence: Sequence[Evidence] = (),
    state: str = "submitted",
) -> Verdict:
    """Rate a claim as it stood at `claim_version`. The last verdict the policy asks for ends the round.

    Raises Stale with the claim when its content has changed since that version, Denied for its author under four
    eyes, Conflict when this person has a live verdict, no seat is free, or the claim is not in review.
    """
    require(by, Permission.REVIEW, claim.project)
    with recorded(by=by):
        claim = locked(claim)
        _check_seat(claim, by)
        check_version(claim, claim_version)
        _withdraw_stale(claim, by)
        verdict = Verdict.objects.create(
            id=id or uuid7(),
            claim=claim,
            claim_version=claim_version,
            reviewer=by,
            round=claim.round,
            rating=rating_of(claim.project, rating) if rating else None,
            rationale=rationale,
            confidence=confidence,
            state="draft",
        )
        _rely_on(verdict, evidence)
        return _submit(by, claim, verdict) if state == "submitted" else verdict


def change_verdict(*, by: User, verdict: Verdict, **fields: Any) -> Verdict:
    """Change one's own draft, submit it, or withdraw a verdict before the decision.

    A submitted verdict is not reworded: it is withdrawn and given again.
    """
    project = verdict.claim.project
    require(by, Permission.REVIEW, project)
    if verdict.reviewer_id != by.pk:
        raise Denied("A verdict is changed by the reviewer who gave it, and by nobody else.")
    with recorded(by=by):
        claim = locked(verdict.claim)
        state = fields.pop("state", verdict.state)
        if verdict.state == "withdrawn":
            raise Conflict("This verdict is withdrawn. Give a new one.")
        if state == "withdrawn":
            return _withdraw(by, claim, verdict)
        if verdict.state == "submitted":
            raise Conflict("A submitted verdict keeps its words. Withdraw it and give it again.")
        _check_seat(claim, by)
        check_version(claim, fields.get("claim_version", verdict.claim_version))
        evidence = fields.pop("evidence", None)
        if "rating" in fields:
            fields["rating"] = rating_of(project, fields["rating"]) if fields["rating"] else None
        verdict.change(**fields)
        if evidence is not None:
            VerdictEvidence.objects.filter(verdict=verdict).delete()
            _rely_on(verdict, evidence)
        return _submit(by, claim, verdict) if state == "submitted" else verdict


def rating_of(project: Project, code: str) -> Rating:
    """The rating of this code on the project's scale. Raises Invalid, naming the codes there are."""
    ratings = {rating.code: rating for rating in Rating.objects.filter(scale=project.scale_id)}
    if code not in ratings:
        raise invalid(
            "/rating", f"There is no rating “{code}” on this project's scale. Choose one of {', '.join(ratings)}."
        )
    return ratings[code]


def check_version(claim: Claim, claim_version: int) -> None:
    """Refuses a judgement of words the claim no longer has, or does not have yet."""
    if claim_version < claim.content_version:
        raise Stale(claim, "The claim has changed since you read it. Read it again, then send your judgement.")
    if claim_version > claim.version:
        raise invalid("/claim_version", f"The claim is at version {claim.version}. Send the version you read.")


def locked(claim: Claim) -> Claim:
    """The claim as it is now, held until the transaction ends, so that two last verdicts cannot both be the last."""
    return Claim.objects.select_for_update(of=("self",)).select_related("project").get(pk=claim.pk)


def _check_seat(claim: Claim, user: User) -> None:
    sentence = why_not_sit(claim, user)
    if sentence:
        raise Denied(sentence)
    if claim.state in LATE_VERDICT_STATES:
        return
    if claim.state not in VERDICT_STATES:
        raise Conflict(f"This claim is {State(claim.state).label}, not in review. It takes no verdicts now.")
    if seats_taken_by_others(claim, user) >= claim.project.readers:
        raise Conflict(
            "Every seat in this review is taken. Take another claim; a seat comes back if its holder leaves it."
        )


def _withdraw_stale(claim: Claim, user: User) -> None:
    """A verdict on words the claim no longer has gives way to a new one by the same person."""
    stale = Verdict.objects.filter(
        claim=claim, round=claim.round, reviewer=user, state="submitted", claim_version__lt=claim.content_version
    ).first()
    if stale:
        stale.change(state="withdrawn")


def _rely_on(verdict: Verdict, evidence: Sequence[Evidence]) -> None:
    for i, piece in enumerate(evidence):
        if piece.claim_id != verdict.claim_id or piece.deleted_at is not None:
            raise invalid(f"/evidence/{i}", "This is no evidence of this claim. Name only what the claim has.")
    VerdictEvidence.objects.bulk_create(VerdictEvidence(verdict=verdict, evidence=piece) for piece in evidence)


def _submit(by: User, claim: Claim, verdict: Verdict) -> Verdict:
    if verdict.rating_id is None:
        raise invalid("/rating", "A verdict needs a rating before it is submitted. Choose one.")
    in_review = claim.state in VERDICT_STATES
    seen = Verdict.objects.filter(claim=claim, round=claim.round, revealed=True).exclude(reviewer=by).exists()
    annotate_record(by=by, action="submit")
    verdict.change(
        state="submitted",
        submitted_at=timezone.now(),
        # Without blindness a verdict is seen at once; after the reveal it comes late, by somebody who could know.
        revealed=not in_review or not claim.project.blind,
        informed=seen or not in_review,
    )
    Lease.objects.filter(claim=claim, reviewer=by).delete()
    if in_review and counted(claim).count() >= claim.project.readers:
        finish_review(by=by, claim=claim)
        verdict.refresh_from_db()
    return verdict


def _withdraw(by: User, claim: Claim, verdict: Verdict) -> Verdict:
    if claim.state == State.DECIDED:
        raise Conflict("The claim is decided, and the decision rests on its verdicts. Ask an editor to reopen it.")
    annotate_record(by=by, action="withdraw")
    return verdict.change(state="withdrawn")

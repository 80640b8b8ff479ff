"""Giving, changing and withdrawing verdicts."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.utils import timezone

from annotations.actions.recording import annotate_record, recorded
from annotations.actions.refusals import invalid
from annotations.actions.reviews import finish_review, locked, renew_lease
from annotations.errors import Conflict, Denied, Stale
from annotations.models import Claim, DecisionVerdict, Evidence, Project, Rating, User, Verdict, VerdictEvidence
from annotations.models.base import uuid7
from annotations.permissions import Permission, require
from annotations.queries.seats import counted, has_a_seat, why_not_sit
from annotations.workflow import LATE_VERDICT_STATES, VERDICT_STATES, State

RECORDED_AS = {"draft": "", "submitted": "submit"}  # a draft is created and updated like anything else


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
        annotate_record(by=by, action=RECORDED_AS[state])
        verdict = Verdict.objects.create(
            id=id or uuid7(),
            claim=claim,
            claim_version=claim_version,
            reviewer=by,
            round=claim.round,
            rating=rating_of(claim.project, rating) if rating else None,
            rationale=rationale,
            confidence=confidence,
            **_standing(claim, state, rating),
        )
        _rely_on(verdict, evidence)
        return _given(by, claim, verdict)


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
        evidence = fields.pop("evidence", None)
        if verdict.state == "withdrawn":
            raise Conflict("This verdict is withdrawn. Give a new one.")
        if state == "withdrawn":
            return _withdraw(by, claim, verdict)
        if verdict.state == "submitted":
            raise Conflict("A submitted verdict keeps its words. Withdraw it and give it again.")
        if verdict.round != claim.round:
            raise Conflict("This draft belongs to an earlier round of review. Give a new verdict in this one.")
        _check_seat(claim, by, needed=state == "submitted")
        check_version(claim, fields.get("claim_version", verdict.claim_version))
        if "rating" in fields:
            fields["rating"] = rating_of(project, fields["rating"]) if fields["rating"] else None
        elif state == "submitted" and verdict.rating:
            rating_of(project, verdict.rating.code)  # it may have been retired since the draft was saved
        annotate_record(by=by, action=RECORDED_AS[state])
        verdict.change(**fields, **_standing(claim, state, fields.get("rating", verdict.rating_id)))
        if evidence is not None:
            VerdictEvidence.objects.filter(verdict=verdict).delete()
            _rely_on(verdict, evidence)
        return _given(by, claim, verdict)


def rating_of(project: Project, code: str) -> Rating:
    """The rating of this code on the project's scale. Raises Invalid, naming the codes there are, also for a retired one."""
    ratings = {rating.code: rating for rating in Rating.objects.filter(scale=project.scale_id)}
    living = ", ".join(rating.code for rating in ratings.values() if not rating.retired)
    if code not in ratings:
        raise invalid("/rating", f"There is no rating “{code}” on this project's scale. Choose one of {living}.")
    if ratings[code].retired:
        raise invalid("/rating", f"The rating “{ratings[code].label}” is retired. Choose one of {living}.")
    return ratings[code]


def check_version(claim: Claim, claim_version: int) -> None:
    """Refuses a judgement of words the claim no longer has, or does not have yet."""
    if claim_version < claim.content_version:
        raise Stale(claim, "The claim has changed since you read it. Read it again, then send your judgement.")
    if claim_version > claim.version:
        raise invalid("/claim_version", f"The claim is at version {claim.version}. Send the version you read.")


def _check_seat(claim: Claim, user: User, *, needed: bool = True) -> None:
    """Refuses whoever may not judge the claim, and, where one is `needed`, whoever finds no seat."""
    sentence = why_not_sit(claim, user)
    if sentence:
        raise Denied(sentence)
    if claim.state in LATE_VERDICT_STATES:
        return
    if claim.state not in VERDICT_STATES:
        raise Conflict(f"This claim is {State(claim.state).label}, not in review. It takes no verdicts now.")
    if needed and not has_a_seat(user, claim):
        raise Conflict(
            "Every seat in this review is taken. Take another claim; a seat comes back if its holder leaves it."
        )


def _withdraw_stale(claim: Claim, user: User) -> None:
    """A verdict on words the claim no longer has gives way to a new one by the same person."""
    stale = Verdict.objects.filter(
        claim=claim, round=claim.round, reviewer=user, state="submitted", claim_version__lt=claim.content_version
    ).first()
    if stale:
        annotate_record(by=user, action="withdraw")
        stale.change(state="withdrawn")


def _rely_on(verdict: Verdict, evidence: Sequence[Evidence]) -> None:
    for i, piece in enumerate(evidence):
        if piece.claim_id != verdict.claim_id or piece.deleted_at is not None:
            raise invalid(f"/evidence/{i}", "This is no evidence of this claim. Name only what the claim has.")
    VerdictEvidence.objects.bulk_create(VerdictEvidence(verdict=verdict, evidence=piece) for piece in evidence)


def _standing(claim: Claim, state: str, rating: object) -> dict[str, Any]:
    """What is true of a verdict from the moment it is submitted; nothing of a draft."""
    if state != "submitted":
        return {}
    if not rating:
        raise invalid("/rating", "A verdict needs a rating before it is submitted. Choose one.")
    # Who comes after the reveal could know the others' verdicts: theirs is shown at once and not counted.
    late = claim.state not in VERDICT_STATES
    return {
        "state": "submitted",
        "submitted_at": timezone.now(),
        "revealed": late or not claim.project.blind,
        "informed": late,
    }


def _given(by: User, claim: Claim, verdict: Verdict) -> Verdict:
    """The verdict, after what follows from it: a draft renews its author's lease, and the last verdict ends the round."""
    if claim.state not in VERDICT_STATES:
        return verdict
    if verdict.state != "submitted":
        renew_lease(claim=claim, user=by)
    elif counted(claim).count() >= claim.project.readers:
        finish_review(by=by, claim=claim)
        verdict.refresh_from_db()
    return verdict


def _withdraw(by: User, claim: Claim, verdict: Verdict) -> Verdict:
    if claim.state == State.DECIDED:
        raise Conflict("The claim is decided, and the decision rests on its verdicts. Ask an editor to reopen it.")
    if DecisionVerdict.objects.filter(verdict=verdict).exists():  # of an earlier round, and it stays on the record
        raise Conflict("The decision of an earlier round rests on this verdict. It stays: give another in this round.")
    annotate_record(by=by, action="withdraw")
    return verdict.change(state="withdrawn")

"""A claim's rounds of review as its readers see them: the verdicts revealed, what they add up to, the decision."""

from __future__ import annotations

from dataclasses import dataclass, field

from annotations.models import Claim, Decision, Evidence, Rating, User, Verdict
from annotations.permissions import readable_by
from annotations.queries.labels import as_given
from annotations.workflow import Outcome, outcome


@dataclass(frozen=True)
class Given:
    """A verdict in its round. A stale one judged words the claim no longer has; `counts`: it is part of the outcome."""

    verdict: Verdict
    evidence: list[Evidence]
    stale: bool
    counts: bool


@dataclass
class Round:
    """One round of review. `outcome` is what the project's rule makes of the verdicts that count."""

    number: int
    given: list[Given] = field(default_factory=list)
    decision: Decision | None = None
    outcome: Outcome | None = None
    rating: Rating | None = None


def rounds_of(user: User, claim: Claim) -> list[Round]:
    """The rounds with something this person may see, the latest first, labels as they were given.

    Three statements whatever their number, four when a rating was renamed since.
    """
    verdicts = (
        readable_by(user, Verdict)
        .filter(claim=claim, state="submitted")
        .select_related("rating__merged_into", "reviewer")
        .prefetch_related("evidence")
        .order_by("submitted_at")
    )
    decisions = (
        readable_by(user, Decision).filter(claim=claim).select_related("rating", "by").prefetch_related("rests_on")
    )
    as_given([*verdicts, *decisions])
    rounds: dict[int, Round] = {}
    decided = {decision.round: decision for decision in decisions}
    for verdict in verdicts:
        in_round = rounds.setdefault(verdict.round, Round(verdict.round, decision=decided.get(verdict.round)))
        in_round.given.append(_given(verdict, claim, in_round.decision))
    for number, decision in decided.items():
        rounds.setdefault(number, Round(number, decision=decision))
    for one in rounds.values():
        counted = [g.verdict.rating.counts_as for g in one.given if g.counts and g.verdict.rating]
        one.outcome = outcome(claim.project.policy, [rating.code for rating in counted])
        one.rating = {rating.code: rating for rating in counted}.get(one.outcome.rating or "")
    return sorted(rounds.values(), key=lambda one: -one.number)


def _given(verdict: Verdict, claim: Claim, decision: Decision | None) -> Given:
    stale = verdict.round == claim.round and verdict.claim_version < claim.content_version
    counts = not stale and not verdict.informed
    if decision is not None:
        counts = verdict.pk in {row.verdict_id for row in decision.rests_on.all()}
    return Given(verdict, list(verdict.evidence.all()), stale, counts)

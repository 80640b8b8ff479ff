"""What the desk found, for lists of claims."""

from __future__ import annotations

from collections.abc import Iterable

from annotations.models import Claim, Decision, User
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

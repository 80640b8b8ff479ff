"""A claim's evidence, by the questions it answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import Coalesce

from annotations.models import Claim, Evidence, Question, User
from annotations.permissions import readable_by

# The order in which an editor weighs: what speaks against, what speaks for, what explains.
STANCE_ORDER = ("refutes", "supports", "context")


@dataclass
class Answered:
    """A question with the evidence that answers it; without a question, the evidence that answers none."""

    question: Question | None
    evidence: list[Any] = field(default_factory=list)


def with_after_claim(evidence: QuerySet[Evidence]) -> QuerySet[Evidence]:
    """Each piece with `after_claim`: whether it was published after the claim was made. Unknown dates say nothing."""
    after = ExpressionWrapper(Q(published_on__gt=F("claim__said_on")), output_field=BooleanField())
    return evidence.annotate(after_claim=Coalesce(after, False))


def evidence_of(user: User, claim: Claim) -> list[Evidence]:
    """The claim's evidence, oldest first. One statement."""
    rows = readable_by(user, Evidence).filter(claim=claim).select_related("source", "author")
    return list(with_after_claim(rows).order_by("created_at", "pk"))


def questions_of(user: User, claim: Claim) -> list[Question]:
    """The claim's questions, in their order. One statement."""
    return list(readable_by(user, Question).filter(claim=claim).select_related("author").order_by("order", "pk"))


def by_question(questions: Iterable[Question], evidence: Iterable[Evidence]) -> list[Answered]:
    """The evidence under the question it answers, in the questions' order, then what answers none; by stance in each."""
    groups = {question.pk: Answered(question) for question in questions}
    rest = Answered(None)
    for piece in sorted(evidence, key=lambda piece: STANCE_ORDER.index(piece.stance)):
        groups.get(piece.question_id, rest).evidence.append(piece)  # type: ignore[arg-type]
    return [*groups.values(), *([rest] if rest.evidence else [])]

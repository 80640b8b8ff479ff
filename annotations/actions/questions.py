"""Asking what a claim leaves open."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models import Max
from django.db.models.functions import Now

from annotations.actions.recording import recorded
from annotations.actions.refusals import invalid
from annotations.errors import Conflict
from annotations.models import Claim, Evidence, Question, User
from annotations.models.base import uuid7
from annotations.permissions import Permission, require


def create_question(
    *, by: User, claim: Claim, text: str, id: uuid.UUID | None = None, order: int | None = None
) -> Question:
    """Ask a question about a claim: the last one, unless an `order` is given."""
    require(by, Permission.ANNOTATE, claim.project)
    _check(text=text)
    with recorded(by=by):
        if order is None:
            last = Question.objects.filter(claim=claim, deleted_at=None).aggregate(last=Max("order"))["last"]
            order = (last or 0) + 1
        _make_room(claim, order)
        return Question.objects.create(id=id or uuid7(), claim=claim, author=by, text=text, order=order)


def change_question(*, by: User, question: Question, **fields: Any) -> Question:
    """Word a question anew, or give it another `order`: whoever has it moves on by one, as do those right behind."""
    require(by, Permission.ANNOTATE, question.claim.project)
    _check(**fields)
    with recorded(by=by):
        if fields.get("order", question.order) != question.order:
            _make_room(question.claim, fields["order"], moving=question)
        return question.change(**fields)


def delete_question(*, by: User, question: Question) -> Question:
    """Take a question away. Raises Conflict while evidence answers it."""
    require(by, Permission.ANNOTATE, question.claim.project)
    with recorded(by=by, action="delete"):
        question.change(deleted_at=Now())
        # Only now that the question is held: evidence that is being put under it holds it too (actions/evidence.py).
        if Evidence.objects.filter(question=question, deleted_at=None).exists():
            raise Conflict("There is evidence that answers this question. Take it from the question first.")
    return question


def _make_room(claim: Claim, order: int, *, moving: Question | None = None) -> None:
    """Nobody else has this place any more; no question changes that need not."""
    others = Question.objects.select_for_update().filter(claim=claim, deleted_at=None, order__gte=order)
    if moving is not None:
        others = others.exclude(pk=moving.pk)
    taken, pushed = order, []
    for question in others.order_by("order", "pk"):
        if question.order > taken:
            break
        taken += 1
        pushed.append((question, taken))
    for question, place in reversed(pushed):
        question.change(order=place)


def _check(**fields: Any) -> None:
    if "text" in fields and not fields["text"].strip():
        raise invalid("/text", "Write the question.")

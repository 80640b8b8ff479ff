"""Gathering evidence."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models.functions import Now

from annotations.actions.belonging import require_same_project
from annotations.actions.recording import recorded
from annotations.actions.refusals import invalid
from annotations.models import Claim, Evidence, Question, User
from annotations.models.base import uuid7
from annotations.permissions import Permission, require

MAX_TITLE = 1000
ANSWERING = frozenset({"question", "answer", "answer_kind"})


def create_evidence(*, by: User, claim: Claim, id: uuid.UUID | None = None, **fields: Any) -> Evidence:
    """Add a piece of evidence. `fields` are its columns: stance and title, then where, when and what it says.

    Without a title it is called by its address. As an answer it also has `question`, `answer` and `answer_kind`.
    """
    require(by, Permission.ANNOTATE, claim.project)
    if not fields.get("title", "").strip():
        fields["title"] = fields.get("url", "")[:MAX_TITLE]
    _check(claim, **fields)
    _check_answer(**fields)
    with recorded(by=by):
        _hold(fields.get("question"))
        return Evidence.objects.create(id=id or uuid7(), claim=claim, author=by, **fields)


def change_evidence(*, by: User, evidence: Evidence, **fields: Any) -> Evidence:
    """Change a piece of evidence."""
    require(by, Permission.ANNOTATE, evidence.claim.project)
    _check(evidence.claim, **fields)
    if fields.keys() & ANSWERING:
        _check_answer(**{name: getattr(evidence, name) for name in ANSWERING} | fields)
    with recorded(by=by):
        _hold(fields.get("question"))
        return evidence.change(**fields)


def delete_evidence(*, by: User, evidence: Evidence) -> Evidence:
    """Take a piece of evidence away. Verdicts that relied on it keep saying so in the record."""
    require(by, Permission.ANNOTATE, evidence.claim.project)
    with recorded(by=by, action="delete"):
        return evidence.change(deleted_at=Now())


def _check(claim: Claim, **fields: Any) -> None:
    if "title" in fields and not fields["title"].strip():
        raise invalid("/title", "Say in a few words what this is: a title, or what it shows. Its address will do.")
    require_same_project("/source", fields.get("source"), claim.project)
    question = fields.get("question")
    if question is not None and question.claim_id != claim.pk:
        raise invalid("/question", "There is no such question on this claim. Choose one that is.")


def _check_answer(question: Question | None = None, answer: str = "", answer_kind: str = "", **others: Any) -> None:
    if question is None and (answer or answer_kind):
        raise invalid("/question", "An answer needs its question. Name the question, or leave the answer out.")
    if answer and not answer_kind:
        raise invalid("/answer_kind", "Say what kind of answer this is.")
    if answer_kind not in ("", "unanswerable") and not answer.strip():
        raise invalid("/answer", "Write the answer, or say that there is none: unanswerable.")


def _hold(question: Question | None) -> None:
    """Held until the evidence is saved, so that the question is not taken away meanwhile."""
    if question is None:
        return
    if not Question.objects.select_for_update(no_key=True).filter(pk=question.pk, deleted_at=None).exists():
        raise invalid("/question", "This question was taken away meanwhile. Choose another, or none.")

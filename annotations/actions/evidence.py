"""Gathering evidence."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models.functions import Now

from annotations.actions.belonging import require_same_project
from annotations.actions.recording import recorded
from annotations.actions.refusals import invalid
from annotations.models import Claim, Evidence, User
from annotations.models.base import uuid7
from annotations.permissions import Permission, require


def create_evidence(*, by: User, claim: Claim, id: uuid.UUID | None = None, **fields: Any) -> Evidence:
    """Add a piece of evidence. `fields` are its columns: title and stance, then where, when and what it says."""
    require(by, Permission.ANNOTATE, claim.project)
    _check(claim, **fields)
    with recorded(by=by):
        return Evidence.objects.create(id=id or uuid7(), claim=claim, author=by, **fields)


def change_evidence(*, by: User, evidence: Evidence, **fields: Any) -> Evidence:
    """Change a piece of evidence."""
    require(by, Permission.ANNOTATE, evidence.claim.project)
    _check(evidence.claim, **fields)
    with recorded(by=by):
        return evidence.change(**fields)


def delete_evidence(*, by: User, evidence: Evidence) -> Evidence:
    """Take a piece of evidence away. Verdicts that relied on it keep saying so in the record."""
    require(by, Permission.ANNOTATE, evidence.claim.project)
    with recorded(by=by, action="delete"):
        return evidence.change(deleted_at=Now())


def _check(claim: Claim, **fields: Any) -> None:
    if "title" in fields and not fields["title"].strip():
        raise invalid("/title", "Say in a few words what this is: a title, or what it shows.")
    require_same_project("/source", fields.get("source"), claim.project)

"""Asking those a claim is about for their side."""

from __future__ import annotations

import uuid
from typing import Any

from django.db.models.functions import Now

from annotations.actions.recording import recorded
from annotations.actions.refusals import invalid
from annotations.models import Claim, Contact, User
from annotations.models.base import uuid7
from annotations.permissions import Permission, require

OF_ASKING = ("who", "how", "asked_on", "asked", "replied_on", "reply")


def create_contact(*, by: User, claim: Claim, id: uuid.UUID | None = None, **fields: Any) -> Contact:
    """Note who was asked (`who`, `how`, `asked_on`, `asked`, `replied_on`, `reply`), or `why_not`."""
    require(by, Permission.ANNOTATE, claim.project)
    contact = Contact(id=id or uuid7(), claim=claim, author=by, **fields)
    _check(contact)
    with recorded(by=by):
        contact.save(force_insert=True)
        contact.refresh_from_db()
    return contact


def change_contact(*, by: User, contact: Contact, **fields: Any) -> Contact:
    """Change what is noted, for instance when the answer comes."""
    require(by, Permission.ANNOTATE, contact.claim.project)
    _check(Contact(**{name: getattr(contact, name) for name in (*OF_ASKING, "why_not")} | fields))
    with recorded(by=by):
        return contact.change(**fields)


def delete_contact(*, by: User, contact: Contact) -> Contact:
    """Take a note of a contact away."""
    require(by, Permission.ANNOTATE, contact.claim.project)
    with recorded(by=by, action="delete"):
        return contact.change(deleted_at=Now())


def _check(contact: Contact) -> None:
    if not contact.who.strip() and not contact.why_not.strip():
        raise invalid("/who", "Say who was asked, or why no one was.")
    if contact.why_not and any(getattr(contact, name) for name in OF_ASKING):
        raise invalid("/why_not", "Either somebody was asked or no one was. Say who, or why not; not both.")
    if contact.asked_on and contact.replied_on and contact.replied_on < contact.asked_on:
        raise invalid("/replied_on", "Nobody answers before being asked. Correct one of the dates.")

"""Adding and describing speakers."""

from __future__ import annotations

import uuid
from typing import Any

from annotations.actions.recording import recorded
from annotations.actions.refusals import invalid
from annotations.models import Project, Speaker, User
from annotations.models.base import uuid7
from annotations.models.speakers import WIKIDATA_ID
from annotations.permissions import Permission, require


def create_speaker(*, by: User, project: Project, name: str, id: uuid.UUID | None = None, **fields: Any) -> Speaker:
    """Add a speaker to a project. Raises Conflict when the project has one of that name."""
    require(by, Permission.ANNOTATE, project)
    _check(name=name, **fields)
    with recorded(by=by):
        return Speaker.objects.create(id=id or uuid7(), project=project, name=name, **fields)


def change_speaker(*, by: User, speaker: Speaker, **fields: Any) -> Speaker:
    """Describe a speaker anew."""
    require(by, Permission.ANNOTATE, speaker.project)
    _check(**fields)
    with recorded(by=by):
        return speaker.change(**fields)


def _check(**fields: Any) -> None:
    if "name" in fields and not fields["name"].strip():
        raise invalid("/name", "A speaker needs a name. Type one.")
    if (wikidata_id := fields.get("wikidata_id")) and not WIKIDATA_ID.fullmatch(wikidata_id):
        raise invalid("/wikidata_id", "An id of Wikidata is a Q and a number, as Q42. Send that, or nothing.")

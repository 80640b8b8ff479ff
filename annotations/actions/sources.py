"""Adding and describing sources."""

from __future__ import annotations

import uuid
from typing import Any

from annotations.actions.recording import recorded
from annotations.actions.refusals import invalid
from annotations.models import Project, Source, User
from annotations.models.base import uuid7
from annotations.models.sources import COUNTRY
from annotations.permissions import Permission, require


def create_source(*, by: User, project: Project, name: str, id: uuid.UUID | None = None, **fields: Any) -> Source:
    """Add a source to a project. Raises Conflict when the project has one of that name."""
    require(by, Permission.ANNOTATE, project)
    _check(name=name, **fields)
    with recorded(by=by):
        return Source.objects.create(id=id or uuid7(), project=project, name=name, **fields)


def change_source(*, by: User, source: Source, **fields: Any) -> Source:
    """Describe a source anew."""
    require(by, Permission.ANNOTATE, source.project)
    _check(**fields)
    with recorded(by=by):
        return source.change(**fields)


def _check(**fields: Any) -> None:
    if "name" in fields and not fields["name"].strip():
        raise invalid("/name", "A source needs a name. Type one.")
    if (country := fields.get("country")) and not COUNTRY.fullmatch(country):
        raise invalid("/country", "A country is two capital letters of ISO 3166, as NO. Send those, or nothing.")

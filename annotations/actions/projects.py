"""Making projects and setting their policy."""

from __future__ import annotations

import uuid
from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug

from annotations.actions.recording import recorded
from annotations.actions.refusals import invalid, refusals
from annotations.actions.reviews import finish_review, locked
from annotations.errors import Conflict, Denied
from annotations.models import Claim, Membership, Project, Scale, User
from annotations.models.base import uuid7
from annotations.permissions import Permission, require
from annotations.queries.seats import counted, why_never_complete
from annotations.text import TextRefused, check_language
from annotations.workflow import Policy, Role, State

DEFAULT_SCALE = "desk-6"
POLICY_FIELDS = frozenset(field.name for field in fields_of(Policy))


def create_project(
    *, by: User | None, slug: str, name: str, language: str = "en", id: uuid.UUID | None = None
) -> Project:
    """Make a project; whoever makes it owns it. Only people who run the installation, and commands, may."""
    if by is not None and not by.is_staff:
        raise Denied("Projects are made by the people who run this installation. Ask one of them.")
    try:
        validate_slug(slug)
    except ValidationError as error:
        raise invalid(
            "/slug", "A short name is made of letters, digits, hyphens and underscores. Correct it."
        ) from error
    _check(name=name, language=language)
    with recorded(by=by):
        scale = Scale.objects.get(project=None, slug=DEFAULT_SCALE)
        project = Project.objects.create(id=id or uuid7(), slug=slug, name=name, language=language, scale=scale)
        if by is not None:
            Membership.objects.create(project=project, user=by, role=Role.OWNER)
    return project


def change_project(*, by: User, project: Project, **fields: Any) -> Project:
    """Change name, guidelines and language (editors), or scale and policy (owners).

    The scale changes only while no claim is in review: the verdicts of one round are given on one scale.
    """
    ruling = fields.keys() & (POLICY_FIELDS | {"scale"})
    require(by, Permission.OWN if ruling else Permission.EDIT, project)
    _check(**fields)
    with recorded(by=by):
        with refusals():
            replace(project.policy, **{name: fields[name] for name in fields.keys() & POLICY_FIELDS})
        scale = fields.get("scale")
        if scale is not None and scale.project_id not in (None, project.pk):
            raise invalid("/scale", "This scale belongs to another project. Choose one of this project's.")
        if scale is not None and scale.pk != project.scale_id and _in_review(project):
            raise Conflict("Claims are in review on the present scale. Wait until they are decided, or return them.")
        in_review = Claim.objects.filter(project=project, state=State.IN_REVIEW, deleted_at=None)
        stuck = why_never_complete(project, in_review) if fields.keys() & {"readers", "four_eyes"} else {}
        project.change(**fields)
        if fields.keys() & {"readers", "four_eyes"}:
            _check_reviews_go_on(why_never_complete(project, in_review), stuck)
        if "readers" in fields:
            _finish_complete_reviews(by, project)
    return project


def _check_reviews_go_on(stuck: dict[uuid.UUID, str], before: dict[uuid.UUID, str]) -> None:
    """Refuses a policy under which reviews that could be completed no longer can."""
    for claim in stuck.keys() - before.keys():
        raise Conflict(f"Claims are in review, and could not be completed. {stuck[claim]}")


def _finish_complete_reviews(by: User, project: Project) -> None:
    """Ends the rounds that have as many verdicts as the policy now asks for: nobody else could give the last one."""
    for claim in Claim.objects.filter(project=project, state=State.IN_REVIEW, deleted_at=None).order_by("pk"):
        held = locked(claim)
        if held.state == State.IN_REVIEW and counted(held).count() >= project.readers:
            finish_review(by=by, claim=held)


def _in_review(project: Project) -> bool:
    waiting = [State.IN_REVIEW, State.AGREED, State.DISPUTED]
    return Claim.objects.filter(project=project, state__in=waiting, deleted_at=None).exists()


def _check(**fields: Any) -> None:
    if "name" in fields and not fields["name"].strip():
        raise invalid("/name", "A project needs a name. Type one.")
    if "language" in fields:
        try:
            check_language(fields["language"])
        except TextRefused as refused:
            raise invalid("/language", str(refused)) from refused

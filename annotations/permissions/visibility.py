"""The doors: for every kind of object, the rows a person may see. Views fetch through these alone."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

from django.db.models import Model, Q, QuerySet

from annotations.models import (
    ApiToken,
    Article,
    Assignment,
    Claim,
    Comment,
    Contact,
    Decision,
    Evidence,
    Import,
    Invitation,
    Membership,
    Project,
    Question,
    Quote,
    Rating,
    Release,
    ReleaseFile,
    Revision,
    Scale,
    Source,
    Speaker,
    User,
    Verdict,
)
from annotations.workflow import Role

M = TypeVar("M", bound=Model)

# The way from each kind of object to its project. What is deleted is seen by nobody.
PROJECT_OF: Mapping[type[Model], str] = MappingProxyType(
    {
        Project: "",
        Membership: "project__",
        Invitation: "project__",
        Source: "project__",
        Speaker: "project__",
        Article: "project__",
        Revision: "article__project__",
        Quote: "article__project__",
        Claim: "project__",
        Question: "claim__project__",
        Evidence: "claim__project__",
        Assignment: "claim__project__",
        Verdict: "claim__project__",
        Decision: "claim__project__",
        Contact: "claim__project__",
        Comment: "project__",
        Release: "project__",
        ReleaseFile: "release__project__",
        Import: "project__",
    }
)
DELETABLE = (Quote, Claim, Question, Evidence, Assignment, Contact, Comment)
OF_A_CLAIM = (Question, Evidence, Assignment, Verdict, Decision, Contact)


def readable_by(user: User, model: type[M]) -> QuerySet[M]:
    """The rows of `model` this person may know of. A verdict is its author's alone until it is revealed."""
    rows: QuerySet[M] = model._default_manager.all()
    if not user.is_active:
        return rows.none()
    if model in (Scale, Rating):
        path = "project" if model is Scale else "scale__project"
        own = Membership.objects.filter(user=user).values("project")
        return rows.filter(Q(**{path: None}) | Q(**{f"{path}__in": own}))
    if model is ApiToken:
        return rows.filter(user=user, revoked_at=None)
    # Names from PROJECT_OF; none comes from a request.
    member: dict[str, object] = {f"{PROJECT_OF[model]}memberships__user": user}
    if model is Invitation:  # in the same filter: it is this person's own role that counts
        member["project__memberships__role"] = Role.OWNER
    rows = rows.filter(**member)
    if model in DELETABLE:
        rows = rows.filter(deleted_at=None)
    if model in OF_A_CLAIM:
        rows = rows.filter(claim__deleted_at=None)
    if model is Comment:  # goes with what it is on
        rows = rows.filter(claim__deleted_at=None, quote__deleted_at=None)
    if model is Verdict:
        rows = rows.filter(Q(reviewer=user) | Q(revealed=True))
    return rows

"""What each role may do: one table, and the one function that reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from annotations.errors import Denied, Missing
from annotations.models import Membership, Project, User
from annotations.workflow import Role


class Permission(StrEnum):
    """What can be asked for in a project."""

    READ = "read"
    EXPORT = "export"
    ANNOTATE = "annotate"
    REVIEW = "review"
    EDIT = "edit"
    RELEASE = "release"
    OWN = "own"


NEEDED: Mapping[Permission, Role] = MappingProxyType(
    {
        Permission.READ: Role.READER,
        Permission.EXPORT: Role.READER,
        Permission.ANNOTATE: Role.ANNOTATOR,
        Permission.REVIEW: Role.REVIEWER,
        Permission.EDIT: Role.EDITOR,
        Permission.RELEASE: Role.EDITOR,
        Permission.OWN: Role.OWNER,
    }
)

DOES: Mapping[Permission, str] = MappingProxyType(
    {
        Permission.READ: "read this project",
        Permission.EXPORT: "export this project",
        Permission.ANNOTATE: "add or change articles, quotes, claims, evidence and comments",
        Permission.REVIEW: "give verdicts",
        Permission.EDIT: "assign, decide, or change guidelines and scales",
        Permission.RELEASE: "make or yank releases",
        Permission.OWN: "change members, policy or delete",
    }
)


@dataclass(frozen=True)
class Allowed:
    """Yes."""

    role: Role


@dataclass(frozen=True)
class Denial:
    """No, and why. `member` is false when the person may not even know that the project exists."""

    reason: str
    member: bool


def role_in(user: User, project: Project) -> Role | None:
    """The person's role in the project; None for outsiders and for accounts that were deactivated."""
    if not user.is_active:
        return None
    if (known := user.__dict__.get("_known_roles", {}).get(project.pk)) is not None:
        return known
    role = Membership.objects.filter(user=user, project=project).values_list("role", flat=True).first()
    return Role(role) if role else None


def know_role(user: User, project: Project, role: Role) -> None:
    """Remember a role that was read together with what the person asked for, so that it is not asked for again.

    It holds for this one `user` object, which lives as long as a request.
    """
    user.__dict__.setdefault("_known_roles", {})[project.pk] = role


def decide(role: Role | None, permission: Permission) -> Allowed | Denial:
    """The answer for a role, with its reason."""
    if role is None:
        return Denial(Missing.detail, member=False)
    needed = NEEDED[permission]
    if role >= needed:
        return Allowed(role)
    return Denial(
        f"To {DOES[permission]} you need the role {needed.value} or a higher one; yours is {role.value}. "
        "Ask an owner of the project.",
        member=True,
    )


def can(user: User, permission: Permission, project: Project) -> bool:
    """Whether the person may do this in the project."""
    return isinstance(decide(role_in(user, project), permission), Allowed)


def require(user: User, permission: Permission, project: Project) -> Role:
    """The person's role, if it suffices. Raises Missing for outsiders and Denied, with its sentence, for the rest."""
    answer = decide(role_in(user, project), permission)
    if isinstance(answer, Allowed):
        return answer.role
    raise Denied(answer.reason) if answer.member else Missing

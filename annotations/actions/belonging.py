"""Objects that are named in a request must belong to the project they are named in."""

from __future__ import annotations

from django.db.models import Model

from annotations.actions.refusals import invalid
from annotations.models import Membership, Project, User


def require_same_project(pointer: str, thing: Model | None, project: Project) -> None:
    """Refuses an object of another project, in the words for one that does not exist."""
    if thing is not None and thing.project_id != project.pk:  # type: ignore[attr-defined]
        raise invalid(pointer, "There is no such object in this project. Choose one that is.")


def require_member(pointer: str, user: User | None, project: Project) -> None:
    """Refuses a person who is not an active member."""
    if user is not None and not Membership.objects.filter(project=project, user=user, user__is_active=True).exists():
        raise invalid(pointer, "This person is not a member of the project. Invite them first.")

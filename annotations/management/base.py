"""What our commands share: a refusal is a sentence, and a name that leads nowhere says what there is."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from annotations.errors import FactcheckError
from annotations.models import Membership, Project, User
from annotations.workflow import Role


class Command(BaseCommand):
    """A command whose refusals end it with their sentence."""

    requires_system_checks = ()

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Runs the command; what an action refuses is shown without a trace."""
        try:
            return super().execute(*args, **options)
        except FactcheckError as refusal:
            sentences = dict.fromkeys([refusal.detail, *(problem.detail for problem in refusal.problems)])
            raise CommandError("\n".join(sentences)) from refusal


def user_named(username: str) -> User:
    """The account of that user name, or a sentence."""
    user = User.objects.filter(username=username).first()
    if user is None:
        raise CommandError(f"There is no user {username!r}: make one with create_user.")
    return user


def project_called(slug: str) -> Project:
    """The project of that short name, or a sentence that lists those there are."""
    project = Project.objects.filter(slug=slug).first()
    if project is None:
        there = ", ".join(Project.objects.order_by("slug").values_list("slug", flat=True)[:20]) or "none yet"
        raise CommandError(f"There is no project {slug!r} (there is: {there}): make one with create_project.")
    return project


def user_for(project: Project, username: str | None) -> User:
    """The user of that name, or else an owner of the project; or a sentence."""
    if username:
        return user_named(username)
    membership = Membership.objects.filter(project=project, role=Role.OWNER, user__is_active=True).first()
    if membership is None:
        raise CommandError(f"{project.slug} has no owner: say with --by NAME in whose name this is done.")
    return membership.user

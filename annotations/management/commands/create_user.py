"""`create_user NAME [--project SLUG --role ROLE]`: an account, and its place in a project."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from annotations.actions.members import add_member
from annotations.actions.users import create_user
from annotations.management.base import Command as BaseCommand
from annotations.management.base import project_called
from annotations.models import Membership, User
from annotations.workflow import Role


class Command(BaseCommand):
    """Makes an account without a password: the person comes in by a sign-in link, a program by a token."""

    help = "Makes a user, and a member of a project. They sign in with sign_in_link NAME, and set a password there."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Who, and where."""
        parser.add_argument("username", help="the name to sign in with")
        parser.add_argument("--display-name", default="", help="the name others see; the user name if left out")
        parser.add_argument("--email", default="", help="kept for the people who run the site, never shown or exported")
        parser.add_argument("--staff", action="store_true", help="may make projects and close accounts")
        parser.add_argument("--project", metavar="SLUG", help="make them a member of this project")
        parser.add_argument(
            "--role", choices=[role.value for role in Role], help="their role there (default: annotator)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Makes what is missing of the two."""
        if options["role"] and not options["project"]:
            raise CommandError("A role is held in a project: name one with --project SLUG.")
        project = project_called(options["project"]) if options["project"] else None
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            user = create_user(
                username=options["username"],
                name=options["display_name"],
                email=options["email"],
                is_staff=options["staff"],
            )
            self.stdout.write(f"Made the user {user.username}.")
        else:
            self.stdout.write(f"The user {user.username} is there already.")
        if project is None:
            return
        role = options["role"] or Role.ANNOTATOR.value
        membership = Membership.objects.filter(project=project, user=user).first()
        if membership is None:
            add_member(by=None, project=project, user=user, role=role)
            self.stdout.write(f"{user.username} is now {role} in {project.slug}.")
        elif membership.role == role:
            self.stdout.write(f"{user.username} is {role} in {project.slug} already.")
        else:
            raise CommandError(
                f"{user.username} is {membership.role} in {project.slug}: an owner changes roles on its Members page."
            )

"""`open_account NAME [--username NEW]`: lets somebody in whose account is closed, or came with an archive."""

from __future__ import annotations

import uuid
from argparse import ArgumentParser
from typing import Any

from annotations.actions.users import open_account
from annotations.management.base import Command as BaseCommand
from annotations.management.base import user_named
from annotations.management.commands.sign_in_link import link_for
from annotations.models import User


class Command(BaseCommand):
    """Opens the account and prints a link, as sign_in_link does."""

    help = "Opens a closed account, and prints a link that signs its owner in, once, within a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, and under which name."""
        parser.add_argument("person", help="user name, or the id restore_archive printed")
        parser.add_argument("--username", default="", help="the name to sign in with from now on")

    def handle(self, *args: Any, **options: Any) -> None:
        """Opens it."""
        user = open_account(user=_person(options["person"]), username=options["username"])
        self.stdout.write(f"The account of {user} is open. The user name is {user.username}.")
        self.stdout.write(link_for(user))


def _person(given: str) -> User:
    try:
        found = User.objects.filter(pk=uuid.UUID(given)).first()
    except ValueError:
        found = None
    return found or user_named(given)

"""`sign_in_link NAME`: an address that signs one person in, once."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError

from annotations.actions.sign_in_links import make_sign_in_link
from annotations.management.base import Command as BaseCommand
from annotations.management.base import user_named
from annotations.models import User
from factcheck import site


class Command(BaseCommand):
    """Makes a link and prints it."""

    help = "Prints a link that signs a user in, once, within a day."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """For whom."""
        parser.add_argument("username")

    def handle(self, *args: Any, **options: Any) -> None:
        """Makes and prints it."""
        user = user_named(options["username"])
        if not user.is_active:
            raise CommandError(f"The account of {user.username} is closed.")
        self.stdout.write(link_for(user))


def link_for(user: User) -> str:
    """A fresh one-time link for the person, as a full address."""
    return site.address(f"/sign-in/{make_sign_in_link(user=user)}/")

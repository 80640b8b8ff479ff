"""`create_token NAME --scopes read,write,export`: a key to the API. The last line printed is the token alone."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.utils import timezone

from annotations.actions.tokens import create_token
from annotations.management.base import Command as BaseCommand
from annotations.management.base import user_named


class Command(BaseCommand):
    """Makes a token and prints it, once: it is kept as a digest alone."""

    help = "Makes an API token for a user. The token is the last line printed, and is never shown again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Whose, for what, how long."""
        parser.add_argument("username")
        parser.add_argument("--scopes", default="read", help="read, write, export, parted by commas (default: read)")
        parser.add_argument("--name", default="command line", help="what it is for, as its owner sees it")
        parser.add_argument("--days", type=int, help="days until it expires; never if left out")

    def handle(self, *args: Any, **options: Any) -> None:
        """Makes and prints it."""
        user = user_named(options["username"])
        scopes = [scope.strip() for scope in options["scopes"].split(",") if scope.strip()]
        expires_at = timezone.now() + timedelta(days=options["days"]) if options["days"] is not None else None
        token, secret = create_token(by=None, user=user, name=options["name"], scopes=scopes, expires_at=expires_at)
        self.stdout.write(f"A token of {user.username} for {', '.join(token.scopes)}. It is shown this once:")
        self.stdout.write(secret)

"""`follow URL|SLUG --to FILE`: a local copy of a project that keeps up with it, over HTTP."""

from __future__ import annotations

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.core.management.base import CommandError

from annotations.management.base import Command as BaseCommand
from annotations.management.follower import Copy, Refused, follow
from factcheck import env, site


class Command(BaseCommand):
    """Follows as anybody could from anywhere: nothing here touches the database."""

    help = (
        "Follows a project's change feed and keeps a copy in a SQLite file. The token, with the scope read, comes from "
        "FACTCHECK_TOKEN. Ctrl-C ends it; started again it goes on where it was."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What, where to, how long."""
        parser.add_argument("project", help="the project's address, or its short name on this machine's own site")
        parser.add_argument("--to", required=True, type=Path, metavar="FILE", help="the copy, a SQLite file")
        parser.add_argument("--once", action="store_true", help="end when the copy is up to date")
        parser.add_argument("--every", type=float, default=5.0, metavar="SECONDS", help="how often to ask (default: 5)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Follows until it is told to stop."""
        token = env.FACTCHECK_TOKEN.value()
        if not token:
            raise CommandError(
                "Set FACTCHECK_TOKEN to a token with the scope read: bin/manage create_token NAME makes one."
            )
        url = _api_of(options["project"])
        try:
            copy = Copy(options["to"], url)
            try:
                follow(
                    url=url,
                    token=token,
                    copy=copy,
                    say=self._say,
                    wait=time.sleep,
                    once=options["once"],
                    every=options["every"],
                )
            finally:
                copy.close()
        except Refused as refused:
            raise CommandError(str(refused)) from None
        except KeyboardInterrupt:
            self._say("Stopped.")

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()


def _api_of(given: str) -> str:
    """The address of a project in the API, from that of its page, its feed, or its short name."""
    parts = urlsplit(given if "://" in given else site.address(f"/projects/{given}/"))
    steps = [step for step in parts.path.split("/") if step]
    if parts.scheme not in ("http", "https") or "projects" not in steps[:-1]:
        raise CommandError(
            f"{given} is no project's address: https://desk.example.org/projects/lindholm/ would be one."
        )
    slug = steps[steps.index("projects") + 1]
    return urlunsplit((parts.scheme, parts.netloc, f"/api/v1/projects/{slug}/", "", ""))

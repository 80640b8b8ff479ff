"""`run`: from an empty folder to a site with something to see. What bin/run starts."""

from __future__ import annotations

import signal
import sys
from typing import Any

from django.conf import settings
from django.core.management import call_command

from annotations.management import demo
from annotations.management.base import Command as BaseCommand
from annotations.management.commands.serve import listen, serve
from annotations.management.commands.sign_in_link import link_for
from annotations.models import Project
from factcheck import site
from factcheck.database.base import close_connections, hold_server


class Command(BaseCommand):
    """Migrates, collects the static files, makes a demo project where there is none, and serves."""

    help = "Brings the database up to date, makes a demo project if there is no project, and serves the site."

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs until a signal. The port is taken first, since that is what most often goes wrong."""
        listening = listen(settings.HOST, settings.PORT)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
        hold_server()
        call_command("migrate", verbosity=0, interactive=False)
        call_command("collectstatic", verbosity=0, interactive=False)
        if not Project.objects.exists():
            self.stdout.write("Making a demo project.")
            demo.make_demo()
        greeting = self.greeting()
        close_connections()
        serve(listening, ready=lambda: self.say(greeting))

    def greeting(self) -> str:
        """Where the site is, and how to get in."""
        lines = ["", f"Factcheck answers at {site.root()} (Ctrl-C stops it).", ""]
        people = demo.demo_people()
        if people:
            lines.append(
                "Open one of these to sign in. Each works once, today; bin/manage sign_in_link NAME makes another."
            )
            lines += [f"  {user.name} ({demo.PEOPLE[user.username][1].value}): {link_for(user)}" for user in people]
        else:
            lines.append("bin/manage sign_in_link NAME prints a link that signs a person in.")
        return "\n".join([*lines, ""])

    def say(self, text: str) -> None:
        """Prints at once, also into a pipe."""
        self.stdout.write(text)
        self.stdout.flush()

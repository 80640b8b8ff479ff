"""`demo`: the demo project, for an installation that has others already."""

from __future__ import annotations

from typing import Any

from annotations.management import demo
from annotations.management.base import Command as BaseCommand
from annotations.models import Project


class Command(BaseCommand):
    """Makes the demo project, once."""

    help = "Makes the demo project with its people, article, quotes and claims."

    def handle(self, *args: Any, **options: Any) -> None:
        """Makes it, or says that it is there."""
        if Project.objects.filter(slug=demo.SLUG).exists():
            self.stdout.write(f"The project {demo.SLUG} is there already.")
            return
        demo.make_demo()
        self.stdout.write(f"Made the project {demo.SLUG} with {', '.join(demo.PEOPLE)}.")

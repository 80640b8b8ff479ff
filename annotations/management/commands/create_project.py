"""`create_project SLUG --name NAME`: a new desk."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from annotations.actions.projects import create_project
from annotations.management.base import Command as BaseCommand
from annotations.models import Project


class Command(BaseCommand):
    """Makes a project. One that exists is left as it is."""

    help = "Makes a project. Its people come with create_user --project."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Slug, name and language."""
        parser.add_argument("slug", help="short name for addresses: letters, digits, hyphens")
        parser.add_argument("--name", help="the name people see; the slug if left out")
        parser.add_argument("--language", default="en", help="language of most articles, as a BCP 47 tag (default: en)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Makes it, or says that it is there."""
        slug = options["slug"]
        if Project.objects.filter(slug=slug).exists():
            self.stdout.write(f"The project {slug} is there already.")
            return
        create_project(by=None, slug=slug, name=options["name"] or slug, language=options["language"])
        self.stdout.write(f"Made the project {slug}.")

"""`import_articles SLUG FILE...`: text and Markdown files as articles of a project. `import` does this and more."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from annotations.management.importing import Command as ImportCommand


class Command(ImportCommand):
    """Adds each file as an article: all of them, or none."""

    help = "Adds text files as articles, as `import` does. The first line is the title, unless it is as long as a paragraph."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, what, and in whose name."""
        parser.add_argument("slug", help="the project")
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--by", metavar="NAME", help="the user who adds them; an owner of the project if left out")
        parser.add_argument("--language", default="", help="their language, as a BCP 47 tag; the project's if left out")

    def handle(self, *args: Any, **options: Any) -> None:
        """Whatever a file's name says, it is a text."""
        markdown = all(path.suffix in (".md", ".markdown") for path in options["files"])
        super().handle(*args, **options, format="markdown" if markdown else "text")

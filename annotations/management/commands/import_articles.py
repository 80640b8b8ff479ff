"""`import_articles SLUG FILE...`: text files as articles of a project."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction

from annotations.actions.articles import create_article
from annotations.management.base import Command as BaseCommand
from annotations.management.base import an_owner, project_called, user_named

LONGEST_TITLE = 200


class Command(BaseCommand):
    """Adds each file as an article: all of them, or none."""

    help = "Adds text files (UTF-8) as articles. The first line is the title, unless it is as long as a paragraph."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, what, and in whose name."""
        parser.add_argument("slug", help="the project")
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--by", metavar="NAME", help="the user who adds them; an owner of the project if left out")
        parser.add_argument("--language", default="", help="their language, as a BCP 47 tag; the project's if left out")

    def handle(self, *args: Any, **options: Any) -> None:
        """Reads all files first, so that one that cannot be read costs nothing."""
        project = project_called(options["slug"])
        by = user_named(options["by"]) if options["by"] else an_owner(project)
        texts = [(path, *_read(path)) for path in options["files"]]
        with transaction.atomic():
            for path, raw, text in texts:
                article = create_article(
                    by=by, project=project, title=_title(path, text), text=text, raw=raw, language=options["language"]
                )
                self.stdout.write(f"{article.pk}  {article.title}")


def _read(path: Path) -> tuple[bytes, str]:
    try:
        raw = path.read_bytes()
        return raw, raw.decode("utf-8")
    except OSError as problem:
        raise CommandError(f"{path} cannot be read ({problem.strerror}): nothing was added.") from None
    except UnicodeDecodeError as problem:
        raise CommandError(
            f"{path} is not UTF-8 (byte {problem.start + 1}): nothing was added. Save it as UTF-8 text."
        ) from None


def _title(path: Path, text: str) -> str:
    first = next((line.strip("# \t\ufeff") for line in text.splitlines() if line.strip()), "")
    return first if 0 < len(first) <= LONGEST_TITLE else path.stem

"""`release SLUG --name NAME`: makes a release of a project, and says how far it is."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from annotations.actions.releases import start_release
from annotations.exports.detail import PEOPLE, VERDICTS
from annotations.exports.releases.builder import Options, build, sole_builder
from annotations.exports.releases.facts import LICENCES
from annotations.management.base import Command as BaseCommand
from annotations.management.base import project_called, user_for


class Command(BaseCommand):
    """Makes a release, as the API does."""

    help = "Makes a release of a project: a frozen, numbered dataset with a checksum for every file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What is chosen; the rest is as in the API."""
        plain = Options()
        parser.add_argument("slug", help="the project")
        parser.add_argument("--name", required=True, help="what it is called")
        parser.add_argument("--notes", default="", help="for its readers, in Markdown")
        parser.add_argument("--notes-file", type=Path, metavar="FILE", help="the same from a file")
        parser.add_argument("--by", metavar="NAME", help="in whose name; an owner if left out")
        parser.add_argument("--verdicts", choices=VERDICTS, default=plain.verdicts)
        parser.add_argument("--people", choices=PEOPLE, default=plain.people)
        parser.add_argument("--licence", choices=["", *LICENCES], default=plain.licence)
        parser.add_argument("--split", choices=["hash", "time"], default=plain.split)
        parser.add_argument("--validation", type=int, default=plain.validation, metavar="PER_CENT")
        parser.add_argument("--test", type=int, default=plain.test, metavar="PER_CENT")

    def handle(self, *args: Any, **options: Any) -> None:
        """The release's number, checksum and files."""
        project = project_called(options["slug"])
        by = user_for(project, options["by"])
        try:
            notes = options["notes_file"].read_text(encoding="utf-8") if options["notes_file"] else options["notes"]
        except (OSError, UnicodeDecodeError) as problem:
            raise CommandError(f"{options['notes_file']} cannot be read ({problem}): nothing was released.") from None
        chosen = Options(**{name: options[name] for name in Options().shown()})
        chosen.check()
        with sole_builder(project) as connection:
            release = start_release(
                by=by, project=project, name=options["name"], notes=notes, parameters=chosen.shown()
            )
            release = build(release, connection, tell=self._tell)
        for file in release.files.all():
            self.stdout.write(f"{file.sha256}  {file.size:>12}  {file.path}")
        if release.manifest and release.manifest["left_out"]:
            self.stdout.write(release.manifest["left_out"])
        self.stdout.write(f"Release {release.number} of {project.slug} is ready. Its checksum is {release.checksum}.")

    def _tell(self, step: str, done: int, total: int) -> None:
        self.stderr.write(f"{step}: {done * 100 // max(total, 1)} %")

"""`import SLUG FILE...`: files in any of the formats, into a project."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from annotations.errors import FactcheckError
from annotations.imports.registry import READERS, find_reader, recognise
from annotations.imports.rehearsal import Report
from annotations.imports.running import Refused, Upload, import_file, rehearse, sentence_of
from annotations.imports.shape import Options, Refusal
from annotations.imports.unpacking import beginning
from annotations.imports.wording import in_words
from annotations.management.base import Command as BaseCommand
from annotations.management.base import project_called, user_for


class Command(BaseCommand):
    """Brings the files in: all of them, or nothing."""

    help = "Imports files: rehearsed first, and then everything in them or nothing. Twice the same changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to, what, and in whose name."""
        parser.add_argument("slug", help="the project")
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument("--format", choices=list(READERS), help="what the files are; their names tell if left out")
        parser.add_argument("--dry-run", action="store_true", help="only say what would come in")
        parser.add_argument(
            "--label",
            action="append",
            default=[],
            metavar="THEIRS=OURS",
            help="the files' word as ours; THEIRS= leaves it out",
        )
        parser.add_argument("--by", metavar="NAME", help="the user who imports; an owner of the project if left out")
        parser.add_argument(
            "--language", default="", help="of articles that do not say theirs; the project's if left out"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Imports, and says how far it is on standard error."""
        project = project_called(options["slug"])
        by = user_for(project, options["by"])
        uploads = [_upload(path, options.get("format")) for path in options["files"]]
        said = Options(labels=dict(map(_label, options.get("label", []))), language=options["language"])
        given: dict[str, Any] = {"by": by, "project": project, "uploads": uploads, "options": said, "told": self._tell}
        try:
            if options.get("dry_run"):
                report = rehearse(**given)
                if report.count:
                    raise Refused(report)
            else:
                _, report = import_file(**given)
        except Refused as refused:
            self._tell("", 0, 0)
            for problem in refused.report.problems:
                self.stderr.write(_said(problem))
            if more := refused.report.count - len(refused.report.problems):
                self.stderr.write(f"… and {more:,} more.")
            raise CommandError(sentence_of(refused.report)) from None
        except FactcheckError:
            self._tell("", 0, 0)
            raise
        self._tell("", 0, 0)
        self.stdout.write(_summary(report, dry_run=options.get("dry_run", False)))

    def _tell(self, state: str, rows: int, of: int) -> None:
        """How far it is, on a line that is written over; nothing where nobody watches."""
        if not sys.stderr.isatty():
            return
        words = f"{state} {rows:,}{f' of {of:,}' if of else ''} rows" if state else ""
        self.stderr.write(f"\r\033[K{words}", ending="")
        self.stderr.flush()


def _upload(path: Path, format: str | None) -> Upload:
    try:
        with path.open("rb") as file:
            reader = find_reader(format) if format else recognise(path.name, beginning=beginning(file))
    except OSError as problem:
        raise CommandError(f"{path} cannot be read ({problem.strerror}): nothing was imported.") from None
    if reader is None:
        raise CommandError(f"What {path} is cannot be told from its name: say --format, one of {', '.join(READERS)}.")
    name = os.fsencode(path.name).decode("utf-8", "replace")  # a name that is no UTF-8 could not be kept
    return Upload(reader, name, path.stat().st_size, lambda: path.open("rb"))


def _label(said: str) -> tuple[str, str]:
    theirs, equals, ours = said.partition("=")
    if not equals:
        raise CommandError(
            f"--label {said} has no =: write --label PER=direct, or --label PER= to leave such marks out."
        )
    return theirs, ours


def _said(problem: Refusal) -> str:
    line = f"line {problem.at.line}" if problem.at.line is not None else ""
    place = " ".join(filter(None, (line, problem.at.pointer)))
    return f"{place}: {problem.reason} {problem.remedy}" if place else f"{problem.reason} {problem.remedy}"


def _summary(report: Report, *, dry_run: bool) -> str:
    did = "Would import" if dry_run else "Imported"
    new = f"{did} {in_words(report.created)}." if report.created else "Nothing is new."
    return f"{new} There already: {in_words(report.unchanged)}." if report.unchanged else new

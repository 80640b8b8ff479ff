"""`export_labels SLUG FORMAT`: a project's claims with all that hangs on them, on standard output."""

from __future__ import annotations

import os
import sys
import uuid
from argparse import ArgumentParser
from contextlib import closing
from dataclasses import fields
from typing import Any

from annotations.exports.detail import PEOPLE, VERDICTS, Detail
from annotations.exports.registry import FORMATS
from annotations.exports.selection import ClaimFilters
from annotations.exports.stream import stream
from annotations.management.base import Command as BaseCommand
from annotations.management.base import project_called, user_for
from annotations.workflow import State


class Command(BaseCommand):
    """Streams an export, as the API does, with the parameters it has there."""

    help = "Writes a project's claims to standard output, with quotes, evidence, verdicts and decisions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What, how, and as who may see it."""
        parser.add_argument("slug", help="the project")
        parser.add_argument("format", help=f"one of {', '.join(FORMATS)}")
        parser.add_argument("--by", metavar="NAME", help="export what this user may see; an owner if left out")
        parser.add_argument("--state", choices=[state.value for state in State], help="claims in this state alone")
        for name in ("speaker", "assignee", "article"):
            parser.add_argument(f"--{name}", type=uuid.UUID, metavar="ID", help=f"claims of this {name} alone")
        parser.add_argument("--q", default="", metavar="WORDS", help="claims with these words alone")
        parser.add_argument(
            "--verdicts",
            choices=VERDICTS,
            default="all",
            help="those of the last round alone, or none but the decision",
        )
        parser.add_argument("--people", choices=PEOPLE, default="names", help="under their names, or under pseudonyms")

    def handle(self, *args: Any, **options: Any) -> None:
        """Writes bytes as they come. When the reader of a pipe leaves, the export ends."""
        project = project_called(options["slug"])
        reader = user_for(project, options["by"])
        filters = ClaimFilters(**{field.name: options[field.name] for field in fields(ClaimFilters)})
        detail = Detail(verdicts=options["verdicts"], people=options["people"])
        export = stream(
            format=options["format"], project=project, reader=reader, filters=filters, detail=detail, counted=False
        )
        # A command under test writes to a text stream, which has the bytes of a real one below it.
        out = getattr(self.stdout, "buffer", sys.stdout.buffer)
        try:
            with closing(export) as chunks:
                for chunk in chunks:
                    out.write(chunk)
            out.flush()
        except BrokenPipeError:
            # Python would complain once more when it flushes at the end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

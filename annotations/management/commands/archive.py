"""`archive SLUG FILE`: a project as one file, from which restore_archive makes it again."""

from __future__ import annotations

import hashlib
import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from annotations.exports.archive import archive_of
from annotations.management.base import Command as BaseCommand
from annotations.management.base import project_called


class Command(BaseCommand):
    """Writes beside the file first, so that one that bears its name is whole."""

    help = (
        "Writes a project into one file, everything and the record included, for restore_archive. The file holds drafts "
        "and verdicts that are still blind: whoever can read it can read those."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What, and where to."""
        parser.add_argument("slug", help="the project")
        parser.add_argument("file", type=Path, help="the zip file to make; one that exists is left alone")

    def handle(self, *args: Any, **options: Any) -> None:
        """Makes it, readable by its maker alone, and prints its checksum."""
        project = project_called(options["slug"])
        file: Path = options["file"]
        if file.exists():
            raise CommandError(f"{file} exists already: name another file, or remove that one first.")
        part = file.with_name(f"{file.name}.part")
        digest, size = hashlib.sha256(), 0
        try:
            with open(part, "wb", opener=lambda path, flags: os.open(path, flags, 0o600)) as out:
                for piece in archive_of(project=project, lost=self._warn):
                    digest.update(piece)
                    size += out.write(piece)
                out.flush()
                os.fsync(out.fileno())
            part.rename(file)
        except OSError as problem:
            raise CommandError(f"{file} cannot be written ({problem.strerror}): nothing was made.") from None
        finally:
            part.unlink(missing_ok=True)
        self.stdout.write(f"Archived {project.slug} in {file}: {size:,} bytes, sha256 {digest.hexdigest()}.")

    def _warn(self, sentence: str) -> None:
        self.stderr.write(f"Left out: {sentence}")

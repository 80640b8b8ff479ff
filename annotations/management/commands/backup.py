"""`backup FILE`: the whole database in one file."""

from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError

from annotations.management.base import Command as BaseCommand
from factcheck.database.backup import BackupTrouble, dump


class Command(BaseCommand):
    """PostgreSQL's own dump, taken while people work."""

    help = (
        "Writes the whole database into one file, which restore puts into an empty one. The file holds everything, "
        "sign-in data included: keep it as you keep the machine."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to."""
        parser.add_argument("file", type=Path, help="the file to make; one that exists is left alone")

    def handle(self, *args: Any, **options: Any) -> None:
        """Writes beside it first, so that a file of that name is whole."""
        file: Path = options["file"]
        if file.exists():
            raise CommandError(f"{file} exists already: name another file, or remove that one first.")
        part = file.with_name(f"{file.name}.part")
        try:
            os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
            dump(part)
            part.rename(file)
        except OSError as problem:
            raise CommandError(f"{file} cannot be written ({problem.strerror}): nothing was made.") from None
        except BackupTrouble as problem:
            raise CommandError(f"The database was not dumped: {problem}.") from None
        finally:
            part.unlink(missing_ok=True)
        self.stdout.write(f"Wrote the database into {file}: {file.stat().st_size:,} bytes.")

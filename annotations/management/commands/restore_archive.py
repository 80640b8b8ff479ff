"""`restore_archive FILE`: makes a project again from its archive."""

from __future__ import annotations

import uuid
from argparse import ArgumentParser
from pathlib import Path
from typing import IO, Any

from annotations.exports.releases.store import BLOCK, Workshop, keep
from annotations.imports.archive import restore_archive
from annotations.management.base import Command as BaseCommand
from factcheck.database.roles import owner_alias


class Command(BaseCommand):
    """Restores as the role that owns the tables: it alone may write the record."""

    help = "Makes a project again from a file of archive: all of it, with its record, or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Restores, and says who is to be let in."""
        made = restore_archive(file=options["file"], owner=owner_alias(), keep=_keep_released)
        rows = made.rows
        self.stdout.write(
            f"Restored the project {made.slug}: {rows['article']} articles, {rows['quote']} quotes, {rows['claim']} claims, "
            f"{rows['verdict']} verdicts. Its record is whole: {rows['change']} changes."
        )
        if made.people:
            self.stdout.write(
                "These people's accounts are closed. bin/manage open_account ID --username NAME opens one:"
            )
        for id, name in made.people:
            self.stdout.write(f"{id}  {name}")


def _keep_released(file: IO[bytes]) -> None:
    """Puts a released file where releases are served from."""
    workshop = Workshop(uuid.uuid4())
    try:
        written = workshop.open("file")
        while piece := file.read(BLOCK):
            written.write(piece)
        keep(written.finish())
    finally:
        workshop.close()

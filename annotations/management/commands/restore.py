"""`restore FILE`: a backup, put into an empty database."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from annotations.management.base import Command as BaseCommand
from annotations.queries.archive import OLDEST_TRANSACTION
from annotations.queries.audit import recorded_changes, verify_record
from factcheck.database.backup import BackupTrouble, is_empty, load
from factcheck.database.roles import owner_alias


class Command(BaseCommand):
    """What was backed up, brought to this version; followers of the feed begin again."""

    help = "Puts a file of backup into this installation's database, which has to be empty."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Loads, looks whether the record is whole, and migrates."""
        file: Path = options["file"]
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        if not is_empty():
            raise CommandError(
                "This database is not empty, and a backup is not laid over what is there. Set FACTCHECK_VAR to a new folder "
                "(or DATABASE_URL to an empty database) and restore there."
            )
        try:
            load(file)
        except BackupTrouble as problem:
            raise CommandError(f"{file} was not restored, and the database is as empty as before: {problem}.") from None
        loader = MigrationLoader(connections[owner_alias()])
        later = sorted(
            name for app, name in set(loader.applied_migrations) - set(loader.disk_migrations) if app == "annotations"
        )
        if later:
            raise CommandError(
                f"The backup is of a later Factcheck ({', '.join(later)}): run that one on this database."
            )
        call_command("migrate", verbosity=0, interactive=False)
        findings = [finding.sentence for finding in verify_record()]
        self._renumber()
        if findings:
            raise CommandError("\n".join(["The backup is restored, and its record was not whole:", *findings]))
        self.stdout.write(f"Restored the database from {file}. The record is whole: {recorded_changes()} changes.")

    def _renumber(self) -> None:
        """Transactions of the server that was backed up would hold the feed back until this one has counted as far."""
        with connections[owner_alias()].cursor() as cursor:
            cursor.execute(f"""
                ALTER TABLE change DISABLE TRIGGER USER;
                UPDATE change SET txid = {OLDEST_TRANSACTION};
                ALTER TABLE change ENABLE TRIGGER USER;
            """)

"""`migrate`, as the role that owns the tables; then the application's role gets its rights."""

from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import DEFAULT_DB_ALIAS

from factcheck.database.roles import grant_to_application, owner_alias


class Command(migrate.Command):
    """Django's command on the owner's alias, followed by the grants."""

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrates, then narrows what the application may do with what is there now."""
        asked = options["database"] == DEFAULT_DB_ALIAS
        if asked:
            options["database"] = owner_alias()
        super().handle(*args, **options)
        if not asked or options["check_unapplied"] or options["plan"]:
            return
        if options["database"] == DEFAULT_DB_ALIAS:
            self.stderr.write(
                "The record of changes is not protected from the application: it has one database role for everything. "
                "Give the tables to a second role and name it in DATABASE_OWNER_URL."
            )
            return
        grant_to_application()

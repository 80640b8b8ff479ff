"""The row of a running import, on a connection of its own: so everybody sees how far it is before it is committed.

While it runs, that connection holds a lock that dies with it. A row that says it is running and whose lock nobody holds
is of an import that was killed: nothing of it is there, because the row says `done` only in the transaction of its effect.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import psycopg
from django.db import connection

from annotations.models import Import
from factcheck.database.base import own_connection

RUNNING = ("reading", "writing")
BROKEN = "broken"
BROKEN_SENTENCE = "It was broken off before its end. Nothing was imported: import the file again."
EVERY_SECONDS = 0.3

LOCK = "SELECT pg_advisory_lock(hashtext('factcheck import'), hashtext(%s))"
FREE = """
    SELECT id FROM unnest(%s::uuid[]) AS asked(id) WHERE NOT EXISTS (
        SELECT FROM pg_locks l
        WHERE l.locktype = 'advisory' AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND l.classid::bigint::bit(32) = hashtext('factcheck import')::bit(32)
            AND l.objid::bigint::bit(32) = hashtext(asked.id::text)::bit(32) AND l.granted)
"""


class Progress:
    """Tells the row how far its import is, not more often than anybody looks."""

    def __init__(self, own: Any, id: uuid.UUID) -> None:
        self.own, self.id = own, id
        self.told = 0.0

    def tell(self, **fields: Any) -> None:
        """Now, whatever was told before."""
        names = ", ".join(f'"{name}" = %s' for name in fields)
        self.own.execute(f"UPDATE import SET {names} WHERE id = %s", [*fields.values(), self.id])
        self.told = time.monotonic()

    def mention(self, **fields: Any) -> None:
        """When it is time again."""
        if time.monotonic() - self.told >= EVERY_SECONDS:
            self.tell(**fields)


@contextmanager
def running(row: Import) -> Iterator[Progress]:
    """Saves the row as that of a running import, and keeps the lock until the import has ended."""
    with own_connection() as own:
        try:
            own.execute(LOCK, [str(row.pk)])
            own.execute(
                "SELECT set_config('factcheck.actor', %s, false), set_config('factcheck.action', 'import', false)",
                [str(row.by_id)],
            )
            own.execute(
                "INSERT INTO import (id, project_id, by_id, name, format, sha256, size, state, read, rows, written, created,"
                " unchanged, problems, sentence) VALUES (%s, %s, %s, %s, %s, %s, %s, 'reading', 0, 0, 0, '{}', '{}', 0, '')",
                [row.pk, row.project_id, row.by_id, row.name, row.format, row.sha256, row.size],
            )
            yield Progress(own, row.pk)
        finally:
            # At once: the database may take a moment to notice that a connection is closed.
            with suppress(psycopg.Error):
                own.execute("SELECT pg_advisory_unlock_all()")


def seen(rows: Iterable[Import]) -> list[Import]:
    """The rows as they are: one that was killed says so."""
    found = list(rows)
    if running := [row.pk for row in found if row.state in RUNNING]:
        with connection.cursor() as cursor:
            cursor.execute(FREE, [running])
            killed = {id for (id,) in cursor.fetchall()}
        for row in found:
            if row.pk in killed:
                row.state, row.sentence = BROKEN, BROKEN_SENTENCE
    return found

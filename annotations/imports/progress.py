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

from annotations.errors import Conflict
from annotations.models import Import
from factcheck.database.base import own_connection

RUNNING = ("reading", "writing")
ENDING = ("state", "rows", "written", "created", "unchanged", "problems", "sentence", "ended_at")
"""The columns that say how an import ended."""
BROKEN = "broken"
BROKEN_SENTENCE = "It was broken off before its end. Nothing was imported: import the file again."
TAKEN_SENTENCE = "There is an import with this id already. Send another id, or none."
EVERY_SECONDS = 0.3

LOCK = "SELECT pg_try_advisory_lock(hashtext('factcheck import'), hashtext(%s))"
FREE = """
    SELECT id FROM unnest(%s::uuid[]) AS asked(id) WHERE NOT EXISTS (
        SELECT FROM pg_locks l
        WHERE l.locktype = 'advisory' AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
            AND l.classid::bigint::bit(32) = hashtext('factcheck import')::bit(32)
            AND l.objid::bigint::bit(32) = hashtext(asked.id::text)::bit(32) AND l.granted)
"""


class Progress:
    """Writes how far an import is into its row, which everybody sees at once."""

    def __init__(self, own: Any, id: uuid.UUID) -> None:
        self.own, self.id = own, id
        self.told = 0.0

    def tell(self, **fields: Any) -> None:
        """Sets these fields of the row now."""
        names = ", ".join(f'"{name}" = %s' for name in fields)
        self.own.execute(f"UPDATE import SET {names} WHERE id = %s", [*fields.values(), self.id])
        self.told = time.monotonic()

    def mention(self, **fields: Any) -> None:
        """Sets them unless that was done less than EVERY_SECONDS ago."""
        if time.monotonic() - self.told >= EVERY_SECONDS:
            self.tell(**fields)


@contextmanager
def running(row: Import) -> Iterator[Progress]:
    """Saves the row as that of a running import, and keeps the lock until the import has ended.

    Raises Conflict when there is one of this id, running or not.
    """
    with own_connection() as own, connection.wrap_database_errors:
        try:
            if own.execute(LOCK, [str(row.pk)]).fetchone() != (True,):
                raise Conflict(TAKEN_SENTENCE)
            own.execute(
                "SELECT set_config('factcheck.actor', %s, false), set_config('factcheck.action', 'import', false)",
                [str(row.by_id)],
            )
            made = own.execute(
                "INSERT INTO import (id, project_id, by_id, name, format, sha256, size, state, read, rows, written, created,"
                " unchanged, problems, sentence) VALUES (%s, %s, %s, %s, %s, %s, %s, 'reading', 0, 0, 0, '{}', '{}', 0, '')"
                " ON CONFLICT (id) DO NOTHING",
                [row.pk, row.project_id, row.by_id, row.name, row.format, row.sha256, row.size],
            )
            if not made.rowcount:
                raise Conflict(TAKEN_SENTENCE)
            yield Progress(own, row.pk)
        finally:
            # At once: the database may take a moment to notice that a connection is closed.
            with suppress(psycopg.Error):
                own.execute("SELECT pg_advisory_unlock_all()")


def seen(rows: Iterable[Import]) -> list[Import]:
    """The rows as they are, with the state BROKEN for those whose import was killed."""
    found = list(rows)
    if running := {row.pk: row for row in found if row.state in RUNNING}:
        with connection.cursor() as cursor:
            cursor.execute(FREE, [list(running)])
            unlocked = [running[id] for (id,) in cursor.fetchall()]
        for row in unlocked:
            # An import ends before it lets its lock go: it may have done both since the row was read.
            row.refresh_from_db(fields=ENDING)
            if row.state in RUNNING:
                row.state, row.sentence = BROKEN, BROKEN_SENTENCE
    return found

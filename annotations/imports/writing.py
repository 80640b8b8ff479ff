"""Pass two: what was laid out goes into the tables, in one transaction."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, connection
from psycopg import errors

from annotations.actions.recording import recorded
from annotations.errors import Conflict
from annotations.imports.spool import Chunk, Spool
from annotations.imports.tables import COLUMNS
from annotations.models import User

MEANWHILE = "The project was changed while the file was read. Nothing was imported: import it again."

# One version at a time, for whoever has to go further: each is a row of the record, as for any other edit.
COUNT_ON = """
    UPDATE {table} SET version = {table}.version + 1{content}
    FROM unnest(%s::uuid[], %s::int[], %s::int[]) AS later(id, version, content)
    WHERE {table}.id = later.id AND {table}.version < later.version
"""
HELD = "SELECT id, current_id FROM article WHERE id = ANY(%s) ORDER BY id FOR NO KEY UPDATE"
BEGUN = """
    UPDATE article SET state = 'annotating', version = version + 1, updated_at = now() WHERE id = ANY(%s) AND state = 'inbox'
"""


def write(*, by: User, spool: Spool, reason: str, progress: Callable[[int], None], finish: Callable[[], None]) -> None:
    """Writes everything or nothing. The record says that `by` brought it in, and from where (`reason`).

    `finish` is called last, inside the transaction. Raises Conflict when somebody was quicker.
    """
    try:
        with recorded(by=by, action="import", reason=reason):
            for chunk in spool.chunks():
                _forget_plans()
                if chunk.besides == "versions":
                    _count_on(chunk)
                elif chunk.besides == "marked":
                    _begin(chunk)
                else:
                    _copy(chunk)
                    if chunk.table in ("article", "claim"):
                        progress(chunk.rows)
            finish()
    except IntegrityError as error:
        if isinstance(error.__cause__, errors.UniqueViolation | errors.ForeignKeyViolation):
            raise Conflict(MEANWHILE) from error
        raise
    except Conflict as conflict:
        raise Conflict(MEANWHILE) from conflict


def _forget_plans() -> None:
    """Triggers keep the plans they began with. Made when the record was a page long, they would read all of it for each row."""
    with connection.cursor() as cursor:
        cursor.execute("DISCARD PLANS")


def _copy(chunk: Chunk) -> None:
    columns = ", ".join(f'"{column}"' for column in COLUMNS[chunk.table])
    statement = f'COPY "{chunk.table}" ({columns}) FROM STDIN'
    with connection.cursor() as cursor, connection.wrap_database_errors, cursor.cursor.copy(statement) as copy:
        copy.write(chunk.body)


def _count_on(chunk: Chunk) -> None:
    rows = json.loads(chunk.body)
    content = ", content_version = least(claim.version + 1, later.content)" if chunk.table == "claim" else ""
    statement = COUNT_ON.format(table=chunk.table, content=content)
    columns: list[list[Any]] = [[row[0] for row in rows], [row[1] for row in rows], [row[-1] for row in rows]]
    with connection.cursor() as cursor:
        for _ in range(max(columns[1]) - 1):
            cursor.execute(statement, columns)


def _begin(chunk: Chunk) -> None:
    """Articles that were there hold still while quotes come in, and leave the inbox as with any first quote."""
    shown = dict(json.loads(chunk.body))
    with connection.cursor() as cursor:
        cursor.execute(HELD, [list(shown)])
        if any(shown[str(id)] != str(current) for id, current in cursor.fetchall()):
            raise Conflict(MEANWHILE)
        cursor.execute(BEGUN, [list(shown)])

"""The root of the record: one sum over the last change of every object, so that none can vanish with all that was known of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

# Of every object the last change there was to see. Which rows those were is said by a place in the record and a snapshot,
# because a row numbered early may be committed late; the place keeps it true in a copy whose transactions begin anew.
ROOT = """
    SELECT count(*), coalesce(encode(sha256(string_agg(hash, ''::bytea ORDER BY object_type COLLATE "C", object_id)), 'hex'), '')
    FROM (
        SELECT DISTINCT ON (object_type, object_id) object_type, object_id, hash FROM change
        WHERE seq <= %(seq)s AND pg_visible_in_snapshot(txid, %(snapshot)s::text::pg_snapshot)
        ORDER BY object_type, object_id, version DESC
    ) head
"""
NOW = "SELECT coalesce(max(seq), 0), pg_current_snapshot()::text FROM change"


class Cursor(Protocol):
    """Django's cursor, or psycopg's own."""

    def execute(self, query: Any, parameters: Any = None) -> Any:
        """Runs it."""

    def fetchone(self) -> Any:
        """Its next row."""


@dataclass(frozen=True)
class Root:
    """The sum over `heads` objects, as of the rows up to `seq` that the snapshot sees."""

    sum: str
    heads: int
    seq: int
    snapshot: str


def root_now(cursor: Cursor) -> Root:
    """The root over what this transaction sees; it has to be a snapshot that stays, or the two statements may differ."""
    cursor.execute(NOW)
    seq, snapshot = cursor.fetchone()
    return root_then(cursor, seq=seq, snapshot=snapshot)


def root_then(cursor: Cursor, *, seq: int, snapshot: str) -> Root:
    """The root over what was to be seen then, as far as it is still there."""
    cursor.execute(ROOT, {"seq": seq, "snapshot": snapshot})
    heads, found = cursor.fetchone()
    return Root(found, heads, seq, snapshot)

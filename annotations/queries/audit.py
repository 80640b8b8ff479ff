"""Is the record whole? Every chain is computed again and compared with the objects as they are."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from psycopg import sql

from annotations.models import Release
from annotations.queries.archive import MEMBERS
from annotations.queries.roots import root_then


@dataclass(frozen=True)
class Finding:
    """Something that does not fit: `seq` is the record's row, None where a row is missing or an object has none."""

    seq: int | None
    object_type: str
    object_id: str
    sentence: str


# In the order of the record, so that the first row tampered with comes first.
CHAINS = """
    SELECT c.seq, c.object_type, c.object_id::text,
        CASE
            WHEN c.hash IS DISTINCT FROM c.computed THEN 'its words were altered'
            WHEN c.version <> coalesce(c.version_before, 0) + 1 THEN 'a row before it is missing'
            ELSE 'it does not follow from the row before it'
        END
    FROM (
        SELECT change.*, change_hash(change) AS computed,
            lag(hash) OVER chain AS hash_before, lag(version) OVER chain AS version_before
        FROM change WHERE {of} WINDOW chain AS (PARTITION BY object_type, object_id ORDER BY version)
    ) c
    WHERE c.hash IS DISTINCT FROM c.computed
        OR c.version <> coalesce(c.version_before, 0) + 1
        OR c.previous IS DISTINCT FROM c.hash_before
    ORDER BY c.seq
"""

# Some rows have no version of their own; they are compared by what they say alone. A column that was added after a row was
# last recorded is missing from the record; as long as it is empty it says nothing, and neither does a first rating_version.
OBJECTS = """
    WITH present AS (
        SELECT t.id, (to_jsonb(t) ->> 'version')::integer AS version,
            recorded_row(%(name)s, to_jsonb(t), %(left_out)s) AS "row"
        FROM {table} t WHERE {rows}
    ), last AS (
        SELECT DISTINCT ON (object_id) seq, object_id, version, "row" FROM change WHERE object_type = %(name)s AND {of}
        ORDER BY object_id, version DESC
    )
    SELECT last.seq, coalesce(present.id, last.object_id)::text,
        CASE
            WHEN last.seq IS NULL THEN 'nothing is recorded of it'
            WHEN present.id IS NULL THEN 'it is gone, and the record does not say so'
            WHEN last."row" IS NULL THEN 'it is there, though the record says it was removed'
            WHEN last.version <> present.version THEN 'its last change is missing'
            ELSE 'it was altered behind the record''s back'
        END
    FROM present FULL JOIN last ON last.object_id = present.id
    WHERE last.seq IS NULL
        OR (present.id IS NULL AND last."row" IS NOT NULL)
        OR (present.id IS NOT NULL AND last.version <> present.version)
        OR (present.id IS NOT NULL AND last."row" IS DISTINCT FROM present."row" AND last."row" IS DISTINCT FROM
            present."row" - ARRAY(
                SELECT later.key FROM jsonb_each(present."row") later
                WHERE NOT last."row" ? later.key AND (
                    later.value IN ('null', '""', 'false', '[]', '{{}}') OR later.key = 'rating_version' AND later.value = '1'
                )
            ))
    ORDER BY last.seq NULLS LAST
"""

STEPS = """
    SELECT bool_or(action = 'create' AND seen), bool_or(action = 'finish' AND seen) FROM (
        SELECT action, seq <= %(seq)s AND pg_visible_in_snapshot(txid, %(snapshot)s::text::pg_snapshot) AS seen
        FROM change WHERE object_type = 'release' AND object_id = %(pk)s
    ) step
"""

TRACKED = "SELECT tgrelid::regclass::text, tgargs FROM pg_trigger WHERE tgname = 'record' ORDER BY 1"


def verify_record() -> Iterator[Finding]:
    """What is wrong with the record, the chains first; nothing when it is whole. Reads one snapshot."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield from findings(cursor)


def findings(cursor: CursorWrapper, project: uuid.UUID | None = None) -> Iterator[Finding]:
    """What is wrong with the record, as the cursor's transaction sees it; or with the part of it an archive of the project
    holds."""
    rows_of = {member.table: member.rows for member in MEMBERS}
    of = sql.SQL("true" if project is None else "project_id = %(project)s")
    cursor.execute(sql.SQL(CHAINS).format(of=of), {"project": project})
    for seq, object_type, object_id, fault in cursor.fetchall():
        yield Finding(seq, object_type, object_id, f"Row {seq} of the record, on {object_type} {object_id}: {fault}.")
    cursor.execute(TRACKED)
    for table, arguments in cursor.fetchall():
        left_out = [name.decode() for name in bytes(arguments).split(b"\0") if name]
        rows = sql.SQL("true" if project is None else rows_of.get(table, "false"))
        query = sql.SQL(OBJECTS).format(table=sql.Identifier(table), rows=rows, of=of)
        cursor.execute(query, {"name": table, "left_out": left_out, "project": project})
        for seq, object_id, fault in cursor.fetchall():
            yield Finding(seq, table, object_id, f"The {table} {object_id}: {fault}.")
    if project is None:
        yield from _roots(cursor)


def releases_made_elsewhere() -> list[Release]:
    """Releases that came with an archive of another database: what their roots cover is not here."""
    with connection.cursor() as cursor:
        return [release for release in _with_roots() if not _made_here(cursor, release)]


def _with_roots() -> QuerySet[Release]:
    return Release.objects.exclude(root="").select_related("project").order_by("finished_at", "pk")


def _roots(cursor: CursorWrapper) -> Iterator[Finding]:
    """Where the record is no longer the one a release was made from: so an object is missed that took its record along."""
    for release in _with_roots():
        if not _made_here(cursor, release):
            continue
        then = root_then(cursor, seq=release.record_seq or 0, snapshot=release.record_snapshot)
        if then.sum == release.root:
            continue
        left = f"{then.heads} of {release.heads} objects are left" if then.heads != release.heads else "one was altered"
        yield Finding(
            None,
            "release",
            str(release.pk),
            f"The record has lost something that was on it when release {release.number} of {release.project.slug} was "
            f"made: {left}.",
        )


def _made_here(cursor: CursorWrapper, release: Release) -> bool:
    """Whether the record's rows are those the release was made from. Restored from an archive they all came at once; here
    the release was begun before its snapshot was taken and finished after."""
    cursor.execute(STEPS, {"pk": release.pk, "seq": release.record_seq, "snapshot": release.record_snapshot})
    return bool(cursor.fetchone() == (True, False))


def recorded_changes() -> int:
    """How many rows the record has."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM change")
        row = cursor.fetchone()
    return int(row[0]) if row else 0

"""A project as one file from which it can be made again: each table's rows as they are stored, the record included.

It asks nobody's permission and hides nothing, neither drafts nor verdicts of a blind review: a backup that left them out
would be none. So it is made by whoever has the machine, by command, and has no address.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import orjson
import psycopg

from annotations.errors import Damaged
from annotations.exports.releases.store import open_sound, pieces
from annotations.exports.stream import copied, snapshot
from annotations.exports.zipping import zipped
from annotations.models import Project
from annotations.queries.archive import (
    APPLIED,
    FILES,
    FORMAT,
    FORMAT_VERSION,
    MANIFEST,
    RELEASED,
    SHIPPED,
    SHIPPED_SCALES,
    STORED_COLUMNS,
    members,
    query_of,
)


def archive_of(*, project: Project, lost: Callable[[str], Any]) -> Iterator[bytes]:
    """The archive in pieces, at one moment, in constant memory. The same rows make the same bytes.

    A released file that is damaged on the disk is left out, and `lost` hears its sentence: the rest is worth keeping.
    """
    with snapshot() as connection:
        connection.execute("SET LOCAL enable_hashjoin = on; SET LOCAL enable_sort = on; SET LOCAL timezone = 'UTC'")
        yield from zipped(_entries(connection, project, lost))


def _entries(
    connection: psycopg.Connection[Any], project: Project, lost: Callable[[str], Any]
) -> Iterator[tuple[str, bytes | Iterable[bytes]]]:
    """The zip's entries: each table's rows, the released files, and last the manifest, with the sums of all before it."""
    of = {"project": project.pk}
    told: list[dict[str, Any]] = []
    shipped = _Lines(connection, SHIPPED_SCALES, of)
    yield SHIPPED, shipped
    told.append({"file": SHIPPED, **shipped.told()})
    for member in members():
        columns = list(member.columns) or [
            name
            for (name,) in connection.execute(STORED_COLUMNS, {"table": f'"{member.table}"'})
            if name not in member.without
        ]
        lines = _Lines(connection, query_of(member, columns), of)
        yield member.file, lines
        told.append({"file": member.file, "table": member.table, "columns": columns, **lines.told()})
    files: list[dict[str, Any]] = []
    for sha256, size, path in connection.execute(RELEASED, of).fetchall():
        try:
            file = open_sound(sha256, size, path)
        except Damaged as damage:
            lost(damage.detail)
            continue
        yield f"{FILES}{sha256}", pieces(file, 0, size)
        files.append({"sha256": sha256, "bytes": size})
    manifest = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "project": {"id": str(project.pk), "slug": project.slug},
        "migrations": [name for (name,) in connection.execute(APPLIED)],
        "members": told,
        "files": files,
    }
    yield MANIFEST, orjson.dumps(manifest, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


class _Lines:
    """The rows of a query as JSON lines, in blocks; once they have been read, how many there were, and their checksum."""

    def __init__(self, connection: psycopg.Connection[Any], query: str, parameters: dict[str, Any]) -> None:
        self.connection, self.query, self.parameters = connection, query, parameters
        self.rows = self.size = 0
        self.digest = hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for block in copied(self.connection, self.query, self.parameters):
            self.rows += block.count(b"\n")
            self.size += len(block)
            self.digest.update(block)
            yield block

    def told(self) -> dict[str, Any]:
        return {"rows": self.rows, "bytes": self.size, "sha256": self.digest.hexdigest()}

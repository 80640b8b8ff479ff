"""An export as a stream of bytes: one snapshot, one COPY, constant memory, on a connection of its own."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing, contextmanager, nullcontext
from itertools import chain
from typing import Any

import psycopg
from django.db import connections

from annotations.exports.detail import Detail
from annotations.exports.packing import PACKERS
from annotations.exports.places import place_here, take_place
from annotations.exports.registry import find_format
from annotations.exports.selection import ClaimFilters, lines
from annotations.exports.shape import Blocks
from annotations.models import Project, User
from annotations.permissions import Permission, require
from factcheck.database.base import own_connection

BLOCK_BYTES = 64 * 1024

# As CSV with control characters for quotes and delimiters COPY leaves the lines alone: JSON never holds them unescaped.
COPY = "COPY ({query}) TO STDOUT (FORMAT csv, QUOTE e'\\x01', DELIMITER e'\\x02')"

# How selection.py wants its statement run: claim by claim, each looked up by index, and no time spent compiling it.
SETTINGS = """
    SET LOCAL jit = off;
    SET LOCAL enable_hashjoin = off;
    SET LOCAL enable_mergejoin = off;
    SET LOCAL enable_sort = off;
    SET LOCAL statement_timeout = 0;
"""


def stream(
    *,
    format: str,
    project: Project,
    reader: User,
    filters: ClaimFilters | None = None,
    detail: Detail | None = None,
    packing: str = "identity",
    counted: bool = True,
) -> Generator[bytes, None, None]:
    """The project's claims, or articles, in the format of that name, in pieces of about 64 kB.

    Raises Missing for an outsider or an unknown format, Busy when there is no place for one more that is `counted`, and
    Django's OperationalError while the database is in trouble: all before there is a stream. Trouble later is raised out
    of the stream, so that whoever sends it breaks off; an incomplete export never ends cleanly. Closing the stream cancels
    the statement. `packing` is a name of PACKERS.
    """
    require(reader, Permission.EXPORT, project)
    chosen = find_format(format)
    query, parameters = lines(
        project=project, reader=reader, filters=filters or ClaimFilters(), of=chosen.of, detail=detail
    )
    chunks = _chunks(query, parameters, chosen.render, PACKERS[packing], counted)
    with connections["default"].wrap_database_errors:
        next(chunks)
    return chunks


def _chunks(
    query: str,
    parameters: tuple[Any, ...],
    render: Callable[[Blocks], Iterator[bytes]],
    pack: Callable[[Iterable[bytes]], Iterator[bytes]],
    counted: bool,
) -> Generator[bytes, None, None]:
    """The export, after one empty chunk that says that it has begun well."""
    with place_here() if counted else nullcontext(), snapshot() as connection:
        if counted:
            take_place(connection)
        with closing(copied(connection, query, parameters)) as blocks:
            begun = next(blocks, b"")
            yield b""
            yield from pack(render(chain([begun], blocks)))


def copied(connection: psycopg.Connection[Any], query: str, parameters: Any) -> Generator[bytes, None, None]:
    """What the query answers, in blocks of whole lines of about BLOCK_BYTES. Closing it cancels the statement."""
    with connection.cursor().copy(COPY.format(query=query), parameters) as lines:
        held: list[Any] = []
        size = 0
        for line in lines:
            held.append(line)
            size += len(line)
            if size >= BLOCK_BYTES:
                yield b"".join(held)
                held, size = [], 0
        if held:
            yield b"".join(held)


@contextmanager
def snapshot() -> Iterator[psycopg.Connection[Any]]:
    """Everything as it is at this moment, for reading alone, on a connection apart from the editors' pool."""
    with own_connection() as connection:
        begin_snapshot(connection)
        # psycopg cancels a COPY that is left early; without a COMMIT the transaction ends with the connection.
        yield connection


def begin_snapshot(connection: psycopg.Connection[Any]) -> None:
    """Begins a read-only transaction that sees everything as it is now, with the SETTINGS an export's statement needs."""
    connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
    connection.execute(SETTINGS)

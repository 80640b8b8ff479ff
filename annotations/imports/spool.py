"""What pass one has checked, kept on disk as PostgreSQL wants it, so that pass two only has to hand it over.

So nothing is held in memory, nothing is parsed twice, and the transaction that writes is open no longer than it must be.
"""

from __future__ import annotations

import json
import tempfile
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

CHUNK_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True)
class Chunk:
    """Rows of one table, in PostgreSQL's text format; or as JSON what is to be done about its rows besides."""

    table: str
    rows: int
    body: bytes
    besides: str = ""


class Spool:
    """Chunks on disk, in the order in which they can be written: a row's own chunk comes after those it needs."""

    def __init__(self, tables: Sequence[str]) -> None:
        self.tables = tables
        self.file = tempfile.TemporaryFile(prefix="factcheck-import-")  # noqa: SIM115  # until close()
        self.lines: dict[str, list[str]] = {table: [] for table in tables}
        self.later: dict[tuple[str, str], list[Any]] = {}
        self.size = 0

    def add(self, table: str, *values: Any) -> None:
        """One row, its values in the order of the table's columns."""
        line = "\t".join(map(encoded, values)) + "\n"
        self.size += len(line)
        self.lines[table].append(line)

    def besides(self, what: str, table: str, *values: Any) -> None:
        """Something to be done about a row of the table (writing.py knows what), after its rows."""
        self.later.setdefault((what, table), []).append(values)

    def end_row(self) -> None:
        """A row of the file is complete: the chunk may end here."""
        if self.size >= CHUNK_BYTES:
            self.flush()

    def flush(self) -> None:
        """Writes what has come together."""
        for table in self.tables:
            if lines := self.lines[table]:
                self._write(Chunk(table, len(lines), "".join(lines).encode()))
                self.lines[table] = []
        for (what, table), rows in self.later.items():
            self._write(Chunk(table, len(rows), json.dumps(rows, default=str).encode(), what))
        self.later = {}
        self.size = 0

    def chunks(self) -> Iterator[Chunk]:
        """Everything, from the beginning."""
        self.file.seek(0)
        while header := self.file.readline():
            table, rows, length, besides = json.loads(header)
            yield Chunk(table, rows, self.file.read(length), besides)

    def close(self) -> None:
        """Gives the disk back."""
        self.file.close()

    def _write(self, chunk: Chunk) -> None:
        self.file.write(json.dumps([chunk.table, chunk.rows, len(chunk.body), chunk.besides]).encode() + b"\n")
        self.file.write(chunk.body)


def encoded(value: Any) -> str:
    """A value in COPY's text format. Raises KeyError for what no column of ours holds."""
    return _ENCODED[type(value)](value)


def _quoted(item: str) -> str:
    return item.replace("\\", "\\\\").replace('"', '\\"')


def _escaped(words: str) -> str:
    if "\\" in words:
        words = words.replace("\\", "\\\\")
    return words.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def _listed(items: Sequence[object]) -> str:
    return _escaped("{" + ",".join(f'"{_quoted(str(one))}"' for one in items) + "}")


_ENCODED: Mapping[type, Callable[[Any], str]] = MappingProxyType(
    {
        type(None): lambda _: r"\N",
        str: _escaped,
        bool: lambda truth: "t" if truth else "f",
        int: str,
        uuid.UUID: lambda id: id.hex,
        bytes: lambda raw: rf"\\x{raw.hex()}",
        list: _listed,
        tuple: _listed,
        date: date.isoformat,
        datetime: datetime.isoformat,
    }
)

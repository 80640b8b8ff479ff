"""Tables as files: Parquet where pyarrow is there, JSON lines where it is not."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping
from typing import Any, Protocol

import orjson

from annotations.exports.releases.store import Kept, Workshop, Written
from annotations.exports.releases.tables import Table, Type

HELD = 100
ROWS, BYTES = 2000, 4_000_000
LEFT_OUT = (
    "The tables are JSON lines and not Parquet, because this installation does without pyarrow; "
    "requirements-parquet.txt brings it. What reads them by guessing types, as `datasets` does, makes times of dates."
)


class TableFile(Protocol):
    """A table being written."""

    rows: int

    def add(self, row: Mapping[str, Any]) -> None:
        """One more row."""

    def finish(self) -> Kept:
        """The file, complete."""


def has_parquet() -> bool:
    """Whether pyarrow is installed. It is not loaded before it is needed: that takes a second and 60 MB."""
    return importlib.util.find_spec("pyarrow") is not None


def table_file(workshop: Workshop, table: Table, split: str, *, parquet: bool) -> TableFile:
    """The file for a table's rows of one split."""
    written = workshop.open(f"data/{table.name}/{split}.{'parquet' if parquet else 'jsonl'}")
    return ParquetFile(written, table) if parquet else JsonFile(written)


class JsonFile:
    """A row, a line."""

    def __init__(self, written: Written) -> None:
        self._written, self.rows = written, 0

    def add(self, row: Mapping[str, Any]) -> None:
        """One more line."""
        self._written.write(orjson.dumps(row, option=orjson.OPT_APPEND_NEWLINE))
        self.rows += 1

    def finish(self) -> Kept:
        """The file, complete."""
        return self._written.finish()


class ParquetFile:
    """Parquet with zstd. Rows are turned into Arrow's batches every HELD rows, because as Python objects they take ten times
    the memory; a row group is written when ROWS or BYTES of them have come together. What that took is given back at once:
    left to itself Arrow keeps it, some 20 MB."""

    def __init__(self, written: Written, table: Table) -> None:
        import pyarrow
        import pyarrow.parquet

        self._arrow: Any = pyarrow
        self._schema = self._arrow.schema([(column.name, self._type(column.type)) for column in table.columns])
        self._written, self.rows = written, 0
        self._held: list[Mapping[str, Any]] = []
        self._packed: list[Any] = []
        sink = self._arrow.PythonFile(_Sink(written), mode="w")
        self._file = pyarrow.parquet.ParquetWriter(sink, self._schema, compression="zstd")

    def add(self, row: Mapping[str, Any]) -> None:
        """One more row."""
        self._held.append(row)
        self.rows += 1
        if len(self._held) == HELD:
            self._pack()
            packed = self._packed
            if len(packed) * HELD >= ROWS or sum(batch.nbytes for batch in packed) >= BYTES:
                self._flush()

    def finish(self) -> Kept:
        """The file, complete."""
        self._pack()
        self._flush()
        self._file.close()
        return self._written.finish()

    def _pack(self) -> None:
        if self._held:
            self._packed.append(self._arrow.RecordBatch.from_pylist(self._held, schema=self._schema))
            self._held = []

    def _flush(self) -> None:
        if self._packed:
            self._file.write_table(self._arrow.Table.from_batches(self._packed, schema=self._schema))
            self._packed = []
            self._arrow.default_memory_pool().release_unused()

    def _type(self, type: Type) -> Any:
        match type:
            case [{} as row]:
                return self._arrow.list_(self._arrow.struct([(name, self._type(one)) for name, one in row.items()]))
            case [one]:
                return self._arrow.list_(self._type(one))
            case "int":
                return self._arrow.int64()
            case "float":
                return self._arrow.float64()
            case "bool":
                return self._arrow.bool_()
        return self._arrow.string()


class _Sink:
    """A Written as the file object pyarrow asks for."""

    closed = False

    def __init__(self, written: Written) -> None:
        self._written = written

    def write(self, piece: Any) -> int:
        return self._written.write(bytes(piece))

    def tell(self) -> int:
        return self._written.size

    def flush(self) -> None:
        pass

    def close(self) -> None:
        self.closed = True

"""What pass one remembers of a file, on disk: so an import of any size takes the same memory."""

from __future__ import annotations

import sqlite3
import uuid
import zlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Held:
    """An article an import can put quotes in: its id, its current revision's id and number, and whether it is there already."""

    article: uuid.UUID
    revision: uuid.UUID
    number: int
    there: bool
    text: str


@dataclass(frozen=True, slots=True)
class Known:
    """What `Memory.know` was told of a thing of the file."""

    id: uuid.UUID
    line: int | None
    within: uuid.UUID | None


class Memory:
    """Ids by noun and key, and texts by their checksum."""

    def __init__(self) -> None:
        # A nameless database: on disk, and gone with this process, whatever becomes of it.
        self.database = sqlite3.connect("", isolation_level=None)
        self.database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -8000;")
        self.database.executescript(
            """
            BEGIN;
            CREATE TABLE known (noun TEXT, key TEXT, id BLOB, line INTEGER, within BLOB, PRIMARY KEY (noun, key)) WITHOUT ROWID;
            CREATE TABLE held (sha256 TEXT PRIMARY KEY, article BLOB, revision BLOB, number INTEGER, there INTEGER, text BLOB);
            """
        )

    def know(
        self, noun: str, key: str, id: uuid.UUID, line: int | None = None, within: uuid.UUID | None = None
    ) -> None:
        """Remembers the id and the line of a thing of the file.

        `within` is a quote's article; of articles and claims it is the `summary` of their text.
        """
        row = (noun, key, id.bytes, line, within.bytes if within else None)
        self.database.execute("INSERT OR REPLACE INTO known VALUES (?, ?, ?, ?, ?)", row)

    def find(self, noun: str, key: str) -> Known | None:
        """The thing of that key, if there was one."""
        asked = "SELECT id, line, within FROM known WHERE noun = ? AND key = ?"
        row = self.database.execute(asked, (noun, key)).fetchone()
        return Known(uuid.UUID(bytes=row[0]), row[1], uuid.UUID(bytes=row[2]) if row[2] else None) if row else None

    def hold(self, sha256: str, held: Held) -> None:
        """Remembers a text quotes may be found in."""
        words = zlib.compress(held.text.encode(), 1)
        self.database.execute(
            "INSERT OR IGNORE INTO held VALUES (?, ?, ?, ?, ?, ?)",
            (sha256, held.article.bytes, held.revision.bytes, held.number, held.there, words),
        )

    def held(self, sha256: str) -> Held | None:
        """The text of that checksum."""
        row = self.database.execute("SELECT * FROM held WHERE sha256 = ?", (sha256,)).fetchone()
        if row is None:
            return None
        _, article, revision, number, there, words = row
        return Held(
            uuid.UUID(bytes=article), uuid.UUID(bytes=revision), number, bool(there), zlib.decompress(words).decode()
        )

    def close(self) -> None:
        """Gives the disk back."""
        self.database.close()

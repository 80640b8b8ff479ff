"""A follower of the change feed, as docs/feed.md describes it: a local copy of a project that keeps up with it.

It knows nothing of our tables and speaks HTTP alone, with Python's own library: a worked example to copy from.
"""

from __future__ import annotations

import json
import sqlite3
import urllib.error
import urllib.parse
import urllib.request
from collections import Counter
from collections.abc import Callable
from http import HTTPStatus
from http.client import HTTPException
from pathlib import Path
from typing import Any

PAGE = 200
PATIENCE = 60.0
"""Seconds, the longest it waits before it asks again."""
TABLES = """
    CREATE TABLE IF NOT EXISTS object (type TEXT NOT NULL, id TEXT PRIMARY KEY, version INTEGER NOT NULL, json TEXT);
    CREATE TABLE IF NOT EXISTS feed (url TEXT NOT NULL, cursor TEXT NOT NULL);
"""


class Refused(Exception):
    """The site will not have this follower; the message is its sentence."""


class Gone(Exception):
    """The cursor is of another database: what is held may be of a past that never was."""


class Busy(Exception):
    """No answer for now. Ask again after so many seconds, or, when that is None, as one sees fit."""

    def __init__(self, sentence: str, seconds: float | None) -> None:
        super().__init__(sentence)
        self.seconds = seconds


class Copy:
    """What is held of one feed: each object at the highest version heard of, and the cursor, in one SQLite file."""

    def __init__(self, file: Path, url: str) -> None:
        try:
            self.database = sqlite3.connect(file, isolation_level=None)
            self.database.executescript(TABLES)
            row = self.database.execute("SELECT url, cursor FROM feed").fetchone()
            if row is None:
                self.database.execute("INSERT INTO feed VALUES (?, '')", [url])
        except sqlite3.Error as trouble:
            raise Refused(f"{file} cannot be used as a copy ({trouble}): name another file.") from None
        if row is not None and row[0] != url:
            self.close()
            raise Refused(f"{file} is a copy of {row[0]}: name another file.")
        self.cursor: str = row[1] if row else ""

    def keep(self, rows: list[dict[str, Any]], cursor: str) -> None:
        """Takes a page in. Rows and cursor are kept together: whatever happens, they belong to each other."""
        held = [
            (r["object_type"], r["object_id"], r["version"], None if r["object"] is None else json.dumps(r["object"]))
            for r in rows
        ]
        self.database.execute("BEGIN IMMEDIATE")
        with self.database:
            # An older version that comes late is passed over; of two equal ones the later counts.
            self.database.executemany(
                "INSERT INTO object VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE"
                " SET version = excluded.version, json = excluded.json WHERE excluded.version >= object.version",
                held,
            )
            self.database.execute("UPDATE feed SET cursor = ?", [cursor])
        self.cursor = cursor

    def forget(self) -> None:
        """Back to the beginning."""
        self.database.execute("BEGIN IMMEDIATE")
        with self.database:
            self.database.execute("DELETE FROM object")
            self.database.execute("UPDATE feed SET cursor = ''")
        self.cursor = ""

    def size(self) -> int:
        """How many objects there are."""
        (number,) = self.database.execute("SELECT count(*) FROM object WHERE json IS NOT NULL").fetchone()
        return int(number)

    def close(self) -> None:
        """Lets the file go."""
        self.database.close()


def follow(
    *,
    url: str,
    token: str,
    copy: Copy,
    say: Callable[[str], Any],
    wait: Callable[[float], Any],
    once: bool,
    every: float,
) -> None:
    """Keeps the copy up to date, for ever or until it is so `once`. `wait` sleeps; whatever it raises ends this.

    Raises Refused when the site answers that there is nothing here for this token.
    """
    patience = every
    while True:
        try:
            page = read_page(url, token, copy.cursor)
        except Gone as gone:
            say(f"{gone} Beginning again.")
            copy.forget()
            continue
        except Busy as busy:
            seconds = min(patience if busy.seconds is None else busy.seconds, PATIENCE)
            patience = min(patience * 2, PATIENCE)
            say(f"{busy} Asking again in {seconds:g} s.")
            wait(seconds)
            continue
        patience = every
        rows = page["results"]
        copy.keep(rows, page["cursor"])
        if rows:
            kinds = Counter(row["object_type"] for row in rows)
            told = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
            say(f"{len(rows)} changes, up to {rows[-1]['at']}: {told}.")
        elif once:
            say(f"Up to date: {copy.size()} objects.")
            return
        else:
            wait(every)


def read_page(url: str, token: str, cursor: str) -> dict[str, Any]:
    """The feed's next page. Raises Gone, Busy, Refused."""
    asked = urllib.parse.urlencode({"limit": PAGE} | ({"cursor": cursor} if cursor else {}))
    request = urllib.request.Request(f"{url}changes/?{asked}", headers={"Authorization": f"Bearer {token}"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310  (the command checks the scheme)
            page: dict[str, Any] = json.load(answer)
            return page
    except urllib.error.HTTPError as refusal:
        sentence = _sentence(refusal)
        if refusal.code == HTTPStatus.GONE:
            raise Gone(sentence) from None
        if refusal.code == HTTPStatus.TOO_MANY_REQUESTS or refusal.code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            seconds = refusal.headers.get("Retry-After", "")
            raise Busy(sentence, float(seconds) if seconds.isdecimal() else None) from None
        raise Refused(sentence) from None
    except (OSError, HTTPException, ValueError) as trouble:
        raise Busy(f"No answer ({getattr(trouble, 'reason', None) or trouble}).", None) from None


def _sentence(refusal: urllib.error.HTTPError) -> str:
    try:
        return str(json.load(refusal)["detail"])
    except (ValueError, KeyError, TypeError, OSError):
        return f"{refusal.url} answers {refusal.code}."

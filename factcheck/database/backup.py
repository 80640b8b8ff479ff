"""The whole database as one file, and back, by PostgreSQL's own programs, which come with the server we bring along."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from django.db import connections
from psycopg.conninfo import make_conninfo

from factcheck.database.base import hold_server
from factcheck.database.roles import owner_alias
from factcheck.postgres import binary

# What libpq understands of Django's parameters; the rest is for psycopg. The password goes another way: `ps` shows arguments.
OURS = frozenset({"context", "cursor_factory", "prepare_threshold", "client_encoding", "password"})


class BackupTrouble(Exception):
    """PostgreSQL's own sentence on why it would not."""


def dump(file: Path) -> None:
    """Writes the database into a file, as it is at one moment. Raises BackupTrouble."""
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={file}")


def load(file: Path) -> None:
    """Puts a dump into the database, which must be empty: all of it or nothing. Raises BackupTrouble."""
    _run("pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(file))
    with connections[owner_alias()].cursor() as cursor:
        # Nobody's rights are in a dump, so nor is it that what runs with the owner's is not everybody's to call.
        cursor.execute(
            "SELECT oid::regprocedure::text FROM pg_proc WHERE prosecdef AND pronamespace = current_schema()::regnamespace"
        )
        for (function,) in cursor.fetchall():
            cursor.execute(f"REVOKE EXECUTE ON FUNCTION {function} FROM PUBLIC")
        cursor.execute("ANALYZE")


def is_empty() -> bool:
    """Whether the database has no table."""
    with connections[owner_alias()].cursor() as cursor:
        cursor.execute("SELECT NOT EXISTS (SELECT FROM pg_tables WHERE schemaname = current_schema())")
        row = cursor.fetchone()
    return bool(row and row[0])


def _run(program: str, *arguments: str) -> None:
    hold_server()
    parameters = connections[owner_alias()].get_connection_params()
    place = make_conninfo(**{name: value for name, value in parameters.items() if name not in OURS})
    environ = {**os.environ, "PGPASSWORD": parameters.get("password") or ""}
    done = subprocess.run(
        [binary(program), f"--dbname={place}", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=environ,
    )
    if done.returncode:
        lines = [line for line in done.stderr.splitlines() if "error:" in line] or done.stderr.splitlines()
        raise BackupTrouble(lines[0].split("error:", 1)[-1].strip() if lines else f"{program} gave no reason")

"""Databases for tests: a migrated template, kept from run to run, and cheap copies of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connections

from factcheck.database.base import close_connections
from factcheck.database.roles import owner_alias

PREFIX = "test_"


def fresh(name: str) -> None:
    """A new database of that name, migrated and otherwise empty."""
    template = _template()
    with connections[owner_alias()]._nodb_cursor() as cursor:
        # FILE_COPY reads the template's files at once, which for a small database is the quickest.
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')


def drop(name: str) -> None:
    """Drops a database, whoever is still connected."""
    with connections[owner_alias()]._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def use(name: str) -> None:
    """Points every alias of this process at the database."""
    close_connections()
    for alias in connections.settings:
        connections[alias].settings_dict["NAME"] = name


@contextmanager
def using(name: str) -> Iterator[None]:
    """Looks at another database for a while."""
    before = connections["default"].settings_dict["NAME"]
    use(name)
    try:
        yield
    finally:
        use(before)


def drop_leftovers() -> None:
    """Drops what test runs left behind that were killed."""
    with connections[owner_alias()]._nodb_cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [f"{PREFIX}%"])
        for (name,) in cursor.fetchall():
            pid = name.removeprefix(PREFIX).split("_")[0]
            if pid.isdecimal() and not _alive(int(pid)):
                cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _template() -> str:
    """The name of the migrated template, which is made anew whenever what it is made from has changed."""
    digest = hashlib.sha256()
    base = Path(settings.BASE_DIR)
    for path in sorted(
        [*base.glob("annotations/migrations/**/*"), *base.glob("factcheck/database/*.py"), base / "requirements.txt"]
    ):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.read_bytes())
    name = f"template_{digest.hexdigest()[:20]}"
    with connections[owner_alias()]._nodb_cursor() as cursor:
        # Of several workers one makes it, and the others wait.
        cursor.execute("SELECT pg_advisory_lock(hashtext('factcheck test template'))")
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE 'template\\_%%'")
        there = {row[0] for row in cursor.fetchall()}
        if name in there:
            return name
        for old in there:
            cursor.execute(f'DROP DATABASE IF EXISTS "{old}" WITH (FORCE)')
        draft = f"{PREFIX}{os.getpid()}_draft"
        cursor.execute(f'DROP DATABASE IF EXISTS "{draft}" WITH (FORCE)')
        cursor.execute(f'CREATE DATABASE "{draft}"')
        with using(draft):
            call_command("migrate", verbosity=0, interactive=False)
        cursor.execute(f'ALTER DATABASE "{draft}" RENAME TO "{name}"')
    return name


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True

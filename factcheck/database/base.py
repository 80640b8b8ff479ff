"""The database backend: Django's for PostgreSQL, over a server that is started at the first connection.

Nothing here runs when settings are imported, so tools that need no database start none. A connection that is refused
makes us look after the server, once, before the error goes to the caller: a killed server is back at the next request.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections
from django.db.backends.postgresql import base
from django.db.backends.postgresql.features import DatabaseFeatures as PostgresFeatures

from factcheck.postgres import Server


@functools.cache
def embedded_server() -> Server:
    """This process's one handle on the server under FACTCHECK_VAR."""
    return Server(Path(settings.EMBEDDED_POSTGRES), fsync=settings.EMBEDDED_POSTGRES_FSYNC)


def close_connections() -> None:
    """Ends this thread's connections, and the pools of this process."""
    # Also those not in use here: a pool belongs to the process, and another thread or task may have opened it.
    for connection in connections.all():
        connection.close()
        if isinstance(connection, DatabaseWrapper) and connection.settings_dict["OPTIONS"].get("pool"):
            connection.close_pool()


@contextmanager
def own_connection() -> Iterator[psycopg.Connection[Any]]:
    """A connection to the database in use that is nobody else's and in no pool, and ends here."""
    shared = connections["default"]
    options = {name: value for name, value in shared.settings_dict["OPTIONS"].items() if name != "pool"}
    own = type(shared)({**shared.settings_dict, "OPTIONS": options}, shared.alias)
    own.ensure_connection()
    try:
        yield own.connection
    finally:
        own.connection.close()


def hold_server() -> None:
    """Keeps the embedded server, if there is one, up for as long as this process lives, whoever else comes and goes."""
    if settings.DATABASES["default"].get("EMBEDDED"):
        embedded_server().ensure(doubt=True)


class Connection(psycopg.Connection[Any]):
    """A connection to our own server, which is brought up for it. The pool opens its connections by this class too."""

    @classmethod
    def connect(cls, conninfo: str = "", **kwargs: Any) -> Connection:
        """Opens a connection, starting the server when it is not there."""
        embedded_server().ensure()
        try:
            return super().connect(conninfo, **kwargs)
        except psycopg.OperationalError:
            embedded_server().ensure(doubt=True)
            return super().connect(conninfo, **kwargs)


class DatabaseFeatures(PostgresFeatures):
    """What the server must be able to do. NULLS NOT DISTINCT and safe defaults for `public` came with 15."""

    minimum_database_version = (15,)


class DatabaseWrapper(base.DatabaseWrapper):
    """Django's wrapper, with our own connections when the database is the embedded one."""

    features_class = DatabaseFeatures

    @property
    def embedded(self) -> bool:
        """Whether this alias is served by the server Factcheck brings along."""
        return bool(self.settings_dict.get("EMBEDDED"))

    @property
    def pool(self) -> Any:
        """The alias's connection pool, if it has one."""
        options = self.settings_dict["OPTIONS"].get("pool")
        if options and self.embedded:
            options.setdefault("connection_class", Connection)
        return super().pool

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection from the pool, or one of its own for an alias without a pool."""
        connection_class = Connection if self.embedded else psycopg.Connection
        if self.pool and self.pool.closed:
            # A pool says no more than that it waited in vain. Before it is opened, the server says what is wrong.
            connection_class.connect(**conn_params).close()
        if self.pool or not self.embedded:
            return super().get_new_connection(conn_params)
        self.isolation_level = psycopg.IsolationLevel.READ_COMMITTED
        return connection_class.connect(**conn_params)

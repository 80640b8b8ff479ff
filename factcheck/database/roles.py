"""Two roles: the owner changes tables, the application reads and writes rows, and only reads the record of changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import connections

# What the application's role may do to a table it must not rewrite; everything else is read and written freely.
NARROWED = {"change": "SELECT", "revision": "SELECT, INSERT"}


@dataclass(frozen=True)
class Protection:
    """Whether the record of changes is safe from the application's own role, and why not if it is not."""

    protected: bool
    reason: str


def owner_alias() -> str:
    """The alias that migrations run on: the owner's when there is one."""
    return "owner" if "owner" in connections.settings else "default"


def grant_to_application(*, owner: str = "owner", application: str = "default") -> None:
    """Gives the application's role its rights on every table there is now, and on those the owner makes later."""
    with connections[application].cursor() as cursor:
        cursor.execute("SELECT quote_ident(current_user)")
        (role,) = cursor.fetchone()
    with connections[owner].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()")
        tables = {name for (name,) in cursor.fetchall()}
        cursor.execute(
            f"""
            GRANT USAGE ON SCHEMA public TO {role};
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role};
            GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role};
            ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role};
            ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role};
            """
        )
        for table, rights in NARROWED.items():
            if table in tables:
                cursor.execute(
                    f'REVOKE ALL ON TABLE "{table}" FROM {role}; GRANT {rights} ON TABLE "{table}" TO {role}'
                )


def protection(alias: str = "default") -> Protection:
    """Asks the database itself, so that the answer is true whatever the settings say."""
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT c.oid IS NULL, has_table_privilege(current_user, c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE') "
            "OR pg_has_role(current_user, c.relowner, 'USAGE') "
            "FROM (SELECT to_regclass('change') AS oid) t LEFT JOIN pg_class c USING (oid)"
        )
        row: tuple[Any, ...] = cursor.fetchone()
    missing, writable = row
    if missing:
        return Protection(False, "There is no record of changes yet: run bin/manage migrate.")
    if writable:
        return Protection(
            False,
            "The application's own database role could rewrite the record of changes: give the tables to another role, "
            "name it in DATABASE_OWNER_URL, and run bin/manage migrate.",
        )
    return Protection(True, "The application's database role can only read the record of changes.")

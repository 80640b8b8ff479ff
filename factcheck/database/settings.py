"""The database aliases: `default` is the application's role, `owner` the role that owns the tables, when we have it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

from factcheck.postgres import APPLICATION, DATABASE, OWNER, Server

# As many as the threads of one server process. A pool saves a connection's cost on every request.
POOL = {"min_size": 1, "max_size": 16, "timeout": 5}


def aliases(
    application: dict[str, Any] | None, owner: dict[str, Any] | None, *, embedded: Path
) -> dict[str, dict[str, Any]]:
    """DATABASES for the two addresses given, or for the embedded server when there are none."""
    if application is None:
        if owner is not None:
            raise ImproperlyConfigured("DATABASE_OWNER_URL is set without DATABASE_URL: set both, or neither.")
        # Only the place is worked out here: the server itself is started by the first connection.
        place = {"EMBEDDED": True, "NAME": DATABASE, "HOST": str(Server(embedded).socket_folder), "PORT": "5432"}
        application, owner = {**place, "USER": APPLICATION}, {**place, "USER": OWNER}
    databases = {"default": _alias(application, pool=True)}
    if owner is not None:
        if _place(owner) != _place(application):
            raise ImproperlyConfigured(
                "DATABASE_OWNER_URL and DATABASE_URL name different databases: they must differ in the role alone."
            )
        databases["owner"] = _alias(owner, pool=False)
    return databases


def _place(setting: dict[str, Any]) -> tuple[str, str, str]:
    return setting["HOST"], setting["PORT"] or "5432", setting["NAME"]


def _alias(setting: dict[str, Any], *, pool: bool) -> dict[str, Any]:
    options = {"connect_timeout": 10, **setting.get("OPTIONS", {})}
    if pool:
        options["pool"] = dict(POOL)
    return {
        **setting,
        "ENGINE": "factcheck.database",
        "OPTIONS": options,
        # The pool gives a connection out only after asking the server, so a restarted server costs no request.
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": False,
    }

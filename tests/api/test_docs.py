"""docs/api.md lists the addresses there are, and who may do what at each."""

from __future__ import annotations

import re
from pathlib import Path

from annotations.api.urls import urlpatterns
from annotations.permissions import NEEDED
from tests.api.test_routes import VIEWS

PAGE = Path(__file__).parents[2] / "docs" / "api.md"


def addresses() -> str:
    """The table, as it has to read."""
    rows = []
    for pattern in urlpatterns:
        if pattern.name not in VIEWS:
            continue
        view = VIEWS[pattern.name]
        methods = [m for m in ("GET", "POST", "PATCH", "DELETE") if hasattr(view, m.lower())]
        said = ", ".join(f"{m} ({NEEDED[view.needs[m]]})" if m in view.needs else m for m in methods)
        path = re.sub(r"<(?:str|path):(\w+)>", r"{\1}", str(pattern.pattern))
        rows.append(f"| `{path}` | {said} | {view.__doc__.splitlines()[0]} |")
    return "\n".join(["| path | methods | |", "|---|---|---|", *rows])


def test_the_addresses_are_those_there_are():
    found = re.search(r"<!-- addresses -->\n(.*?)\n?<!-- /addresses -->", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found, "docs/api.md has lost its <!-- addresses --> marks."
    assert found.group(1) == addresses(), "Put this between the marks:\n" + addresses()

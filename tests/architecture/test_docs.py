"""Docs that can be wrong are held to the code."""

import re
from pathlib import Path

from django.core.management import get_commands

from factcheck.env import VARIABLES

ROOT = Path(__file__).parents[2]


def settings_table() -> str:
    """README's table of settings, as it has to read."""
    rows = [f"| `{v.name}` | {v.shown_default} | {v.meaning} |" for v in VARIABLES]
    return "\n".join(["| variable | without it | what it is |", "|---|---|---|", *rows])


def test_readme_lists_every_setting():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(r"<!-- settings -->\n(.*)\n<!-- /settings -->", readme, re.DOTALL)
    assert found, "README.md has lost its <!-- settings --> marks."
    assert found.group(1) == settings_table(), "Put this between the marks:\n" + settings_table()


def test_commands_named_in_docs_exist():
    known = set(get_commands())
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        named = set(re.findall(r"bin/manage (\w+)", page.read_text(encoding="utf-8"))) - {"COMMAND"}
        assert named <= known, f"{page.name} names commands that do not exist: {named - known}"


def test_links_between_docs_lead_somewhere():
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name} links to {target}, which does not exist."

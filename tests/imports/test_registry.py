"""Every reader: what it says of itself is true."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from annotations.imports.checking import faults
from annotations.imports.document import page
from annotations.imports.registry import READERS
from annotations.imports.shape import Options, Refusal

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", [name for name in READERS if READERS[name].extensions[0] != "zip"])
def test_the_example_of_a_reader_is_read_by_it(name):
    reader = READERS[name]
    assert reader.name == name
    assert reader.description.endswith(".")
    rows = list(reader.read(io.BytesIO(reader.example.encode()), Options(name=f"example.{reader.extensions[0]}")))
    assert rows
    for row in rows:
        assert not isinstance(row, Refusal), row
        assert list(faults(row)) == []


def test_the_page_in_docs_is_what_the_registry_says():
    written = (ROOT / "docs" / "import-formats.md").read_text(encoding="utf-8")
    assert written == page(), "Run: python -m annotations.imports > docs/import-formats.md"

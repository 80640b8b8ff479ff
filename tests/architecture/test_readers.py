"""Readers of our exports that are not ours: complete, and pinned, so that a failure is never somebody's release of today."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

READERS = sorted(
    path for path in (Path(__file__).parents[1] / "readers").iterdir() if path.is_dir() and path.name[0] != "_"
)


@pytest.mark.parametrize("reader", READERS, ids=lambda path: path.name)
def test_a_reader_has_a_check_and_pinned_requirements(reader):
    assert (reader / "check.py").is_file()
    lines = [line.partition("#")[0].strip() for line in (reader / "requirements.txt").read_text().splitlines()]
    assert any(lines)
    for line in filter(None, lines):
        assert re.fullmatch(r"[\w.-]+(\[[\w,.-]+\])?==[\w.]+", line), line

"""Exports run on a connection of their own, so what they are to show has to be committed."""

from __future__ import annotations

import pytest

from tests.cast import Cast, make_cast


@pytest.fixture
def cast(committed: None) -> Cast:
    """The people and their project, committed."""
    return make_cast()

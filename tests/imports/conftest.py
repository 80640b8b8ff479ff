"""An import tells how far it is on a connection of its own, so what it works on has to be committed."""

from __future__ import annotations

import pytest

from tests.cast import Cast, make_cast


@pytest.fixture
def cast(committed: None) -> Cast:
    """The people and their project, committed."""
    return make_cast()

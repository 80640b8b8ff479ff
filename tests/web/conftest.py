"""The people, and a desk with something of every kind on it."""

from __future__ import annotations

import pytest

from tests.cast import Cast, cast
from tests.web.scene import Scene

__all__ = ["cast"]


@pytest.fixture
def scene(cast: Cast) -> Scene:
    """A desk with a claim in every state that matters to a page."""
    return Scene(cast)

"""The people, and a desk with something of every kind on it."""

from __future__ import annotations

from copy import deepcopy

import pytest

from tests.cast import cast, make_cast
from tests.web.scene import Scene

__all__ = ["cast"]


@pytest.fixture(scope="module")
def made_scene(once: None) -> Scene:
    """A desk with a claim in every state that matters to a page."""
    return Scene(make_cast())


@pytest.fixture
def scene(made_scene: Scene, db: None) -> Scene:
    """That desk, for one test."""
    return deepcopy(made_scene)

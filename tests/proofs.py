"""Proofs: what takes long because it is shown on much material, or once more for another person, script, way to do it or way
to die; what befalls only who is hasty, or in two places at once; and how the pages lie on the screen.

bin/test alone shows each thing once, in the minutes one waits for it; bin/test --proofs, and so bin/check, shows all of it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

import pytest

WHOLE = os.environ.get("FACTCHECK_PROOFS") == "whole"
"""Whether proofs are made in full."""

proof = pytest.mark.proof
"""Marks a test that bin/test alone leaves out."""


def shown_for(values: Iterable[Any], *, always: Iterable[Any]) -> list[Any]:
    """The values to parametrize with: those in `always` are always shown, the others in full proofs."""
    return [value if value in always else pytest.param(value, marks=proof) for value in values]

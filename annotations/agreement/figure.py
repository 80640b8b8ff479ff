"""A figure, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass

NO_PAIRS = "Nothing was rated by two people, so there is nothing to compare."
ONE_CATEGORY = "Every rating is the same, so there is no telling agreement from chance."
NO_CHOICE = "With fewer than two ratings to choose from everyone agrees."


@dataclass(frozen=True, slots=True)
class Figure:
    """A coefficient: 1 is perfect agreement, 0 what chance alone would give (but for the observed agreement, which
    knows no chance), below 0 is less than that. `value` is None where it is not defined, and `reason` says why."""

    value: float | None
    reason: str = ""


def above_chance(agreement: float, chance: float) -> Figure:
    """How much of the room above chance is filled: (agreement - chance) / (1 - chance). All kappas have this shape."""
    if chance >= 1:
        return Figure(None, ONE_CATEGORY)
    return Figure((agreement - chance) / (1 - chance))

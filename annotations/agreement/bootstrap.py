"""How far a figure might be off, had other claims come along."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from .figure import NO_PAIRS, Figure
from .ratings import Pattern, Ratings

RESAMPLES = 1000
SEED = 20_110_125
"""Any number: with the same one the same ratings always have the same interval."""
WIDE = 20.0
"""The variance from which on a binomial distribution and the bell curve are alike for our purpose."""
TOO_FEW = "A single claim says nothing about how much others would differ."
TOO_ALIKE = "Nearly every rating is the same, so there is nothing to draw an interval from."


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a figure probably lies, at the level given; None at both ends where that cannot be told, with the reason."""

    low: float | None
    high: float | None
    level: float = 0.95
    reason: str = ""


def interval(
    ratings: Ratings,
    coefficient: Callable[[Ratings], Figure],
    *,
    level: float = 0.95,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Interval:
    """The percentile bootstrap over units: as many units are drawn again, with replacement, the figure is computed of
    each draw, and the middle `level` of these is the interval.

    B. Efron and R. J. Tibshirani, An Introduction to the Bootstrap (1993), ch. 13; for alpha and Fleiss' kappa: A. Zapf
    and others, Measuring inter-rater reliability for nominal data: which coefficients and confidence intervals are
    appropriate?, BMC Medical Research Methodology 16:93 (2016). Draws in which the figure is not defined are left out.
    """
    if ratings.units < 2:
        return Interval(None, None, level, TOO_FEW if ratings.units else NO_PAIRS)
    random = Random(seed)  # noqa: S311  # for a figure, not for a secret
    patterns = sorted(ratings.patterns.items(), reverse=True)
    found = []
    for _ in range(resamples):
        value = coefficient(ratings.drawn(_draw(random, patterns, ratings.units))).value
        if value is not None:
            found.append(value)
    if len(found) < resamples / 2:
        return Interval(None, None, level, TOO_ALIKE)
    found.sort()
    tail = (1 - level) / 2
    return Interval(_quantile(found, tail), _quantile(found, 1 - tail), level)


def _draw(random: Random, patterns: list[tuple[Pattern, int]], units: int) -> dict[Pattern, int]:
    """As many units again, drawn with replacement: a multinomial draw, pattern by pattern, which costs nothing more for
    many units than for few."""
    drawn = {}
    left, rest = units, units
    for pattern, n in patterns:
        number = left if n == rest else _binomial(random, left, n / rest)
        if number:
            drawn[pattern] = number
        left -= number
        rest -= n
        if not left:
            break
    return drawn


def _binomial(random: Random, n: int, p: float) -> int:
    """How many of n tries succeed: counted out where few are to be expected, else the bell curve's nearest number."""
    if p > 0.5:
        return n - _binomial(random, n, 1 - p)
    if n * p * (1 - p) > WIDE:
        return min(n, max(0, round(random.gauss(n * p, math.sqrt(n * p * (1 - p))))))
    # From one success to the next the wait is geometric (L. Devroye, Non-Uniform Random Variate Generation (1986), X.4.3).
    miss = math.log1p(-p)
    tries, successes = 0, -1
    while tries <= n:
        tries += 1 + int(math.log(1 - random.random()) / miss)
        successes += 1
    return successes


def _quantile(values: list[float], share: float) -> float:
    """The value with that share of the sorted values below it, between neighbours in proportion."""
    place = share * (len(values) - 1)
    low = int(place)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (place - low)

"""Krippendorff's alpha: any number of raters, ratings may be missing, and near misses may count as near.

alpha = 1 - observed / expected disagreement, from the matrix of coincidences: every pair of ratings of one unit, each unit
with m ratings weighing its pairs by 1 / (m - 1). K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011),
repository.upenn.edu/asc_papers/43; the same, Content Analysis (4th ed. 2019), ch. 12.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from .figure import NO_CHOICE, NO_PAIRS, ONE_CATEGORY, Figure
from .ratings import Pattern, Ratings

Metric = Callable[[Sequence[float]], list[list[float]]]
"""From how often each category was given to how far each lies from each."""


def alpha(ratings: Ratings) -> Figure:
    """Nominal: two different categories are different, and that is all."""
    return _alpha(ratings, _nominal)


def ordinal_alpha(ratings: Ratings) -> Figure:
    """Ordinal: two categories are the further apart the more ratings lie between them. They must be in their order."""
    return _alpha(ratings, _ordinal)


def _alpha(ratings: Ratings, metric: Metric) -> Figure:
    size = range(len(ratings.categories))
    if len(size) < 2:
        return Figure(None, NO_CHOICE)
    if not ratings.units:
        return Figure(None, NO_PAIRS)
    coincidences = [[0.0] * len(size) for _ in size]
    for pattern, units in ratings.patterns.items():
        for c, k, weight in _pairs(pattern):
            coincidences[c][k] += weight * units
    totals = [sum(row) for row in coincidences]
    distances = metric(totals)
    expected = sum(totals[c] * totals[k] * distances[c][k] for c in size for k in size)
    if not expected:
        return Figure(None, ONE_CATEGORY)
    seen = sum(coincidences[c][k] * distances[c][k] for c in size for k in size)
    return Figure(1 - (sum(totals) - 1) * seen / expected)


@lru_cache(maxsize=10_000)
def _pairs(pattern: Pattern) -> tuple[tuple[int, int, float], ...]:
    """The pairs of ratings in one unit, as categories and weight. A bootstrap asks for the same ones all the time."""
    there = [i for i, n in enumerate(pattern) if n]
    others = sum(pattern) - 1
    return tuple((c, k, pattern[c] * (pattern[k] - (c == k)) / others) for c in there for k in there)


def _nominal(totals: Sequence[float]) -> list[list[float]]:
    size = range(len(totals))
    return [[float(c != k) for k in size] for c in size]


def _ordinal(totals: Sequence[float]) -> list[list[float]]:
    """(the ratings from c to k, of c and k themselves only half) squared."""
    upto = [0.0]
    for total in totals:
        upto.append(upto[-1] + total)
    middles = [(upto[i] + upto[i + 1]) / 2 for i in range(len(totals))]
    return [[(c - k) ** 2 for k in middles] for c in middles]

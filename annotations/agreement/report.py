"""Everything there is to say about how a group of raters agree: all together, two by two, and over time."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations
from statistics import fmean

from .bootstrap import Interval, interval
from .coefficients import cohen, fleiss, gwet, observed, randolph
from .figure import NO_PAIRS, Figure
from .krippendorff import alpha, ordinal_alpha
from .ratings import Ratings, Unit

NO_LINE = "Fewer than two of this scale's ratings have a place on a line, so there is no near and far."
PERIODS = 24
"""The most periods told of, the latest ones."""
DRAWS = 200
"""How often a period's ratings are drawn again for its interval: there are many periods, and each is a small thing."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One unit and the day on which its ratings were in."""

    ratings: Unit
    on: date


@dataclass(frozen=True, slots=True)
class Pair:
    """Two raters, the units both rated, and how far they agree."""

    raters: tuple[Hashable, Hashable]
    units: int
    observed: Figure
    cohen: Figure


@dataclass(frozen=True, slots=True)
class Period:
    """A month or a week: from its first day to its last. Without comparable units the figures say so."""

    start: date
    end: date
    units: int
    observed: Figure
    alpha: Figure
    interval: Interval


@dataclass(frozen=True, slots=True)
class Report:
    """`cohen` is the mean of Cohen's kappa over all pairs of raters: Light's kappa (R. J. Light, Measures of response
    agreement for qualitative data, Psychological Bulletin 76 (1971), 365-377). `matrix` counts pairs of ratings of one
    unit, in the order of `categories`; each pair of two different ones stands on both sides of the diagonal."""

    categories: tuple[str, ...]
    units: int
    raters: int
    ratings: int
    observed: Figure
    cohen: Figure
    fleiss: Figure
    alpha: Figure
    alpha_interval: Interval
    ordinal_alpha: Figure
    ordinal_interval: Interval
    gwet: Figure
    randolph: Figure
    pairs: list[Pair]
    matrix: list[list[int]]
    over_time: list[Period]


def report(
    judged: Iterable[Judged], categories: Sequence[str], places: Mapping[str, float], *, by: str = "month"
) -> Report:
    """All figures of the units. `places` puts categories on a line, for ordinal alpha; those without a place are left out
    of it. `by` is how time is cut: month or week."""
    units: list[Unit] = []
    between: defaultdict[tuple[Hashable, Hashable], Counter[tuple[str, str]]] = defaultdict(Counter)
    in_period: defaultdict[date, list[Unit]] = defaultdict(list)
    known = set(categories)
    for one in judged:
        given = {rater: category for rater, category in one.ratings.items() if category in known}
        units.append(given)
        if len(given) > 1:
            in_period[_start(one.on, by)].append(given)
        for pair in combinations(sorted(given, key=str), 2):
            between[pair][given[pair[0]], given[pair[1]]] += 1
    ratings = Ratings(units, categories)
    line = sorted(set(places.values()))
    placed = Ratings(
        ({who: str(places[c]) for who, c in unit.items() if c in places} for unit in units), [str(p) for p in line]
    )
    pairs = [_pair(raters, table) for raters, table in between.items()]
    kappas = [pair.cohen.value for pair in pairs if pair.cohen.value is not None]
    return Report(
        categories=tuple(categories),
        units=ratings.units,
        raters=ratings.raters,
        ratings=sum(sum(pattern) * n for pattern, n in ratings.patterns.items()),
        observed=observed(ratings),
        cohen=Figure(fmean(kappas)) if kappas else Figure(None, pairs[0].cohen.reason if pairs else NO_PAIRS),
        fleiss=fleiss(ratings),
        alpha=alpha(ratings),
        alpha_interval=interval(ratings, alpha),
        ordinal_alpha=ordinal_alpha(placed) if len(line) > 1 else Figure(None, NO_LINE),
        ordinal_interval=interval(placed, ordinal_alpha) if len(line) > 1 else Interval(None, None, reason=NO_LINE),
        gwet=gwet(ratings),
        randolph=randolph(ratings),
        pairs=sorted(pairs, key=lambda pair: -pair.units),
        matrix=_matrix(between.values(), categories),
        over_time=[_period(start, in_period.get(start, []), categories, by) for start in _starts(in_period, by)],
    )


@dataclass(frozen=True, slots=True)
class Glance:
    """What a desk shows of a report, without the intervals, which take their time: the share of equal ratings, alpha,
    the matrix, and both of the former for each month."""

    units: int
    observed: Figure
    alpha: Figure
    matrix: list[list[int]]
    months: list[tuple[date, int, Figure, Figure]]


def glance(judged: Iterable[Judged], categories: Sequence[str]) -> Glance:
    """The figures of the units at a glance: units, observed and alpha for each month, the latest last."""
    known = set(categories)
    met: Counter[tuple[str, str]] = Counter()
    in_month: defaultdict[date, list[Unit]] = defaultdict(list)
    for one in judged:
        given = {rater: category for rater, category in one.ratings.items() if category in known}
        if len(given) > 1:
            in_month[_start(one.on, "month")].append(given)
            met.update(combinations(given.values(), 2))
    ratings = Ratings([unit for units in in_month.values() for unit in units], categories)
    months = [(start, Ratings(in_month.get(start, []), categories)) for start in _starts(in_month, "month")]
    return Glance(
        ratings.units,
        observed(ratings),
        alpha(ratings),
        _matrix([met], categories),
        [(start, month.units, observed(month), alpha(month)) for start, month in months],
    )


def _pair(raters: tuple[Hashable, Hashable], table: Counter[tuple[str, str]]) -> Pair:
    agreed = sum(n for (one, other), n in table.items() if one == other)
    return Pair(raters, table.total(), Figure(agreed / table.total()), cohen(table.elements()))


def _matrix(tables: Iterable[Counter[tuple[str, str]]], categories: Sequence[str]) -> list[list[int]]:
    place = {category: i for i, category in enumerate(categories)}
    matrix = [[0] * len(place) for _ in place]
    for table in tables:
        for (one, other), n in table.items():
            matrix[place[one]][place[other]] += n
            if one != other:
                matrix[place[other]][place[one]] += n
    return matrix


def _period(start: date, units: Sequence[Unit], categories: Sequence[str], by: str) -> Period:
    ratings = Ratings(units, categories)
    return Period(
        start,
        _next(start, by) - timedelta(days=1),
        ratings.units,
        observed(ratings),
        alpha(ratings),
        interval(ratings, alpha, resamples=DRAWS),
    )


def _starts(filled: Iterable[date], by: str) -> list[date]:
    """The first days of all periods from the first filled one to the last, but no more than the latest few."""
    found = sorted(filled)
    if not found:
        return []
    starts = [found[0]]
    while starts[-1] < found[-1]:
        starts.append(_next(starts[-1], by))
    return starts[-PERIODS:]


def _start(day: date, by: str) -> date:
    return day.replace(day=1) if by == "month" else day - timedelta(days=day.weekday())


def _next(start: date, by: str) -> date:
    return (start + timedelta(days=31)).replace(day=1) if by == "month" else start + timedelta(weeks=1)

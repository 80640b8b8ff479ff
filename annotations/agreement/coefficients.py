"""Agreement beyond chance, by different ideas of what chance is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .figure import NO_CHOICE, NO_PAIRS, Figure, above_chance
from .ratings import Pattern, Ratings


def observed(ratings: Ratings) -> Figure:
    """The share of pairs of raters who agree, averaged over units: P̄ of Fleiss (1971), eq. 2 and 3. No chance taken off.

    J. L. Fleiss, Measuring nominal scale agreement among many raters, Psychological Bulletin 76 (1971), 378-382.
    """
    return Figure(ratings.mean(_agreeing_pairs)) if ratings.units else Figure(None, NO_PAIRS)


def cohen(pairs: Iterable[tuple[str, str]]) -> Figure:
    """Cohen's kappa of two raters: chance is that each draws from their own ratings.

    (po - pe) / (1 - pe), pe = sum over categories of p1(c) p2(c). J. Cohen, A coefficient of agreement for nominal
    scales, Educational and Psychological Measurement 20 (1960), 37-46.
    """
    table = Counter(pairs)
    units = table.total()
    if not units:
        return Figure(None, NO_PAIRS)
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for (one, other), n in table.items():
        first[one] += n
        second[other] += n
    agreement = sum(n for (one, other), n in table.items() if one == other) / units
    chance = sum(first[category] * second[category] for category in first) / units**2
    return above_chance(agreement, chance)


def fleiss(ratings: Ratings) -> Figure:
    """Fleiss' kappa of any number of raters, who need not be the same ones: chance is that all draw from the ratings of
    everyone together.

    pe = sum of p(c)². With unequal numbers of raters each unit weighs the same: K. L. Gwet, Handbook of Inter-Rater
    Reliability (4th ed. 2014), ch. 2.
    """
    if not ratings.units:
        return Figure(None, NO_PAIRS)
    return above_chance(ratings.mean(_agreeing_pairs), sum(share**2 for share in ratings.shares()))


def gwet(ratings: Ratings) -> Figure:
    """Gwet's AC1: chance is that a rater guesses, which the ratings give away by being spread out. Steady where nearly
    all ratings are of one category, unlike kappa.

    pe = sum of p(c) (1 - p(c)) / (q - 1), q categories. K. L. Gwet, Computing inter-rater reliability and its variance in
    the presence of high agreement, British Journal of Mathematical and Statistical Psychology 61 (2008), 29-48.
    """
    if not ratings.units:
        return Figure(None, NO_PAIRS)
    if len(ratings.categories) < 2:
        return Figure(None, NO_CHOICE)
    spread = sum(share * (1 - share) for share in ratings.shares())
    return above_chance(ratings.mean(_agreeing_pairs), spread / (len(ratings.categories) - 1))


def randolph(ratings: Ratings) -> Figure:
    """Randolph's free-marginal kappa: chance is that all categories are equally likely.

    pe = 1 / q. J. J. Randolph, Free-marginal multirater kappa: an alternative to Fleiss' fixed-marginal multirater kappa,
    Joensuu Learning and Instruction Symposium (2005).
    """
    if not ratings.units:
        return Figure(None, NO_PAIRS)
    if len(ratings.categories) < 2:
        return Figure(None, NO_CHOICE)
    return above_chance(ratings.mean(_agreeing_pairs), 1 / len(ratings.categories))


def _agreeing_pairs(pattern: Pattern) -> float:
    raters = sum(pattern)
    return sum(n * (n - 1) for n in pattern) / (raters * (raters - 1))

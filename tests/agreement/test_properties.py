"""What holds for any ratings, and formulas written out a second time, pair by pair."""

from __future__ import annotations

import math
import random
from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotations.agreement import (
    Figure,
    Ratings,
    alpha,
    cohen,
    fleiss,
    gwet,
    interval,
    observed,
    ordinal_alpha,
    randolph,
)

CATEGORIES = ["true", "mixed", "false"]
ALL = [observed, fleiss, gwet, randolph, alpha, ordinal_alpha]
UNITS = st.lists(st.dictionaries(st.sampled_from("abcd"), st.sampled_from(CATEGORIES)), max_size=12)


def figures(units: list[dict[str, str]], categories: list[str] = CATEGORIES) -> list[float | None]:
    ratings = Ratings(units, categories)
    return [coefficient(ratings).value for coefficient in ALL]


def same(one: list[float | None], other: list[float | None]) -> bool:
    return all(
        (a is None) == (b is None) and (a is None or math.isclose(a, b, abs_tol=1e-9))
        for a, b in zip(one, other, strict=True)
    )


@given(UNITS, st.randoms(use_true_random=False))
def test_who_said_it_and_in_which_order_changes_nothing(units, shuffled: random.Random):
    names = list("abcd")
    shuffled.shuffle(names)
    renamed = [{dict(zip("abcd", names, strict=True))[who]: said for who, said in unit.items()} for unit in units]
    shuffled.shuffle(renamed)
    assert same(figures(units), figures(renamed))


@given(UNITS)
def test_the_nominal_figures_do_not_mind_the_order_of_categories(units):
    assert same(figures(units)[:-1], figures(units, CATEGORIES[::-1])[:-1])
    assert same(figures(units)[-1:], figures(units, CATEGORIES[::-1])[-1:]), (
        "An order read backwards is the same order."
    )


@given(UNITS)
def test_nothing_is_above_one_and_a_missing_figure_says_why(units):
    ratings = Ratings(units, CATEGORIES)
    for coefficient in ALL:
        found = coefficient(ratings)
        assert (found.value is None) == bool(found.reason)
        if found.value is not None:
            assert found.value <= 1 + 1e-12


@given(st.lists(st.tuples(st.sampled_from(CATEGORIES), st.integers(2, 4)), min_size=1))
def test_perfect_agreement_is_one(said):
    units = [dict.fromkeys(range(n), category) for category, n in said]
    several = len({category for category, _ in said}) > 1
    for coefficient in ALL:
        value = coefficient(Ratings(units, CATEGORIES)).value
        if several or coefficient in (observed, gwet, randolph):
            assert value == pytest.approx(1)
        else:
            assert value is None


def alpha_by_pairs(units: list[dict[str, str]], ordinal: bool) -> Fraction | None:
    """The definition, in fractions: the mean distance within units over the mean distance of any two ratings."""
    rated = [list(unit.values()) for unit in units if len(unit) > 1]
    everything = [said for unit in rated for said in unit]
    n = {category: everything.count(category) for category in CATEGORIES}

    def distance(one: str, other: str) -> Fraction:
        if not ordinal:
            return Fraction(one != other)
        low, high = sorted((CATEGORIES.index(one), CATEGORIES.index(other)))
        between = sum(n[category] for category in CATEGORIES[low : high + 1])
        return (between - Fraction(n[one] + n[other], 2)) ** 2

    def within(values: list[str]) -> Fraction:
        return sum((distance(a, b) for a, b in permutations(values, 2)), Fraction())

    expected = within(everything)
    if not expected:
        return None
    seen = sum((within(unit) / (len(unit) - 1) for unit in rated), Fraction()) / len(everything)
    return 1 - seen / (expected / (len(everything) * (len(everything) - 1)))


@given(UNITS)
def test_alpha_is_what_its_definition_says(units):
    ratings = Ratings(units, CATEGORIES)
    for coefficient, ordinal in ((alpha, False), (ordinal_alpha, True)):
        expected, found = alpha_by_pairs(units, ordinal), coefficient(ratings).value
        assert (expected is None) == (found is None)
        if expected is not None:
            assert found == pytest.approx(float(expected), abs=1e-9)


@given(UNITS)
def test_the_observed_agreement_is_the_share_of_pairs_who_agree(units):
    rated = [list(unit.values()) for unit in units if len(unit) > 1]
    assume(rated)
    shares = [Fraction(sum(a == b for a, b in permutations(u, 2)), len(u) * (len(u) - 1)) for u in rated]
    assert observed(Ratings(units, CATEGORIES)).value == pytest.approx(float(sum(shares) / len(shares)))


@given(st.lists(st.tuples(st.sampled_from(CATEGORIES), st.sampled_from(CATEGORIES)), max_size=20))
def test_cohen_does_not_mind_who_is_first(pairs):
    one, other = cohen(pairs), cohen([(b, a) for a, b in pairs])
    assert same([one.value], [other.value])
    if one.value is not None:
        assert one.value <= 1


def test_where_there_is_no_figure_the_reason_is_a_sentence():
    nothing, one = Ratings([], CATEGORIES), Ratings([{"a": "true"}], CATEGORIES)
    alike = Ratings([{"a": "true", "b": "true"}] * 3, CATEGORIES)
    no_choice = Ratings([{"a": "true", "b": "true"}], ["true"])
    for ratings, coefficients in (
        (nothing, ALL),
        (one, ALL),
        (alike, [fleiss, alpha, ordinal_alpha]),
        (no_choice, [gwet, randolph, alpha]),
    ):
        for coefficient in coefficients:
            found = coefficient(ratings)
            assert found.value is None
            assert found.reason.endswith(".")
    assert cohen([]) == Figure(None, observed(nothing).reason)
    assert cohen([("true", "true")]).value is None


def test_what_is_not_among_the_categories_counts_as_missing():
    units = [{"a": "true", "b": "unproven"}, {"a": "true", "b": "false"}, {"a": "false", "b": "false", "c": "unproven"}]
    placed = [{who: said for who, said in unit.items() if said != "unproven"} for unit in units]
    assert same(figures(units), figures(placed))


def test_where_nearly_all_is_alike_kappa_collapses_and_ac1_does_not():
    units = [{"a": "true", "b": "true"}] * 98 + [{"a": "true", "b": "false"}, {"a": "false", "b": "true"}]
    ratings = Ratings(units, ["true", "false"])
    assert observed(ratings).value == 0.98
    assert fleiss(ratings).value < 0
    assert gwet(ratings).value > 0.97


def test_an_interval_is_narrower_the_more_there_is():
    units = [{"a": "true", "b": "true"}, {"a": "false", "b": "false"}, {"a": "true", "b": "false"}]
    few, many = (interval(Ratings(units * n, CATEGORIES), alpha) for n in (4, 400))
    assert few.low < many.low < alpha(Ratings(units * 400, CATEGORIES)).value < many.high < few.high


def test_an_interval_is_that_of_drawing_again_one_by_one():
    drawing = random.Random(7)
    units = [{"a": drawing.choice(CATEGORIES), "b": "true", "c": drawing.choice(CATEGORIES)} for _ in range(60)]
    values = sorted(alpha(Ratings(drawing.choices(units, k=len(units)), CATEGORIES)).value or 0.0 for _ in range(1000))
    found = interval(Ratings(units, CATEGORIES), alpha)
    assert found.low == pytest.approx(values[25], abs=0.03)
    assert found.high == pytest.approx(values[974], abs=0.03)


def test_without_spread_there_is_no_interval_and_a_reason():
    for units in ([], [{"a": "true", "b": "false"}], [{"a": "true", "b": "true"}] * 5):
        found = interval(Ratings(units, CATEGORIES), alpha)
        assert found.low is found.high is None
        assert found.reason.endswith(".")

"""Every coefficient against the figures its author, or a textbook, worked out by hand."""

from __future__ import annotations

import pytest

from annotations.agreement import Ratings, alpha, cohen, fleiss, gwet, interval, observed, ordinal_alpha, randolph

# K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), example C: four observers, twelve units, gaps.
OBSERVERS = {
    "A": "1 2 3 3 2 1 4 1 2 . . .",
    "B": "1 2 3 3 2 2 4 1 2 5 . 3",
    "C": ". 3 3 3 2 3 4 2 2 5 1 .",
    "D": "1 2 3 3 2 4 4 1 2 5 1 .",
}
KRIPPENDORFF = Ratings(
    [{who: row.split()[i] for who, row in OBSERVERS.items() if row.split()[i] != "."} for i in range(12)], "12345"
)

# J. L. Fleiss's kind of table, as in most textbooks: ten subjects, fourteen raters, five categories.
SUBJECTS = """
    0 0 0 0 14 | 0 2 6 4 2 | 0 0 3 5 6 | 0 3 9 2 0 | 2 2 8 1 1
    7 7 0 0 0  | 3 2 6 3 0 | 2 5 3 2 2 | 6 5 2 1 0 | 0 2 2 3 7
"""


def unit(counts: list[int]) -> dict[object, str]:
    """Raters who gave these numbers of ratings."""
    given = [category for category, n in zip("abcde", counts, strict=True) for _ in range(n)]
    return dict(enumerate(given))


FLEISS = Ratings(
    [unit([int(n) for n in row.split()]) for line in SUBJECTS.strip().splitlines() for row in line.split("|")], "abcde"
)

# J. Cohen's kind of table: both yes 20, yes and no 5, no and yes 10, both no 15.
COHEN = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15


def close(value: float) -> object:
    return pytest.approx(value, abs=1e-4)


def test_krippendorffs_alpha():
    assert alpha(KRIPPENDORFF).value == close(0.7434)
    assert ordinal_alpha(KRIPPENDORFF).value == close(0.8154)
    assert (KRIPPENDORFF.units, KRIPPENDORFF.raters, sum(KRIPPENDORFF.alone)) == (11, 4, 1)


def test_krippendorffs_two_observers():
    # The same paper, examples A (binary) and B (nominal).
    binary = zip("0100000010", "1110010000", strict=True)
    assert alpha(Ratings([{"A": a, "B": b} for a, b in binary], "01")).value == close(0.0952)
    nominal = zip("aabbdcccedda", "babbbccceddd", strict=True)
    assert alpha(Ratings([{"A": a, "B": b} for a, b in nominal], "abcde")).value == pytest.approx(0.692, abs=5e-4)


def test_fleiss_kappa():
    assert fleiss(FLEISS).value == close(0.2099)
    assert observed(FLEISS).value == close(0.3780)


def test_cohens_kappa():
    assert cohen(COHEN).value == close(0.4)


def test_gwets_figures_for_ratings_with_gaps():
    # K. L. Gwet, Handbook of Inter-Rater Reliability (4th ed. 2014): the twelve units above.
    assert observed(KRIPPENDORFF).value == close(0.81818)
    assert gwet(KRIPPENDORFF).value == close(0.77544)
    assert fleiss(KRIPPENDORFF).value == close(0.76117)
    assert randolph(KRIPPENDORFF).value == close(0.77273)


@pytest.mark.parametrize("coefficient", [alpha, ordinal_alpha])
def test_the_interval_holds_the_published_figure(coefficient):
    found = interval(KRIPPENDORFF, coefficient)
    assert found.level == 0.95
    assert found.low < coefficient(KRIPPENDORFF).value < found.high <= 1
    assert interval(KRIPPENDORFF, coefficient) == found, "The same ratings have the same interval, always."


def test_fleiss_figure_lies_in_its_interval():
    found = interval(FLEISS, fleiss)
    assert found.low < 0.2099 < found.high

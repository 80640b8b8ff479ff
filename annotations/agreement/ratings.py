"""What raters said of units, boiled down to what the coefficients need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

Unit = Mapping[Hashable, str]
"""One thing that was rated: rater to category. Who did not rate it is not in it."""

Pattern = tuple[int, ...]
"""How many ratings of each category one unit got."""


class Ratings:
    """What raters said, unit by unit boiled down to patterns: no coefficient but Cohen's asks who said what.

    There are few patterns however many units there are, so that a coefficient costs the same for a hundred as for a
    million. `categories` are all there are to choose from, in their order, also those nobody chose; a rating that is
    not among them counts as missing. `patterns`, `units` and `raters` are of what two or more rated; `alone` has what one
    person alone rated, by category: it says how common a category is, and nothing about agreement.
    """

    def __init__(self, units: Iterable[Unit], categories: Sequence[str]) -> None:
        self.categories = tuple(categories)
        self.patterns: Counter[Pattern] = Counter()
        self.alone = [0] * len(self.categories)
        place = {category: i for i, category in enumerate(self.categories)}
        raters: set[Hashable] = set()
        for unit in units:
            given = {rater: place[category] for rater, category in unit.items() if category in place}
            if len(given) < 2:
                for chosen in given.values():
                    self.alone[chosen] += 1
                continue
            raters.update(given)
            counts = [0] * len(place)
            for chosen in given.values():
                counts[chosen] += 1
            self.patterns[tuple(counts)] += 1
        self.raters = len(raters)

    @property
    def units(self) -> int:
        """How many units can be compared."""
        return self.patterns.total()

    def drawn(self, patterns: Mapping[Pattern, int]) -> Ratings:
        """Other units of the same kind: `patterns` says how many of each."""
        other = Ratings((), self.categories)
        other.patterns = Counter(patterns)
        other.raters, other.alone = self.raters, self.alone
        return other

    def mean(self, of: Callable[[Pattern], float]) -> float:
        """The mean of a property of the units that can be compared."""
        return sum(of(pattern) * n for pattern, n in self.patterns.items()) / self.units

    def shares(self) -> list[float]:
        """How common each category is, each unit weighing the same however many rated it."""
        sums = [float(n) for n in self.alone]
        for pattern, units in self.patterns.items():
            weight = units / sum(pattern)
            for i, n in enumerate(pattern):
                sums[i] += weight * n
        units = self.units + sum(self.alone)
        return [share / units for share in sums]

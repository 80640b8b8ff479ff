"""Train, validation and test: what belongs together stays together, and stays where an earlier release has put it.

Articles and claims that are joined, by a quote or by being duplicates, form a group, and a group is never divided: a model
that has seen an article has seen every claim made from it. Where a group goes is decided by a hash of its oldest member,
or by time, the newest being for testing. Members of the release before keep their split; where two splits have been
joined since, the group goes to the first of train, validation and test, because what somebody may have trained on is no
test any more. Something is always for training: where chance leaves nothing, the largest new group is.

Plain Python: keys are whatever sorts and hashes.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

TRAIN, VALIDATION, TEST = SPLITS = ("train", "validation", "test")
By = Literal["hash", "time"]


@dataclass(frozen=True)
class Plan:
    """How to divide: per cent of the groups for validation and test; by `hash`, or by `time` at these two days.

    Days that are empty are found so that the per cents hold, and are to be handed to the next release.
    """

    by: By = "hash"
    validation: int = 10
    test: int = 10
    validation_from: str = ""
    test_from: str = ""
    salt: str = ""


@dataclass
class Divided:
    """Where each group went: its members find it by `of`."""

    plan: Plan
    moved: int
    """Members of the release before that are in another split now."""
    _place: Mapping[Hashable, int]
    _split: bytearray
    _name: list[str]

    def of(self, member: Hashable) -> tuple[str, str]:
        """The member's split and the name of its group."""
        place = self._place[member]
        return SPLITS[self._split[place]], self._name[place]


@dataclass
class Members:
    """What there is to divide, and what is joined to what. About 200 bytes each."""

    _place: dict[Hashable, int] = field(default_factory=dict)
    _parent: array[int] = field(default_factory=lambda: array("l"))
    _day: list[str] = field(default_factory=list)
    _name: list[str] = field(default_factory=list)

    def add(self, member: Hashable, *, born: str, day: str, name: str) -> None:
        """A member: when it was made (the oldest names the group), the day it is about, its name."""
        place = self._at(member)
        self._day[place], self._name[place] = day, f"{born} {name}"

    def join(self, one: Hashable, other: Hashable) -> None:
        """These two belong together. One that is never added joins, and is not itself divided."""
        self._unite(self._at(one), self._at(other))

    def divide(self, plan: Plan, before: Mapping[Hashable, str] | None = None) -> Divided:
        """Every member's split; `before` says where members of the release before were."""
        roots = array("l", (self._root(place) for place in range(len(self._parent))))
        names: dict[int, str] = {}
        days: dict[int, str] = {}
        for place, root in enumerate(roots):
            if self._name[place]:
                names[root] = min(names.get(root, "~"), self._name[place])
                days[root] = max(days.get(root, ""), self._day[place])
        kept: dict[int, int] = {}
        known = [
            (self._place[member], SPLITS.index(split))
            for member, split in (before or {}).items()
            if member in self._place
        ]
        for place, split in known:
            root = roots[place]
            kept[root] = min(kept.get(root, split), split)
        plan = _with_days(plan, sorted(days.values())) if plan.by == "time" else plan
        chosen = {root: kept.get(root, _choose(plan, names[root], days[root])) for root in names}
        if chosen and 0 not in chosen.values() and (free := names.keys() - kept.keys()):
            sizes = Counter(root for place, root in enumerate(roots) if self._name[place])
            chosen[max(free, key=lambda root: (sizes[root], names[root]))] = 0
        splits = bytearray(chosen.get(root, 0) for root in roots)
        return Divided(
            plan=plan,
            moved=sum(splits[place] != split for place, split in known),
            _place=self._place,
            _split=splits,
            _name=[names.get(root, "").rpartition(" ")[2] for root in roots],
        )

    def _at(self, member: Hashable) -> int:
        place = self._place.setdefault(member, len(self._parent))
        if place == len(self._parent):
            self._parent.append(place)
            self._day.append("")
            self._name.append("")
        return place

    def _root(self, place: int) -> int:
        parent = self._parent
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    def _unite(self, one: int, other: int) -> None:
        one, other = self._root(one), self._root(other)
        self._parent[max(one, other)] = min(one, other)

    def __iter__(self) -> Iterator[Hashable]:
        return (member for member, place in self._place.items() if self._name[place])


def _choose(plan: Plan, name: str, day: str) -> int:
    if plan.by == "time":
        return 2 if day >= plan.test_from else 1 if day >= plan.validation_from else 0
    drawn = int.from_bytes(hashlib.sha256(f"{plan.salt}\n{name}".encode()).digest()[:8], "big") * 100 >> 64
    return 2 if drawn < plan.test else 1 if drawn < plan.test + plan.validation else 0


def _with_days(plan: Plan, days: list[str]) -> Plan:
    """The plan with the days from which groups are for validation and for testing."""

    def first_of(last: int) -> str:
        """The day that begins the last so many per cent; one after all days when that is none."""
        count = len(days) * last // 100
        return days[-count] if count else "9999-12-31"

    return Plan(
        by="time",
        validation=plan.validation,
        test=plan.test,
        validation_from=plan.validation_from or first_of(plan.validation + plan.test),
        test_from=plan.test_from or first_of(plan.test),
        salt=plan.salt,
    )

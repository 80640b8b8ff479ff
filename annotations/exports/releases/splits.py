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
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
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


@dataclass(frozen=True)
class Divided:
    """The split of each group; `of` finds it for a member."""

    plan: Plan
    moved: int
    """Members of the release before that are in another split now."""
    _members: Members
    _split: Mapping[int, int]

    def of(self, member: Hashable) -> tuple[str, str]:
        """The member's split and the name of its group."""
        root = self._members.root_of(member)
        return SPLITS[self._split[root]], self._members.name_of(root)


class Members:
    """What there is to divide, and what is joined to what. About 160 bytes each, and as many again for each group."""

    def __init__(self) -> None:
        self._place: dict[Hashable, int] = {}
        self._parent = array("l")
        self._size = array("l")  # how many were added, at a group's root
        self._name: dict[int, str] = {}  # of a group, at its root: when and as what its oldest member was added
        self._day: dict[int, str] = {}

    def add(self, member: Hashable, *, born: str, day: str, name: str) -> None:
        """A member: when it was made (the oldest names the group), the day it is about, its name."""
        root = self._root(self._at(member))
        self._size[root] += 1
        self._gather(root, f"{born} {name}", day)

    def join(self, one: Hashable, other: Hashable) -> None:
        """Puts the two into one group. One that is never added ties others together, and is itself in no split."""
        left, right = self._root(self._at(one)), self._root(self._at(other))
        if left == right:
            return
        root, gone = min(left, right), max(left, right)
        self._parent[gone] = root
        self._size[root] += self._size[gone]
        if gone in self._name:
            self._gather(root, self._name.pop(gone), self._day.pop(gone))

    def divide(self, plan: Plan, before: Iterable[tuple[Hashable, str]] = ()) -> Divided:
        """Gives every group a split. `before` has each member of the release before, with its split there."""
        was = bytearray(len(self._parent))
        kept: dict[int, int] = {}
        for member, name in before:
            if (place := self._place.get(member)) is not None:
                root, split = self._root(place), SPLITS.index(name)
                kept[root] = min(kept.get(root, split), split)
                was[place] = split + 1
        plan = _with_days(plan, sorted(self._day.values())) if plan.by == "time" else plan
        chosen = {root: kept.get(root, _choose(plan, self.name_of(root), self._day[root])) for root in self._name}
        if chosen and 0 not in chosen.values() and (free := self._name.keys() - kept.keys()):
            chosen[max(free, key=lambda root: (self._size[root], self._name[root]))] = 0
        moved = sum(split and chosen[self._root(place)] != split - 1 for place, split in enumerate(was))
        return Divided(plan, moved, self, chosen)

    def root_of(self, member: Hashable) -> int:
        """The number that stands for the member's group. Raises KeyError for what was never added nor joined."""
        return self._root(self._place[member])

    def name_of(self, root: int) -> str:
        """The group's name: that of its oldest member."""
        return self._name[root].rpartition(" ")[2]

    def _gather(self, root: int, name: str, day: str) -> None:
        self._name[root] = min(self._name.get(root, name), name)
        self._day[root] = max(self._day.get(root, day), day)

    def _at(self, member: Hashable) -> int:
        place = self._place.setdefault(member, len(self._parent))
        if place == len(self._parent):
            self._parent.append(place)
            self._size.append(0)
        return place

    def _root(self, place: int) -> int:
        parent = self._parent
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place


def _choose(plan: Plan, name: str, day: str) -> int:
    if plan.by == "time":
        return 2 if day >= plan.test_from else 1 if day >= plan.validation_from else 0
    drawn = int.from_bytes(hashlib.sha256(f"{plan.salt}\n{name}".encode()).digest()[:8], "big") * 100 >> 64
    return 2 if drawn < plan.test else 1 if drawn < plan.test + plan.validation else 0


def _with_days(plan: Plan, days: list[str]) -> Plan:
    """The plan with the days from which groups are for validation and for testing."""

    def first_of(last: int) -> str:
        """The first day of the last so many per cent of the groups; a day after all others when that is no group."""
        count = len(days) * last // 100
        return days[-count] if count else "9999-12-31"

    return replace(
        plan,
        validation_from=plan.validation_from or first_of(plan.validation + plan.test),
        test_from=plan.test_from or first_of(plan.test),
    )

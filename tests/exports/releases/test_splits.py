"""Splits: nothing that belongs together is divided, and what was somewhere stays there."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotations.exports.releases.splits import SPLITS, Divided, Members, Plan

pairs = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=40)
plans = st.builds(
    Plan, by=st.sampled_from(["hash", "time"]), validation=st.integers(0, 40), test=st.integers(0, 40), salt=st.text()
)

# Few, and however slowly: what these functions do wrong they do wrong often.
quick = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


class Some(Members):
    """Members, and who was added."""

    def __init__(self) -> None:
        super().__init__()
        self.added: list[int] = []

    def add(self, member: Any, **about: str) -> None:
        super().add(member, **about)
        self.added.append(member)


def members(count: int, joined: list[tuple[int, int]], backwards: bool = False) -> Some:
    made = Some()
    for n in range(count)[:: -1 if backwards else 1]:
        made.add(n, born=f"2026-01-01T00:00:{n:02}", day=f"2026-{n % 12 + 1:02}-01", name=f"m{n}")
    for one, other in joined:
        if one < count and other < count:
            made.join(one, other)
    return made


def where(made: Some, divided: Divided) -> dict[object, tuple[str, str]]:
    return {member: divided.of(member) for member in made.added}


@quick
@given(joined=pairs, plan=plans)
def test_it_works(joined: list[tuple[int, int]], plan: Plan):
    """Whatever is joined is in one split under one name, and what is not has another."""
    made = members(31, joined)
    found = where(made, made.divide(plan))
    assert set(found) == set(range(31))
    assert {split for split, _ in found.values()} <= set(SPLITS)
    for one, other in joined:
        assert found[one] == found[other]
    splits_of: dict[str, set[str]] = {}
    for split, name in found.values():
        splits_of.setdefault(name, set()).add(split)
    assert all(len(splits) == 1 for splits in splits_of.values())
    graph = {n: {n} for n in range(31)}
    for one, other in joined:
        both = graph[one] | graph[other]
        for n in both:
            graph[n] = both
    assert len(splits_of) == len({min(group) for group in graph.values()})


@quick
@given(joined=pairs, plan=plans)
def test_the_order_of_things_does_not_matter(joined: list[tuple[int, int]], plan: Plan):
    one, other = members(31, joined), members(31, joined[::-1], backwards=True)
    assert where(one, one.divide(plan)) == where(other, other.divide(plan))


@quick
@given(joined=pairs, later=pairs, plan=plans, count=st.integers(1, 30))
def test_the_next_release_keeps_what_was_somewhere(joined, later, plan: Plan, count: int):
    """Unless groups of two splits were joined since: then all is in the one nearer to training."""
    first = members(count, joined)
    before = first.divide(plan)
    was = {member: before.of(member)[0] for member in first.added}
    second = members(31, joined + later)
    divided = second.divide(before.plan, was.items())
    now = where(second, divided)
    groups: dict[str, set[object]] = {}
    for member, (_, name) in now.items():
        groups.setdefault(name, set()).add(member)
    for group in groups.values():
        known = [SPLITS.index(was[member]) for member in group if member in was]
        if known:
            assert {now[member][0] for member in group} == {SPLITS[min(known)]}
    assert divided.moved == sum(now[member][0] != split for member, split in was.items())


@quick
@given(joined=pairs, plan=plans, count=st.integers(1, 12))
def test_there_is_always_something_to_train_on(joined: list[tuple[int, int]], plan: Plan, count: int):
    made = members(count, joined)
    assert "train" in {split for split, _ in where(made, made.divide(plan)).values()}


def test_the_shares_are_about_what_was_asked_for():
    made = Some()
    for n in range(2000):
        made.add(n, born="", day=f"{2000 + n // 40}", name=f"m{n}")
    for by in ("hash", "time"):
        found = Counter(split for split, _ in where(made, made.divide(Plan(by=by, validation=10, test=20))).values())
        assert abs(found["validation"] - 200) < 50
        assert abs(found["test"] - 400) < 60


def test_by_time_nothing_trained_on_is_as_new_as_a_test():
    made = members(24, [(0, 11)])
    divided = made.divide(Plan(by="time", validation=20, test=20))
    days = {split: [f"2026-{n % 12 + 1:02}-01" for n in range(24) if divided.of(n)[0] == split] for split in SPLITS}
    assert max(days["train"]) < divided.plan.validation_from <= divided.plan.test_from
    assert divided.of(0) == divided.of(11)
    assert divided.of(0)[0] == "test"
    again = members(24, [(0, 11)]).divide(divided.plan)
    assert again.plan == divided.plan

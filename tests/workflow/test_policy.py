from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotations.workflow import Outcome, Policy, PolicyRefused, Rule, State, can_be_met, outcome

DISPUTED = Outcome(State.DISPUTED)


def agreed(rating: str) -> Outcome:
    return Outcome(State.AGREED, rating)


def test_the_default_is_two_blind_readers_who_agree() -> None:
    policy = Policy()
    assert (policy.readers, policy.blind, policy.rule, policy.four_eyes, policy.min_sources) == (
        2,
        True,
        "unanimous",
        True,
        2,
    )


@pytest.mark.parametrize(
    ("rule", "ratings", "expected"),
    [
        ("unanimous", ["false"], agreed("false")),
        ("unanimous", ["false", "false"], agreed("false")),
        ("unanimous", ["false", "false", "mixed"], DISPUTED),
        ("unanimous", [], DISPUTED),
        ("majority", ["false", "mixed", "false"], agreed("false")),
        ("majority", ["false", "mixed"], DISPUTED),
        ("majority", ["false", "false", "mixed", "true"], DISPUTED),  # half is not more than half
        ("majority", ["false"], agreed("false")),
        ("majority", [], DISPUTED),
        ("editor", ["false", "false"], DISPUTED),
        ("editor", [], DISPUTED),
    ],
)
def test_what_verdicts_add_up_to(rule: str, ratings: list[str], expected: Outcome) -> None:
    assert outcome(Policy(rule=rule), ratings) == expected


ratings = st.lists(st.sampled_from(["true", "mixed", "false"]), max_size=7)


@given(ratings, st.randoms(use_true_random=False), st.sampled_from(Rule))
def test_the_order_of_verdicts_does_not_matter(given_: list[str], chance: object, rule: Rule) -> None:
    shuffled = sorted(given_, key=lambda _: chance.random())  # type: ignore[attr-defined]
    assert outcome(Policy(rule=rule), given_) == outcome(Policy(rule=rule), shuffled)


@given(ratings)
def test_whoever_agrees_unanimously_agrees_by_majority(given_: list[str]) -> None:
    unanimous, majority = (outcome(Policy(rule=rule), given_) for rule in (Rule.UNANIMOUS, Rule.MAJORITY))
    if unanimous.state == State.AGREED:
        assert majority == unanimous
    if majority.rating is not None:
        assert Counter(given_)[majority.rating] > len(given_) / 2


@pytest.mark.parametrize(
    ("settings", "field"),
    [
        ({"readers": 0}, "readers"),
        ({"readers": -1}, "readers"),
        ({"readers": 101}, "readers"),
        ({"min_sources": -1}, "min_sources"),
        ({"min_sources": 101}, "min_sources"),
        ({"rule": "dice"}, "rule"),
        ({"rule": ""}, "rule"),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(settings: dict[str, object], field: str) -> None:
    with pytest.raises(PolicyRefused) as refusal:
        Policy(**settings)  # type: ignore[arg-type]
    assert refusal.value.field == field
    assert str(refusal.value).endswith(".")


def test_a_rule_given_as_a_string_becomes_a_rule() -> None:
    assert Policy(rule="majority").rule is Rule.MAJORITY


def test_a_desk_of_one_is_a_desk() -> None:
    assert can_be_met(Policy(readers=1, four_eyes=False), 1, author_is_reviewer=True) is None


@pytest.mark.parametrize(
    ("policy", "reviewers", "author_is_reviewer", "sentence"),
    [
        (Policy(), 2, False, None),
        (Policy(), 3, True, None),
        (Policy(four_eyes=False), 2, True, None),
        (
            Policy(),
            2,
            True,
            "The project's policy asks for 2 verdicts, but only 1 person can review this claim, as its author may not. "
            "Add a reviewer, ask for fewer verdicts or switch four eyes off.",
        ),
        (
            Policy(readers=3),
            2,
            False,
            "The project's policy asks for 3 verdicts, but only 2 people can review this claim. "
            "Add a reviewer or ask for fewer verdicts.",
        ),
        (
            Policy(readers=1),
            1,
            True,
            "The project's policy asks for 1 verdict, but no one can review this claim, as its author may not. "
            "Add a reviewer or switch four eyes off.",
        ),
        (
            Policy(readers=1, four_eyes=False),
            0,
            False,
            "The project's policy asks for 1 verdict, but no one can review this claim. Add a reviewer.",
        ),
    ],
)
def test_a_policy_its_members_cannot_meet_is_told_in_a_sentence(
    policy: Policy, reviewers: int, author_is_reviewer: bool, sentence: str | None
) -> None:
    assert can_be_met(policy, reviewers, author_is_reviewer) == sentence

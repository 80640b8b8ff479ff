"""A claim's life, written out once more by hand: what the table says must be what the desk expects."""

from itertools import product

import pytest

from annotations.workflow import (
    COMPUTED_STATES,
    CONSEQUENCES,
    CONTENT_STATES,
    DECISION_STATES,
    LATE_VERDICT_STATES,
    TABLE,
    VERDICT_STATES,
    Action,
    Consequence,
    Role,
    State,
    Transition,
    WorkflowRefused,
    allowed_actions,
    row_of,
    transition,
)

# For each state: what each rung of the ladder may do that the rung below may not.
EXPECTED: dict[str, dict[str, set[str]]] = {
    "draft": {"annotator": {"queue", "park"}, "editor": {"reject", "duplicate"}},
    "in_review": {"reviewer": {"return"}, "editor": {"close"}},
    "agreed": {"editor": {"reopen"}},
    "disputed": {"editor": {"reopen"}},
    "decided": {"editor": {"reopen"}},
    "parked": {"annotator": {"resume"}},
    "rejected": {"annotator": {"resume"}},
    "duplicate": {"annotator": {"resume"}},
    "published": {},
    "withdrawn": {},
}

# What has its place in the table and is refused, wherever it would lead from.
TO_COME = {
    ("decided", "publish"): "published",
    ("published", "correct"): "published",
    ("published", "withdraw"): "withdrawn",
}

TARGETS: dict[tuple[str, str], str | None] = {
    ("draft", "queue"): "in_review",
    ("draft", "park"): "parked",
    ("draft", "reject"): "rejected",
    ("draft", "duplicate"): "duplicate",
    ("in_review", "return"): "draft",
    ("in_review", "close"): None,
    ("agreed", "reopen"): "in_review",
    ("disputed", "reopen"): "in_review",
    ("decided", "reopen"): "in_review",
    ("parked", "resume"): "draft",
    ("rejected", "resume"): "draft",
    ("duplicate", "resume"): "draft",
}

LADDER = ["reader", "annotator", "reviewer", "editor", "owner"]


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("rung", range(len(LADDER)), ids=LADDER)
@pytest.mark.parametrize("action", Action)
def test_every_state_role_and_action(state: State, rung: int, action: Action) -> None:
    expected = any(action in EXPECTED[state].get(role, ()) for role in LADDER[: rung + 1])
    assert (action in allowed_actions(state, Role(LADDER[rung]))) == expected


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("action", Action)
def test_every_state_and_action_leads_where_it_should_or_is_refused(state: State, action: Action) -> None:
    if (state.value, action.value) in TARGETS:
        assert transition(state, action).target == TARGETS[state.value, action.value]
    elif (state.value, action.value) in TO_COME:
        with pytest.raises(WorkflowRefused, match="does not publish yet"):
            transition(state, action)
        assert row_of(action).target == TO_COME[state.value, action.value]
    else:
        with pytest.raises(WorkflowRefused) as refusal:
            transition(state, action)
        sentence = str(refusal.value)
        assert sentence.startswith(f"A claim that is {state.label} cannot be {row_of(action).past}.")
        assert sentence.endswith(".")


def test_a_refusal_says_what_is_possible_instead() -> None:
    with pytest.raises(WorkflowRefused) as refusal:
        transition("agreed", "queue")
    assert str(refusal.value) == (
        "A claim that is agreed cannot be sent to review. It can be reopened for another round or decided."
    )


def test_an_unknown_action_is_refused() -> None:
    with pytest.raises(WorkflowRefused, match="There is no action called “bless”"):
        transition(State.DRAFT, "bless")


def test_without_a_role_nothing_is_allowed() -> None:
    assert all(allowed_actions(state, None) == [] for state in State)


def test_plain_strings_do_as_well_as_members() -> None:
    for state in State:
        for role in Role:
            assert allowed_actions(state.value, role.value) == allowed_actions(state, role)


def test_the_ladder_is_in_order_and_not_in_the_alphabet() -> None:
    assert sorted(Role, reverse=True) == LADDER[::-1]
    assert Role.OWNER > Role.EDITOR > Role.REVIEWER > Role.ANNOTATOR > Role.READER
    assert Role.EDITOR >= Role.EDITOR <= Role.EDITOR
    assert max(Role) is Role.OWNER
    # A role read from the database is a plain string, on whichever side it stands.
    for role, name in product(Role, LADDER):
        assert (name >= role, name > role, name <= role, name < role) == (
            role <= name,
            role < name,
            role >= name,
            role > name,
        )
        assert (role < name) == (LADDER.index(role) < LADDER.index(name))


def test_what_is_no_role_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="king"):
        assert Role.READER < "king"


def test_reasons_are_asked_for_where_someone_will_want_to_know_why() -> None:
    assert {row.action for row in TABLE if row.needs_reason} == {
        "return",
        "close",
        "reopen",
        "reject",
        "correct",
        "withdraw",
    }
    assert {row.action for row in TABLE if row.needs_duplicate_of} == {"duplicate"}


def test_every_action_has_one_row_and_its_words() -> None:
    assert sorted(row.action for row in TABLE) == sorted(Action)
    for row in TABLE:
        assert row.label and row.past and row.description.endswith(".")
        assert row.sources
        assert row.target not in row.sources or row.action == "correct"


def test_every_state_can_be_reached_and_left() -> None:
    moves: list[Transition | Consequence] = [*TABLE, *CONSEQUENCES]
    reached = {target for move in moves for target in ([move.target] if move.target else COMPUTED_STATES)}
    assert reached == set(State)
    assert {source for move in moves for source in move.sources} == set(State) - {State.WITHDRAWN}


def test_what_is_still_to_come_is_offered_to_nobody() -> None:
    to_come = {row.action for row in TABLE if row.refusal}
    assert to_come == {"publish", "correct", "withdraw"}
    for state, role in product(State, Role):
        assert not to_come & set(allowed_actions(state, role))
    with pytest.raises(WorkflowRefused, match=r"It can be reopened for another round\.$"):
        transition("decided", "queue")


def test_what_is_possible_where() -> None:
    assert set(CONTENT_STATES) == {"draft", "in_review"}
    assert set(VERDICT_STATES) == {"in_review"}
    assert set(LATE_VERDICT_STATES) == {"agreed", "disputed", "decided"}
    assert set(DECISION_STATES) == {"agreed", "disputed"}


def test_the_table_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        TABLE[0].role = Role.READER  # type: ignore[misc]

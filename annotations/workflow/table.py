"""A claim's life, in one table. Nothing else knows it: buttons, the API's `allowed_actions`, permissions, the record's
labels and the diagram in docs/workflow.md are all read from here. A new action is a member of `Action` and one row."""

from dataclasses import dataclass
from enum import StrEnum

from .refusals import WorkflowRefused
from .wording import listed


class State(StrEnum):
    """Where a claim stands."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    AGREED = "agreed"
    DISPUTED = "disputed"
    DECIDED = "decided"
    PARKED = "parked"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The state in words, as in "in review"."""
        return self.value.replace("_", " ")


class Action(StrEnum):
    """What a person may ask to be done with a claim."""

    QUEUE = "queue"
    RETURN = "return"
    PARK = "park"
    REJECT = "reject"
    DUPLICATE = "duplicate"
    RESUME = "resume"
    REOPEN = "reopen"
    CLOSE = "close"
    PUBLISH = "publish"
    CORRECT = "correct"
    WITHDRAW = "withdraw"


class Role(StrEnum):
    """A member's place on the ladder: who stands higher may do all that those below may.

    Roles compare by rank, also with their plain names: `"editor" >= Role.REVIEWER`.
    """

    READER = "reader"
    ANNOTATOR = "annotator"
    REVIEWER = "reviewer"
    EDITOR = "editor"
    OWNER = "owner"

    @property
    def rank(self) -> int:
        """The rung, 0 for a reader."""
        return list(Role).index(self)

    # A role is a string, and strings would compare by the alphabet.
    def __lt__(self, other: str) -> bool:
        return self.rank < Role(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Role(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Role(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Role(other).rank


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table: an action, where it may be taken, where it leads, and who may take it."""

    action: Action
    sources: tuple[State, ...]
    target: State | None
    """The state it leads to; None when the verdicts given so far say whether it is agreed or disputed."""
    role: Role
    """The lowest role that may take it."""
    label: str
    """The words on its button."""
    past: str
    """The words in the history, which also complete "the claim was ..."."""
    description: str
    """What it is for, in a sentence."""
    needs_reason: bool = False
    needs_duplicate_of: bool = False
    refusal: str = ""
    """Why nobody may take it yet, as a sentence: the place of an action that is still to come."""


@dataclass(frozen=True, slots=True)
class Consequence:
    """A move that no action asks for: it follows from a verdict or a decision, which have endpoints of their own."""

    cause: str
    sources: tuple[State, ...]
    target: State | None
    role: Role
    past: str
    description: str


NOT_YET = "Factcheck does not publish yet: a decision reaches readers through the exports and the API."

TABLE: tuple[Transition, ...] = (
    Transition(
        Action.QUEUE,
        sources=(State.DRAFT,),
        target=State.IN_REVIEW,
        role=Role.ANNOTATOR,
        label="Send to review",
        past="sent to review",
        description="The claim is ready: reviewers may give their verdicts.",
    ),
    Transition(
        Action.RETURN,
        sources=(State.IN_REVIEW,),
        target=State.DRAFT,
        role=Role.REVIEWER,
        label="Return to author",
        past="returned to its author",
        description="The claim needs more work before anyone can rate it.",
        needs_reason=True,
    ),
    Transition(
        Action.CLOSE,
        sources=(State.IN_REVIEW,),
        target=None,
        role=Role.EDITOR,
        label="Close review",
        past="closed before all verdicts were in",
        description="The review ends early, with the verdicts there are.",
        needs_reason=True,
    ),
    Transition(
        Action.REOPEN,
        sources=(State.AGREED, State.DISPUTED, State.DECIDED),
        target=State.IN_REVIEW,
        role=Role.EDITOR,
        label="Reopen",
        past="reopened for another round",
        description="Something new came up: a new round of review begins.",
        needs_reason=True,
    ),
    Transition(
        Action.PARK,
        sources=(State.DRAFT,),
        target=State.PARKED,
        role=Role.ANNOTATOR,
        label="Park",
        past="parked",
        description="Too few people have heard the claim for now; it can come back.",
    ),
    Transition(
        Action.REJECT,
        sources=(State.DRAFT,),
        target=State.REJECTED,
        role=Role.EDITOR,
        label="Reject",
        past="rejected",
        description="It cannot be checked: an opinion, a prediction, or no claim at all.",
        needs_reason=True,
    ),
    Transition(
        Action.DUPLICATE,
        sources=(State.DRAFT,),
        target=State.DUPLICATE,
        role=Role.EDITOR,
        label="Mark as duplicate",
        past="marked as a duplicate",
        description="Another claim already says this, and is checked in its place.",
        needs_duplicate_of=True,
    ),
    Transition(
        Action.RESUME,
        sources=(State.PARKED, State.REJECTED, State.DUPLICATE),
        target=State.DRAFT,
        role=Role.ANNOTATOR,
        label="Resume",
        past="resumed as a draft",
        description="The claim is worth checking after all.",
    ),
    Transition(
        Action.PUBLISH,
        sources=(State.DECIDED,),
        target=State.PUBLISHED,
        role=Role.EDITOR,
        label="Publish",
        past="published",
        description="The decision goes out as a fact-check people can cite.",
        refusal=NOT_YET,
    ),
    Transition(
        Action.CORRECT,
        sources=(State.PUBLISHED,),
        target=State.PUBLISHED,
        role=Role.EDITOR,
        label="Correct",
        past="corrected",
        description="What was published is put right, with a public note.",
        needs_reason=True,
        refusal=NOT_YET,
    ),
    Transition(
        Action.WITHDRAW,
        sources=(State.PUBLISHED,),
        target=State.WITHDRAWN,
        role=Role.EDITOR,
        label="Withdraw",
        past="withdrawn",
        description="What was published no longer stands; its address says why.",
        needs_reason=True,
        refusal=NOT_YET,
    ),
)

LAST_VERDICT = Consequence(
    "last verdict",
    sources=(State.IN_REVIEW,),
    target=None,
    role=Role.REVIEWER,
    past="given its last verdict",
    description="As many reviewers have submitted a verdict as the policy asks for.",
)
DECISION = Consequence(
    "decision",
    sources=(State.AGREED, State.DISPUTED),
    target=State.DECIDED,
    role=Role.EDITOR,
    past="decided",
    description="An editor gives the desk's rating.",
)
CONSEQUENCES: tuple[Consequence, ...] = (LAST_VERDICT, DECISION)

COMPUTED_STATES: tuple[State, ...] = (State.AGREED, State.DISPUTED)
"""The states a review ends in: what a target of None stands for."""

CONTENT_STATES = frozenset({State.DRAFT, State.IN_REVIEW})
"""Where a claim's content (text, quotes, speaker, said_on, place, occasion) may change."""

VERDICT_STATES = frozenset(LAST_VERDICT.sources)
"""Where a verdict counts."""

LATE_VERDICT_STATES = frozenset({State.AGREED, State.DISPUTED, State.DECIDED})
"""Where a verdict begun in time may still arrive: it is kept and shown, and not counted."""

DECISION_STATES = frozenset(DECISION.sources)
"""Where a decision may be given."""

_ROWS: dict[str, Transition] = {row.action: row for row in TABLE}


def row_of(action: Action | str) -> Transition:
    """The action's row. Raises WorkflowRefused if there is no such action."""
    row = _ROWS.get(action)
    if row is None:
        raise WorkflowRefused(f"There is no action called “{action}”. There are {listed(_ROWS, 'and')}.")
    return row


def allowed_actions(state: State | str, role: Role | str | None) -> list[Action]:
    """What a member of this role may do with a claim in this state, in the table's order; nothing without a role."""
    if role is None:
        return []
    return [row.action for row in TABLE if state in row.sources and row.role <= role and not row.refusal]


def transition(state: State | str, action: Action | str) -> Transition:
    """The row by which the action leads on from the state. Raises WorkflowRefused, whose sentence says what is
    possible instead. Who may take it is another question: compare `role`."""
    state, row = State(state), row_of(action)
    if state not in row.sources:
        raise WorkflowRefused(f"A claim that is {state.label} cannot be {row.past}. {_possible_from(state)}")
    if row.refusal:
        raise WorkflowRefused(row.refusal)
    return row


def _possible_from(state: State) -> str:
    moves: list[Transition | Consequence] = [*(row for row in TABLE if not row.refusal), *CONSEQUENCES]
    possible = [move.past for move in moves if state in move.sources and move is not LAST_VERDICT]
    return f"It can be {listed(possible, 'or')}." if possible else "Nothing more can be done with it."

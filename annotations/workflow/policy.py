"""What a project asks of a review, and what the verdicts of one add up to."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .refusals import PolicyRefused
from .table import State
from .wording import listed


class Rule(StrEnum):
    """When reviewers agree."""

    UNANIMOUS = "unanimous"
    MAJORITY = "majority"
    EDITOR = "editor"


MAX_READERS = 100
MAX_SOURCES = 100


@dataclass(frozen=True, slots=True)
class Policy:
    """A project's policy. Raises PolicyRefused if it makes no sense."""

    readers: int = 2
    """How many verdicts a claim needs."""
    blind: bool = True
    """Whether a verdict stays with its author until the last one is in."""
    rule: Rule | str = Rule.UNANIMOUS
    four_eyes: bool = True
    """Whether a claim's author may give no verdict on it."""
    min_sources: int = 2
    """How many pieces of evidence a claim needs."""

    def __post_init__(self) -> None:
        if not 1 <= self.readers <= MAX_READERS:
            raise PolicyRefused(
                f"A claim needs at least 1 verdict and at most {MAX_READERS}. Change “readers”.", "readers"
            )
        if not 0 <= self.min_sources <= MAX_SOURCES:
            raise PolicyRefused(f"A claim needs 0 to {MAX_SOURCES} sources. Change “min_sources”.", "min_sources")
        if self.rule not in list(Rule):
            raise PolicyRefused(f"There is no rule “{self.rule}”. Choose unanimous, majority or editor.", "rule")
        object.__setattr__(self, "rule", Rule(self.rule))


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a review ended: agreed, with the code of the rating agreed on, or disputed, without one."""

    state: State
    rating: str | None = None


def outcome(policy: Policy, ratings: Sequence[str]) -> Outcome:
    """What the verdicts of one round add up to: the codes of the ratings given, one for each reviewer.

    Unanimous means all are equal, majority that more than half are. Under the rule `editor`, and with no verdict at
    all, the reviewers agree on nothing and an editor decides.
    """
    if ratings and policy.rule != Rule.EDITOR:
        rating, count = Counter(ratings).most_common(1)[0]
        enough = count == len(ratings) if policy.rule == Rule.UNANIMOUS else 2 * count > len(ratings)
        if enough:
            return Outcome(State.AGREED, rating)
    return Outcome(State.DISPUTED)


def can_be_met(policy: Policy, reviewers: int, author_is_reviewer: bool) -> str | None:
    """None if the project's members can give the verdicts the policy asks for, else the sentence that says why not.

    `reviewers` counts the active members who may give verdicts, the claim's author among them if `author_is_reviewer`.
    """
    barred = policy.four_eyes and author_is_reviewer
    able = reviewers - barred
    if able >= policy.readers:
        return None
    who = "no one" if able < 1 else "only 1 person" if able == 1 else f"only {able} people"
    because = ", as its author may not" if barred else ""
    needed = "1 verdict" if policy.readers == 1 else f"{policy.readers} verdicts"
    remedies = ["add a reviewer"]
    if policy.readers > 1:
        remedies.append("ask for fewer verdicts")
    if barred:
        remedies.append("switch four eyes off")
    remedy = listed(remedies, "or")
    return (
        f"The project's policy asks for {needed}, but {who} can review this claim{because}. "
        f"{remedy[0].upper()}{remedy[1:]}."
    )

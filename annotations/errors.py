"""The refusals every layer may raise. Each carries a sentence for the person who asked; the API gives it a status.

A refusal is never a bug: whatever raises one has changed nothing, because every action is one transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Problem:
    """One fault in what was sent: where (a JSON pointer into the body, or into the parameters), and a sentence."""

    pointer: str
    detail: str


class FactcheckError(Exception):
    """The base of all refusals. `detail` is a sentence that says what to do next."""

    detail = "The request was refused."

    def __init__(self, detail: str = "", *, problems: tuple[Problem, ...] = ()) -> None:
        self.detail = detail or self.detail
        self.problems = problems
        super().__init__(self.detail)


class Missing(FactcheckError):
    """There is no such object, or this person may not know of it: the two answer alike."""

    detail = "There is nothing here, or you may not see it."


class Denied(FactcheckError):
    """The person may see the object but not do this with it."""

    detail = "You may not do that here. Ask an owner of the project for another role."


class Malformed(FactcheckError):
    """What was sent cannot be read: wrong shape, unknown field, unknown parameter."""

    detail = "The request cannot be read. Correct what is listed and send it again."


class Invalid(FactcheckError):
    """What was sent can be read and is wrong: words that differ from the article, a rating not on the scale."""

    detail = "Some of what was sent is not right. Correct what is listed and send it again."


class Conflict(FactcheckError):
    """The object's present state does not allow this."""

    detail = "That does not fit what is there now. Reload and look again."


class Stale(FactcheckError):
    """Somebody else's change came first. `current` is the object as it is now."""

    detail = "It has changed since you read it. Compare with what is there now, then send yours again."

    def __init__(self, current: Any, detail: str = "") -> None:
        super().__init__(detail)
        self.current = current


class PreconditionRequired(FactcheckError):
    """An edit came without saying which version it was made on."""

    detail = "Send If-Match with the ETag of the version you edited."


class Busy(FactcheckError):
    """Too much of this is going on already. After `seconds` it is worth another try."""

    detail = "Too much of this is going on. Try again in a moment."
    seconds = 10


class Gone(FactcheckError):
    """A cursor of another database: what it pointed at cannot be continued."""

    detail = "This cursor belongs to another database. Start again without a cursor."


class Damaged(FactcheckError):
    """A file that was to be given out is not there, or is not what it was. The fault is the installation's."""

    detail = "A file is damaged on the server, and is not served. Tell whoever runs the site."


class Broken(FactcheckError):
    """Something that takes long was begun and could not be brought to its end."""

    detail = "It could not be finished. Try again."

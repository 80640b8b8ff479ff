"""The database's and the core's refusals, as sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from django.db import IntegrityError

from annotations.errors import Conflict, FactcheckError, Invalid, Problem
from annotations.text import SpanRefused, TextRefused
from annotations.workflow import PolicyRefused, WorkflowRefused

# Walls people can walk into. Any other constraint that speaks up is a bug of ours and stays an error.
SENTENCES: Mapping[str, str] = MappingProxyType(
    {
        "quote_marked_once": "You have marked these words as this kind of quote already. Open that quote instead.",
        "speaker_named_once": "This project has a speaker of that name already. Use it, or add what tells them apart.",
        "source_named_once": "This project has a source of that name already. Use that one.",
        "membership_once_each": "This person is a member of the project already. Change the role instead.",
        "project_slug_key": "A project with this short name exists already. Choose another.",
        "users_username_key": "Somebody has this user name already. Choose another.",
        "scale_named_once": "This project has a scale of this short name already. Choose another.",
        "verdict_one_live_each": "You have given a verdict in this round already. Change or withdraw that one.",
        "assignment_once_each": "This reviewer is assigned to the claim already.",
        "release_numbered_once": "A release of this project is being made just now. Wait until it is ready.",
        "decision_one_a_round": "This round has been decided already. Reopen the claim to decide again.",
    }
)


@contextmanager
def refusals() -> Iterator[None]:
    """Turn what the core and the database refuse into the errors every layer knows."""
    try:
        yield
    except SpanRefused as refused:
        pointer = "/segments" if refused.index is None else f"/segments/{refused.index}"
        raise Invalid(str(refused), problems=(Problem(pointer, str(refused)),)) from refused
    except TextRefused as refused:
        raise Invalid(str(refused), problems=(Problem("/text", str(refused)),)) from refused
    except PolicyRefused as refused:
        raise Invalid(str(refused), problems=(Problem(f"/{refused.field}", str(refused)),)) from refused
    except WorkflowRefused as refused:
        raise Conflict(str(refused)) from refused
    except IntegrityError as error:
        raise refusal_of(error) or error from error


def refusal_of(error: IntegrityError) -> FactcheckError | None:
    """The sentence for a constraint people can meet; None for one they cannot."""
    diagnostics = getattr(error.__cause__, "diag", None)
    constraint = getattr(diagnostics, "constraint_name", None) or ""
    if constraint in SENTENCES:
        return Conflict(SENTENCES[constraint])
    if constraint.endswith("_pkey"):
        return Conflict("There is an object with this id already. Send another id, or none.")
    return None


def invalid(pointer: str, sentence: str) -> Invalid:
    """A refusal of one field."""
    return Invalid(sentence, problems=(Problem(pointer, sentence),))

"""Every step of the workflow, from every state, by every role: taken where the table says so, and refused elsewhere."""

from __future__ import annotations

from contextlib import suppress

import pytest
from django.db import transaction
from django.db.models import F

from annotations.actions.claims import act_on_claim
from annotations.errors import Conflict, Denied
from annotations.models import Claim
from annotations.permissions import role_in
from annotations.workflow import TABLE, State
from tests.cast import fresh, make_claim, queued_claim
from tests.proofs import shown_for

PEOPLE = ("rae", "ben", "chi", "ada", "olu")


class Undo(Exception):
    """Raised to take back what a step did."""


def tried(**step):
    """The state the step leads to, or its refusal; then everything is as before."""
    came_of_it = None
    with suppress(Undo), transaction.atomic():
        try:
            came_of_it = act_on_claim(reason="Because.", **step).state
        except (Conflict, Denied) as refusal:
            came_of_it = refusal
        raise Undo
    return came_of_it


@pytest.mark.parametrize("state", shown_for(State, always=("draft", "in_review", "agreed")))
def test_every_action_by_every_role(cast, state):
    other = make_claim(cast, text="The original.")
    claim = queued_claim(cast)
    duplicate_of = other if state == "duplicate" else None
    Claim.objects.filter(pk=claim.pk).update(state=state, version=F("version") + 1, duplicate_of=duplicate_of)
    for step in TABLE:
        named = {"duplicate_of": other} if step.needs_duplicate_of else {}
        for name in PEOPLE:
            who = getattr(cast, name)
            what = tried(by=who, claim=fresh(claim), action=step.action, **named)
            if role_in(who, cast.project) < step.role:
                expected = Denied
            elif state not in step.sources or step.refusal:
                expected = Conflict
            else:
                assert what == (step.target or "disputed"), (step.action, name)
                continue
            assert isinstance(what, expected) and what.detail.endswith("."), (step.action, name, what)
    assert fresh(claim).state == state

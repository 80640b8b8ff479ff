"""How a desk gets on, from its record."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from django.utils import timezone

from annotations.actions.claims import change_claim
from annotations.actions.decisions import decide_claim
from annotations.models import Change, Claim
from annotations.queries.pace import STEPS, WEEKS, pace_of
from annotations.workflow import State
from tests.cast import Cast, act, fresh, judge, make_cast, make_claim, queued_claim


def decided(cast: Cast) -> Claim:
    claim = queued_claim(cast)
    judge(claim, cast.chi)
    judge(claim, cast.dan)
    return decide_claim(by=cast.ada, claim=fresh(claim), claim_version=fresh(claim).version, rating="false").claim


def test_it_works(cast: Cast):
    decided(cast)
    make_claim(cast)
    pace = pace_of(cast.project)
    assert len(pace.weeks) == WEEKS
    monday = timezone.now().date() - timedelta(days=timezone.now().weekday())
    assert (pace.weeks[-1].start, pace.weeks[-1].made, pace.weeks[-1].decided) == (monday, 2, 1)
    assert sum(week.made for week in pace.weeks[:-1]) == 0
    assert {stay.stage: stay.count for stay in pace.stays} == {"draft": 1, "in review": 1, "to be decided": 1}
    assert pace.to_decision.count == 1
    assert timedelta() < pace.to_decision.median < timedelta(minutes=5)
    assert all(stay.median <= stay.most <= pace.to_decision.median for stay in pace.stays)


def test_every_round_is_a_stay_of_its_own(cast: Cast):
    claim = decided(cast)
    act(cast, claim, "reopen")
    act(cast, claim, "return")
    act(cast, claim, "park")
    act(cast, claim, "resume")
    pace = pace_of(cast.project)
    assert {stay.stage: stay.count for stay in pace.stays} == {
        "draft": 2, "in review": 2, "to be decided": 1, "decided, not published": 1,
    }  # fmt: skip


def test_an_edit_is_no_step(cast: Cast):
    claim = queued_claim(cast)
    change_claim(by=cast.ben, claim=claim, priority=1)
    assert [(stay.stage, stay.count) for stay in pace_of(cast.project).stays] == [("draft", 1)]


def test_only_its_own(cast: Cast):
    decided(make_cast())
    pace = pace_of(cast.project)
    assert (pace.stays, pace.to_decision) == ([], None)
    assert {week.made for week in pace.weeks} == {0}


def test_a_review_that_goes_on_says_nothing(cast: Cast):
    claim = queued_claim(cast)
    before = pace_of(cast.project)
    judge(claim, cast.chi)
    assert pace_of(cast.project) == before


def test_every_step_in_the_record_is_known(cast: Cast):
    """Each name under which a claim's state changes leads somewhere; one more would be missed here."""
    claim = decided(cast)
    act(cast, claim, "reopen")
    act(cast, claim, "return")
    act(cast, claim, "park")
    rows = list(Change.objects.filter(object_type="claim").order_by("version"))
    for before, row in pairwise(rows):
        if before.row["state"] != row.row["state"]:
            assert row.action in STEPS
    assert {STEPS[state.value] for state in (State.AGREED, State.DISPUTED)} == {"to be decided"}

"""The queue: the next claim for a reviewer, one seat each."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from annotations.actions.assignments import assign_reviewer
from annotations.actions.claims import change_claim
from annotations.actions.members import add_member
from annotations.actions.queue import lease_next, leave_to_others
from annotations.actions.verdicts import change_verdict
from annotations.errors import Conflict, Denied, Missing
from annotations.models import Assignment, Change, Lease
from tests.cast import act, fresh, judge, make_claim, make_user, queued_claim, refused


def test_it_works(cast):
    claim = queued_claim(cast)
    assert lease_next(by=cast.chi, project=cast.project) == claim
    lease = Lease.objects.get()
    assert (lease.claim, lease.reviewer, lease.round) == (claim, cast.chi, 1)
    assert lease.expires_at > timezone.now() + timedelta(minutes=30)


def test_nothing_waits(cast):
    make_claim(cast)
    assert lease_next(by=cast.chi, project=cast.project) is None
    assert not Lease.objects.exists()


def test_one_gets_the_same_claim_until_it_is_judged(cast):
    first, second = queued_claim(cast), queued_claim(cast, priority=-1)
    assert lease_next(by=cast.chi, project=cast.project) == first
    queued_claim(cast, priority=9)
    Lease.objects.update(expires_at=timezone.now() + timedelta(minutes=1))
    assert lease_next(by=cast.chi, project=cast.project) == first
    assert Lease.objects.get().expires_at > timezone.now() + timedelta(minutes=30)
    judge(first, cast.chi)
    assert lease_next(by=cast.chi, project=cast.project) not in (first, second)


def test_what_is_assigned_comes_first_then_priority_then_age(cast):
    old, young = queued_claim(cast), queued_claim(cast)
    urgent, mine = queued_claim(cast, priority=5), queued_claim(cast)
    change_claim(by=cast.ada, claim=mine, assignee=cast.chi)
    for expected in (mine, urgent, old, young):
        assert lease_next(by=cast.chi, project=cast.project) == expected
        judge(expected, cast.chi)


def test_a_seat_that_was_leased_and_filled_is_one_seat(cast):
    claim = queued_claim(cast)
    lease_next(by=cast.chi, project=cast.project)
    judge(claim, cast.chi)
    assert Lease.objects.filter(reviewer=cast.chi).exists(), "Its end would tell others that a verdict came in."
    assert lease_next(by=cast.dan, project=cast.project) == claim
    judge(claim, cast.dan)
    assert not Lease.objects.exists()


def test_a_third_reviewer_finds_every_seat_taken(cast):
    claim = queued_claim(cast)
    lease_next(by=cast.chi, project=cast.project)
    judge(claim, cast.dan)
    assert lease_next(by=cast.ada, project=cast.project) is None


def test_a_lease_runs_out(cast):
    claim = queued_claim(cast)
    for reviewer in (cast.chi, cast.dan):
        lease_next(by=reviewer, project=cast.project)
    assert lease_next(by=cast.ada, project=cast.project) is None
    Lease.objects.filter(reviewer=cast.dan).update(expires_at=timezone.now())
    assert lease_next(by=cast.ada, project=cast.project) == claim
    assert lease_next(by=cast.dan, project=cast.project) is None


def test_an_assignment_holds_a_seat_only_for_one_who_can_take_it(cast):
    """Ben is no reviewer: that he prepares a claim must not keep Dan from judging it."""
    claim = queued_claim(cast)
    change_claim(by=cast.ada, claim=claim, assignee=cast.ben)
    for reviewer in (cast.chi, cast.dan):
        assert lease_next(by=reviewer, project=cast.project) == claim
    claim.refresh_from_db()
    change_claim(by=cast.ada, claim=claim, assignee=cast.ada)
    Lease.objects.filter(reviewer=cast.dan).delete()
    assert lease_next(by=cast.dan, project=cast.project) is None


def test_nobody_gets_their_own_claim_under_four_eyes(cast):
    queued_claim(cast, by=cast.chi)
    assert lease_next(by=cast.chi, project=cast.project) is None


def test_a_claim_whose_words_changed_comes_back(cast):
    claim = queued_claim(cast)
    judge(claim, cast.chi)
    assert lease_next(by=cast.chi, project=cast.project) is None
    claim.refresh_from_db()
    change_claim(by=cast.ben, claim=claim, text="Lindholm is broke.")
    assert lease_next(by=cast.chi, project=cast.project) == claim


def test_full_claims_do_not_hide_free_ones(cast, django_assert_max_num_queries):
    """Also behind more of them than are looked at together."""
    others = [make_user(f"Reviewer{i}") for i in range(2)]
    for other in others:
        add_member(by=None, project=cast.project, user=other, role="reviewer")
    full = [queued_claim(cast, priority=1) for _ in range(12)]
    for claim in full:
        for other in others:
            Lease.objects.create(claim=claim, round=1, reviewer=other, expires_at=timezone.now() + timedelta(minutes=9))
    free = queued_claim(cast)
    with django_assert_max_num_queries(11):
        assert lease_next(by=cast.chi, project=cast.project) == free


def test_a_claim_left_to_others_is_theirs(cast):
    first, second = queued_claim(cast, priority=1), queued_claim(cast)
    assert lease_next(by=cast.chi, project=cast.project) == first
    assert lease_next(by=cast.dan, project=cast.project) == first
    leave_to_others(by=cast.chi, claim=first)
    assert lease_next(by=cast.ada, project=cast.project) == first, "The seat is free again."
    assert lease_next(by=cast.chi, project=cast.project) == second
    act(cast, first, "return")
    act(cast, first, "queue")
    judge(second, cast.chi)
    assert lease_next(by=cast.chi, project=cast.project) == first, "Another round is another question."


def test_who_left_a_claim_may_be_asked_for_it(cast):
    claim = queued_claim(cast)
    leave_to_others(by=cast.chi, claim=claim)
    assert lease_next(by=cast.chi, project=cast.project) is None
    assign_reviewer(by=cast.ada, claim=claim, reviewer=cast.chi)
    assert lease_next(by=cast.chi, project=cast.project) == claim


def test_leaving_gives_an_assignment_back(cast):
    claim = queued_claim(cast)
    assign_reviewer(by=cast.ada, claim=claim, reviewer=cast.chi)
    change_claim(by=cast.ada, claim=fresh(claim), assignee=cast.chi)
    leave_to_others(by=cast.chi, claim=claim)
    assert not Assignment.objects.filter(deleted_at=None).exists()
    assert fresh(claim).assignee is None
    assert Change.objects.filter(object_type="assignment").latest("seq").action == "decline"


def test_what_cannot_be_left(cast):
    draft, claim = make_claim(cast), queued_claim(cast)
    judge(claim, cast.chi)
    refused(Conflict, lambda: leave_to_others(by=cast.chi, claim=draft), match="in review")
    refused(Conflict, lambda: leave_to_others(by=cast.chi, claim=claim), match="Withdraw it first")
    refused(Denied, lambda: leave_to_others(by=cast.ben, claim=claim))


def test_whoever_writes_keeps_their_lease(cast):
    claim = queued_claim(cast)
    lease_next(by=cast.chi, project=cast.project)
    Lease.objects.update(expires_at=timezone.now() + timedelta(minutes=1))
    draft = judge(claim, cast.chi, state="draft")
    assert Lease.objects.get().expires_at > timezone.now() + timedelta(minutes=30)
    Lease.objects.update(expires_at=timezone.now())
    change_verdict(by=cast.chi, verdict=draft, rationale="Late.")
    assert Lease.objects.get().expires_at < timezone.now(), "A lease that has run out is not a draft's to renew."


def test_a_draft_holds_no_seat_and_is_never_lost(cast):
    claim = queued_claim(cast)
    draft = judge(claim, cast.chi, state="draft")
    for reviewer in (cast.dan, cast.ada):
        lease_next(by=reviewer, project=cast.project)
    change_verdict(by=cast.chi, verdict=draft, rationale="More words.")
    refused(Conflict, lambda: change_verdict(by=cast.chi, verdict=draft, state="submitted"), match="Every seat")
    draft.refresh_from_db()
    assert (draft.state, draft.rationale) == ("draft", "More words.")


@pytest.mark.parametrize(("who", "refusal"), [("ben", Denied), ("rae", Denied), ("eve", Missing)])
def test_not_for(cast, who, refusal):
    with pytest.raises(refusal), transaction.atomic():
        lease_next(by=getattr(cast, who), project=cast.project)

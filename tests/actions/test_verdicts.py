"""Review: verdicts given apart, revealed together, and counted."""

from __future__ import annotations

import pytest

from annotations.actions.claims import change_claim
from annotations.actions.decisions import decide_claim
from annotations.actions.projects import change_project
from annotations.actions.queue import lease_next
from annotations.actions.verdicts import change_verdict, give_verdict
from annotations.errors import Conflict, Denied, Invalid, Missing, Stale
from annotations.models import Change, Claim, DecisionVerdict, Lease, Scale, Verdict
from annotations.permissions import readable_by
from tests.cast import act, fresh, judge, make_cast, make_claim, make_evidence, queued_claim, refused


def policy(cast, **fields):
    cast.project.refresh_from_db()
    change_project(by=cast.olu, project=cast.project, **fields)


def test_it_works(cast):
    claim = queued_claim(cast)
    evidence = make_evidence(claim)
    verdict = judge(claim, cast.chi, "mostly-false", rationale="The budget.", confidence="high", evidence=[evidence])
    verdict = Verdict.objects.get(pk=verdict.pk)
    assert (verdict.reviewer, verdict.round, verdict.claim_version, verdict.state) == (cast.chi, 1, 2, "submitted")
    assert (verdict.rating.code, verdict.revealed, verdict.informed, verdict.version) == (
        "mostly-false",
        False,
        False,
        1,
    )
    assert list(verdict.evidence.all()) == [evidence]
    assert verdict.submitted_at


def test_blind_until_the_last(cast):
    claim = queued_claim(cast)
    before = Claim.objects.values().get()
    first = judge(claim, cast.chi)
    assert Claim.objects.values().get() == before, "A verdict touched the claim's row before the last one."
    for who in (cast.ada, cast.ben, cast.dan, cast.olu, cast.rae):
        assert not readable_by(who, Verdict).exists()
    second = judge(claim, cast.dan, "true")
    assert second.revealed
    for who in (cast.ada, cast.ben, cast.chi, cast.dan, cast.olu, cast.rae):
        assert set(readable_by(who, Verdict)) == {first, second}
    reveals = Change.objects.filter(action="reveal", object_type="verdict")
    assert {c.object_id for c in reveals} == {first.pk, second.pk}
    assert all(c.row["revealed"] and c.version == 2 for c in reveals)


@pytest.mark.parametrize(
    ("rule", "ratings", "state"),
    [
        ("unanimous", ["true", "true", "true"], "agreed"),
        ("unanimous", ["true", "true", "false"], "disputed"),
        ("majority", ["true", "false", "true"], "agreed"),
        ("majority", ["true", "false", "mixed"], "disputed"),
        ("editor", ["true", "true", "true"], "disputed"),
    ],
)
def test_the_rule_says_whether_they_agree(cast, rule, ratings, state):
    policy(cast, readers=3, rule=rule)
    claim = queued_claim(cast)
    for reviewer, rating in zip((cast.chi, cast.dan, cast.ada), ratings, strict=True):
        assert fresh(claim).state == "in_review"
        judge(claim, reviewer, rating)
    assert fresh(claim).state == state


def test_four_eyes(cast):
    claim = queued_claim(cast, by=cast.chi)
    refused(Denied, lambda: judge(claim, cast.chi), "four eyes")
    policy(cast, four_eyes=False)
    assert judge(claim, cast.chi)


def test_a_desk_of_one_works_to_the_end(cast):
    policy(cast, readers=1, four_eyes=False)
    claim = queued_claim(cast, by=cast.olu)
    assert lease_next(by=cast.olu, project=cast.project) == claim
    assert judge(claim, cast.olu, "true").revealed
    claim = fresh(claim)
    assert claim.state == "agreed"
    assert decide_claim(by=cast.olu, claim=claim, claim_version=claim.version, rating="true").verdicts.count() == 1
    assert fresh(claim).state == "decided"


def test_a_desk_that_is_not_blind_works_to_the_end(cast):
    policy(cast, blind=False)
    claim = queued_claim(cast)
    first = judge(claim, cast.chi)
    assert first in readable_by(cast.dan, Verdict)
    judge(claim, cast.dan)
    assert fresh(claim).state == "agreed"


def test_a_verdict_on_words_that_changed_is_stale_and_not_counted(cast):
    claim = queued_claim(cast)
    old = judge(claim, cast.chi, "true")
    seen = fresh(claim)
    change_claim(by=cast.ben, claim=fresh(claim), text="Lindholm is broke.")
    error = refused(Stale, lambda: give_verdict(by=cast.dan, claim=seen, claim_version=seen.version, rating="true"))
    assert error.current.text == "Lindholm is broke."
    judge(claim, cast.dan, "false")
    assert fresh(claim).state == "in_review"
    new = judge(claim, cast.chi, "false")
    assert fresh(claim).state == "agreed"
    old.refresh_from_db()
    assert (old.state, old.revealed, new.revealed) == ("withdrawn", False, True)


def test_a_change_of_priority_makes_nothing_stale(cast):
    claim = queued_claim(cast)
    judge(claim, cast.chi)
    seen = fresh(claim)
    change_claim(by=cast.ben, claim=fresh(claim), priority=5)
    give_verdict(by=cast.dan, claim=seen, claim_version=seen.version, rating="false")
    assert fresh(claim).state == "agreed"


def test_a_stale_verdict_is_shown_and_not_counted(cast):
    policy(cast, readers=1)
    claim = queued_claim(cast)
    policy(cast, readers=2)
    judge(claim, cast.chi, "true")
    change_claim(by=cast.ben, claim=fresh(claim), text="Lindholm is broke.")
    judge(claim, cast.dan, "false")
    judge(claim, cast.ada, "false")
    claim = fresh(claim)
    assert claim.state == "agreed"
    assert Verdict.objects.filter(revealed=True).count() == 3
    decide_claim(by=cast.ada, claim=claim, claim_version=claim.version, rating="false")
    assert {d.verdict.reviewer for d in DecisionVerdict.objects.all()} == {cast.dan, cast.ada}


def test_a_version_that_is_not_there_yet(cast):
    claim = queued_claim(cast)
    refused(Invalid, lambda: judge(claim, cast.chi, claim_version=9), "at version 2")


def test_drafts(cast):
    claim = queued_claim(cast)
    draft = give_verdict(by=cast.chi, claim=claim, claim_version=2, rating=None, rationale="Hm", state="draft")
    judge(claim, cast.dan)
    assert fresh(claim).state == "in_review"
    refused(Invalid, lambda: change_verdict(by=cast.chi, verdict=draft, state="submitted"), "needs a rating")
    draft.refresh_from_db()
    change_verdict(by=cast.chi, verdict=draft, rationale="Well", evidence=[make_evidence(claim)])
    refused(Conflict, lambda: judge(claim, cast.chi), "already")
    refused(Denied, lambda: change_verdict(by=cast.ada, verdict=draft, rating="true"), "nobody else")
    done = change_verdict(by=cast.chi, verdict=draft, rating="false", state="submitted")
    assert (done.state, done.revealed, done.relied_on.count()) == ("submitted", True, 1)
    assert fresh(claim).state == "agreed"
    refused(Conflict, lambda: change_verdict(by=cast.chi, verdict=done, rationale="No"), "keeps its words")


def test_a_draft_of_an_earlier_round_does_not_slip_into_this_one(cast):
    claim = queued_claim(cast)
    draft = give_verdict(by=cast.chi, claim=claim, claim_version=2, rating="true", state="draft")
    act(cast, claim, "return")
    claim = act(cast, claim, "queue")
    late = {"claim_version": claim.version, "state": "submitted"}
    refused(Conflict, lambda: change_verdict(by=cast.chi, verdict=draft, **late), "earlier round")
    change_verdict(by=cast.chi, verdict=draft, state="withdrawn")
    judge(claim, cast.chi)


def test_withdrawing_before_the_reveal(cast):
    claim = queued_claim(cast)
    verdict = judge(claim, cast.chi)
    refused(Denied, lambda: change_verdict(by=cast.ada, verdict=verdict, state="withdrawn"))
    change_verdict(by=cast.chi, verdict=verdict, state="withdrawn")
    refused(Conflict, lambda: change_verdict(by=cast.chi, verdict=verdict, state="submitted"), "is withdrawn")
    judge(claim, cast.dan)
    assert fresh(claim).state == "in_review"
    assert not judge(claim, cast.chi, "true").informed
    assert fresh(claim).state == "disputed"
    verdict.refresh_from_db()
    assert not verdict.revealed


def test_given_again_after_the_reveal_it_is_informed(cast):
    claim = queued_claim(cast)
    verdict = judge(claim, cast.chi, "true")
    judge(claim, cast.dan, "false")
    verdict.refresh_from_db()
    change_verdict(by=cast.chi, verdict=verdict, state="withdrawn")
    again = judge(claim, cast.chi, "false")
    assert (again.informed, again.revealed) == (True, True)
    claim = fresh(claim)
    assert claim.state == "disputed"
    decide_claim(by=cast.ada, claim=claim, claim_version=claim.version, rating="false")
    assert [d.verdict.reviewer for d in DecisionVerdict.objects.all()] == [cast.dan]
    refused(Conflict, lambda: change_verdict(by=cast.chi, verdict=again, state="withdrawn"), "rests on its verdicts")


def test_a_reopened_claim_keeps_the_verdicts_its_decision_rests_on(cast):
    claim = queued_claim(cast)
    given = judge(claim, cast.chi, "true")
    judge(claim, cast.dan, "true")
    claim = fresh(claim)
    decide_claim(by=cast.ada, claim=claim, claim_version=claim.version, rating="true")
    act(cast, claim, "reopen")
    given.refresh_from_db()
    refused(Conflict, lambda: change_verdict(by=cast.chi, verdict=given, state="withdrawn"), "an earlier round rests")
    assert judge(fresh(claim), cast.chi, "false").round == 2


def test_one_that_comes_late_is_kept_shown_and_not_counted(cast):
    claim = queued_claim(cast)
    draft = give_verdict(by=cast.ada, claim=claim, claim_version=2, rating="true", state="draft")
    judge(claim, cast.chi)
    judge(claim, cast.dan)
    before = fresh(claim)
    late = change_verdict(by=cast.ada, verdict=draft, state="submitted")
    assert (late.revealed, late.informed) == (True, True)
    assert Claim.objects.values().get() == Claim.objects.filter(version=before.version).values().get()
    decide_claim(by=cast.ada, claim=before, claim_version=before.version, rating="false")
    assert late.pk not in DecisionVerdict.objects.values_list("verdict", flat=True)


def test_every_seat_is_taken(cast):
    claim = queued_claim(cast)
    judge(claim, cast.chi)
    lease_next(by=cast.dan, project=cast.project)
    refused(Conflict, lambda: judge(claim, cast.ada), "seat")
    Lease.objects.all().delete()
    change_claim(by=cast.ada, claim=fresh(claim), assignee=cast.dan)
    refused(Conflict, lambda: judge(claim, cast.ada), "seat")
    assert judge(claim, cast.dan).revealed


def test_fewer_readers_end_the_rounds_that_have_enough(cast):
    """Or nobody could: every seat is taken, and no verdict is missing."""
    policy(cast, readers=3)
    done, waiting = queued_claim(cast), queued_claim(cast)
    judge(done, cast.chi)
    judge(done, cast.dan)
    judge(waiting, cast.chi)
    policy(cast, readers=2)
    assert (fresh(done).state, fresh(waiting).state) == ("agreed", "in_review")
    assert Verdict.objects.filter(claim=done, revealed=True).count() == 2


@pytest.mark.parametrize("state", ["draft", "parked"])
def test_what_is_not_in_review_takes_no_verdict(cast, state):
    claim = make_claim(cast)
    if state == "parked":
        act(cast, claim, "park")
    refused(Conflict, lambda: judge(claim, cast.chi), "not in review")


def test_a_rating_the_scale_does_not_have(cast):
    claim = queued_claim(cast)
    error = refused(Invalid, lambda: judge(claim, cast.chi, "supported"), "Choose one of true, mostly-true")
    assert error.problems[0].pointer == "/rating"
    refused(Conflict, lambda: policy(cast, scale=Scale.objects.get(slug="fever-3")), "present scale")


def test_evidence_of_another_claim(cast):
    claim, other = queued_claim(cast), make_evidence(make_claim(cast))
    refused(Invalid, lambda: judge(claim, cast.chi, evidence=[other]), "no evidence of this claim")
    assert not Verdict.objects.exists()


@pytest.mark.parametrize(("who", "error"), [("rae", Denied), ("ben", Denied), ("eve", Missing)])
def test_not_for(cast, who, error):
    claim = queued_claim(cast, by=cast.ada)
    refused(error, lambda: judge(claim, getattr(cast, who)))


# The decision


def agreed_claim(cast):
    claim = queued_claim(cast)
    judge(claim, cast.chi)
    judge(claim, cast.dan)
    return fresh(claim)


def test_a_decision(cast):
    claim = agreed_claim(cast)
    decision = decide_claim(by=cast.ada, claim=claim, claim_version=claim.version, rating="mixed", headline="Not quite")
    assert (decision.rating.code, decision.rule, decision.round, decision.by) == ("mixed", "unanimous", 1, cast.ada)
    assert {d.verdict.reviewer for d in decision.rests_on.all()} == {cast.chi, cast.dan}
    assert fresh(claim).state == "decided"
    assert Change.objects.get(object_id=claim.pk, version=4).action == "decided"
    refused(Conflict, lambda: decide_claim(by=cast.ada, claim=claim, claim_version=4, rating="true"), "is decided")


def test_a_decision_comes_after_the_review_and_on_the_words_that_are_there(cast):
    claim = queued_claim(cast)
    refused(Conflict, lambda: decide_claim(by=cast.ada, claim=claim, claim_version=2, rating="true"), "in review")
    claim = agreed_claim(cast)
    refused(Invalid, lambda: decide_claim(by=cast.ada, claim=claim, claim_version=99, rating="true"))
    refused(Invalid, lambda: decide_claim(by=cast.ada, claim=claim, claim_version=claim.version, rating="so-so"))
    edited = queued_claim(cast)
    change_claim(by=cast.ben, claim=fresh(edited), text="Other words.")
    act(cast, edited, "close")
    refused(Stale, lambda: decide_claim(by=cast.ada, claim=edited, claim_version=2, rating="true"))


@pytest.mark.parametrize(("who", "error"), [("rae", Denied), ("ben", Denied), ("chi", Denied), ("eve", Missing)])
def test_a_decision_is_not_for(cast, who, error):
    claim = agreed_claim(cast)
    person = getattr(cast, who)
    refused(error, lambda: decide_claim(by=person, claim=claim, claim_version=claim.version, rating="true"))


def test_another_desk_is_left_alone(cast):
    theirs = make_cast()
    claim = queued_claim(theirs)
    judge(claim, theirs.chi)
    agreed_claim(cast)
    assert fresh(claim).state == "in_review"

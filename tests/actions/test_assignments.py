"""Reviewers asked to judge a claim: a seat each, kept until it is taken back."""

from __future__ import annotations

from functools import partial

import pytest

from annotations.actions.assignments import assign_reviewer, unassign_reviewer
from annotations.actions.claims import act_on_claim, change_claim
from annotations.actions.members import change_role, remove_member
from annotations.actions.projects import change_project
from annotations.actions.queue import lease_next
from annotations.actions.users import deactivate_user
from annotations.errors import Conflict, Denied, Invalid, Missing
from annotations.models import Assignment, Change, Lease, Membership
from annotations.queries.plates import plates
from tests.cast import act, fresh, judge, make_cast, make_claim, make_user, queued_claim, refused


def standing(claim):
    """Who is asked to judge it."""
    return set(Assignment.objects.filter(claim=claim, deleted_at=None).values_list("reviewer__name", flat=True))


def test_it_works(cast):
    claim = queued_claim(cast)
    for reviewer in (cast.chi, cast.dan):
        assign_reviewer(by=cast.ada, claim=claim, reviewer=reviewer)
    assert standing(claim) == {"Chi", "Dan"}
    assert lease_next(by=cast.ada, project=cast.project) is None, "Both seats are kept."
    assert lease_next(by=cast.dan, project=cast.project) == claim
    step = Change.objects.filter(object_type="assignment").latest("seq")
    assert (step.action, step.actor_id) == ("assign", cast.ada.pk)


def test_before_the_review_and_through_its_rounds(cast):
    claim = make_claim(cast)
    assign_reviewer(by=cast.ada, claim=claim, reviewer=cast.chi)
    act(cast, claim, "queue")
    for reviewer in (cast.chi, cast.dan):
        judge(claim, reviewer)
    refused(Conflict, lambda: assign_reviewer(by=cast.ada, claim=claim, reviewer=cast.dan), match="before or during")
    act(cast, claim, "reopen")
    assert standing(claim) == {"Chi"}


def test_somebody_else_instead(cast):
    claim = queued_claim(cast)
    first = assign_reviewer(by=cast.ada, claim=claim, reviewer=cast.chi)
    assign_reviewer(by=cast.ada, claim=claim, reviewer=cast.dan)
    refused(Conflict, lambda: assign_reviewer(by=cast.ada, claim=claim, reviewer=cast.olu), match="Take one away first")
    unassign_reviewer(by=cast.ada, assignment=first)
    assign_reviewer(by=cast.ada, claim=claim, reviewer=cast.olu)
    assert standing(claim) == {"Dan", "Olu"}
    assign_reviewer(by=cast.ada, claim=queued_claim(cast), reviewer=cast.chi)


def test_whoever_holds_a_seat_may_fill_it(cast):
    """Chi's hidden verdict and two assignments are three seats of two: the second verdict ends the review."""
    claim = queued_claim(cast)
    judge(claim, cast.chi)
    for reviewer in (cast.dan, cast.ada):
        assign_reviewer(by=cast.olu, claim=claim, reviewer=reviewer)
    refused(Conflict, lambda: judge(claim, cast.olu), match="Every seat")
    judge(claim, cast.dan)
    assert fresh(claim).state == "agreed"


def test_an_assignment_tells_nothing_of_a_verdict(cast):
    """Whom one can assign is the same before and after Chi has submitted."""
    claims = [queued_claim(cast), queued_claim(cast)]
    judge(claims[0], cast.chi)
    answers = []
    for claim in claims:
        lease_next(by=cast.dan, project=cast.project)
        answers.append([assign_reviewer(by=cast.ada, claim=claim, reviewer=r).reviewer for r in (cast.chi, cast.olu)])
    assert answers[0] == answers[1]


def test_who_is_asked_for_what_they_cannot_give(cast):
    claim = queued_claim(cast, by=cast.chi)
    ask = partial(assign_reviewer, by=cast.ada, claim=claim)
    refused(Invalid, lambda: ask(reviewer=cast.ben), match="gives no verdicts")
    refused(Invalid, lambda: ask(reviewer=cast.chi), match="four eyes")
    refused(Invalid, lambda: ask(reviewer=cast.eve), match="not a member")
    ask(reviewer=cast.dan)
    refused(Conflict, lambda: ask(reviewer=cast.dan), match="assigned to the claim already")


@pytest.mark.parametrize(("who", "refusal"), [("chi", Denied), ("ben", Denied), ("rae", Denied), ("eve", Missing)])
def test_not_for(cast, who, refusal):
    claim = queued_claim(cast)
    person = getattr(cast, who)
    refused(refusal, lambda: assign_reviewer(by=person, claim=claim, reviewer=cast.dan))
    assignment = assign_reviewer(by=cast.ada, claim=claim, reviewer=cast.dan)
    refused(refusal, lambda: unassign_reviewer(by=person, assignment=assignment))


def test_a_reviewer_may_decline(cast):
    claim = queued_claim(cast)
    assignment = assign_reviewer(by=cast.ada, claim=claim, reviewer=cast.dan)
    unassign_reviewer(by=cast.dan, assignment=assignment)
    assert standing(claim) == set()


@pytest.mark.parametrize("how", ["removed", "demoted", "deactivated"])
def test_what_was_kept_for_somebody_who_leaves_is_free_again(cast, how):
    leased, asked = queued_claim(cast, priority=1), queued_claim(cast)
    draft, done = make_claim(cast), queued_claim(cast, priority=-1)
    lease_next(by=cast.chi, project=cast.project)
    assign_reviewer(by=cast.ada, claim=asked, reviewer=cast.chi)
    change_claim(by=cast.ada, claim=draft, assignee=cast.chi)
    mine = judge(done, cast.chi, "true", rationale="It is so.")
    membership = Membership.objects.get(project=cast.project, user=cast.chi)
    match how:
        case "removed":
            remove_member(by=cast.olu, membership=membership)
        case "demoted":
            change_role(by=cast.olu, membership=membership, role="annotator")
        case "deactivated":
            deactivate_user(by=make_user("Root", is_staff=True), user=cast.chi)
    assert not Lease.objects.filter(reviewer=cast.chi).exists()
    assert standing(asked) == set()
    assert fresh(draft).assignee == (cast.chi if how == "demoted" else None)
    for claim in (leased, asked):
        for reviewer in (cast.dan, cast.ada):
            judge(claim, reviewer)
    judge(done, cast.dan, "true")
    mine.refresh_from_db()
    assert (mine.state, mine.revealed, fresh(done).state) == ("submitted", True, "agreed")


def test_the_members_must_be_able_to_meet_the_policy_a_claim_is_queued_under(cast):
    for membership in Membership.objects.filter(project=cast.project, user__in=[cast.chi, cast.dan]):
        remove_member(by=cast.olu, membership=membership)
    act_on_claim(by=cast.ben, claim=make_claim(cast), action="queue")
    own = make_claim(cast, by=cast.ada)
    refused(
        Conflict,
        lambda: act_on_claim(by=cast.ada, claim=own, action="queue"),
        match="asks for 2 verdicts, but only 1 person can review this claim, as its author may not",
    )
    change_project(by=cast.olu, project=cast.project, four_eyes=False)
    assert act_on_claim(by=cast.ada, claim=fresh(own), action="queue").state == "in_review"


@pytest.mark.parametrize(
    ("readers", "four_eyes", "people", "able"),
    [(1, False, 1, True), (1, True, 1, False), (1, True, 2, True), (2, False, 2, True), (2, True, 2, False)],
)
def test_desks_of_one_or_two(db, readers, four_eyes, people, able):
    cast = make_cast(readers=readers, four_eyes=four_eyes)
    for membership in Membership.objects.filter(project=cast.project).exclude(user=cast.olu):
        if people == 1 or membership.user != cast.ada:
            remove_member(by=cast.olu, membership=membership)
    claim = make_claim(cast, by=cast.olu)
    if not able:
        sentence = refused(Conflict, lambda: act_on_claim(by=cast.olu, claim=claim, action="queue")).detail
        assert sentence.startswith("The project's policy asks for")
        assert "switch four eyes off" in sentence
        return
    act_on_claim(by=cast.olu, claim=claim, action="queue")
    for person in [cast.ada, cast.olu][-people:]:
        if lease_next(by=person, project=cast.project):
            judge(claim, person)
    assert fresh(claim).state == "agreed"


def test_a_policy_is_not_changed_so_that_reviews_cannot_end(cast):
    own = queued_claim(cast, by=cast.chi)
    change = partial(change_project, by=cast.olu, project=cast.project)
    refused(Conflict, lambda: change(readers=4), match="Claims are in review, and could not be completed")
    cast.project.refresh_from_db()
    change(readers=3)
    change(readers=2)
    judge(own, cast.dan)
    judge(own, cast.ada)
    change(readers=4)
    refused(
        Conflict,
        lambda: act_on_claim(by=cast.ada, claim=fresh(own), action="reopen", reason="New."),
        match="4 verdicts",
    )


def test_a_policy_that_nobody_can_meet_any_more_can_be_mended_step_by_step(cast):
    queued_claim(cast, by=cast.ada)
    for membership in Membership.objects.filter(project=cast.project, user__in=[cast.chi, cast.dan]):
        remove_member(by=cast.olu, membership=membership)
    change_project(by=cast.olu, project=cast.project, readers=2)
    change_project(by=cast.olu, project=cast.project, readers=1)


def test_what_everybody_has_on_their_plate(cast, django_assert_num_queries):
    drafts, waiting = make_claim(cast), queued_claim(cast)
    change_claim(by=cast.ada, claim=drafts, assignee=cast.ben)
    lease_next(by=cast.chi, project=cast.project)
    assign_reviewer(by=cast.ada, claim=waiting, reviewer=cast.dan)
    agreed = queued_claim(cast)
    for reviewer in (cast.chi, cast.dan):
        judge(agreed, reviewer)
    with django_assert_num_queries(1):
        found = {plate.user.name: plate for plate in plates(cast.project)}
    assert list(found) == ["Ada", "Ben", "Chi", "Dan", "Olu", "Rae"]
    assert {name: (p.drafts, p.seats, p.verdicts) for name, p in found.items()} == {
        "Ada": (0, 0, 0),
        "Ben": (1, 0, 0),
        "Chi": (0, 1, 1),
        "Dan": (0, 1, 1),
        "Olu": (0, 0, 0),
        "Rae": (0, 0, 0),
    }
    assert found["Ben"].last_active and not found["Rae"].last_active
    judge(waiting, cast.chi)
    assert {plate.user.name: plate for plate in plates(cast.project)} == found, "A plate tells of a hidden verdict."

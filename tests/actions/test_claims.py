"""Making claims, wording them, and taking them through the workflow."""

from __future__ import annotations

import pytest

from annotations.actions.claims import change_claim, delete_claim, quote_ids, restore_claim
from annotations.actions.evidence import change_evidence, delete_evidence
from annotations.actions.members import remove_member
from annotations.actions.projects import change_project
from annotations.actions.quotes import delete_quote, restore_quote
from annotations.actions.speakers import create_speaker
from annotations.errors import Conflict, Denied, Invalid, Missing, Stale
from annotations.models import Claim, Lease, Membership, Verdict
from annotations.permissions import readable_by
from annotations.workflow import TABLE, State
from tests.cast import (
    act,
    fresh,
    judge,
    make_article,
    make_cast,
    make_claim,
    make_evidence,
    make_quote,
    queued_claim,
    refused,
)


def test_it_works(cast):
    article = make_article(cast)
    quotes = [make_quote(article, "nonsense"), make_quote(article)]
    claim = fresh(make_claim(cast, quotes=quotes, topics=["harbour"]))
    assert (claim.state, claim.version, claim.content_version, claim.round) == ("draft", 1, 1, 0)
    assert quote_ids(claim) == [q.pk for q in quotes]


def test_what_is_no_claim(cast):
    quote, theirs = make_quote(make_article(cast)), make_cast()
    foreign = make_quote(make_article(theirs))
    speaker = create_speaker(by=theirs.ben, project=theirs.project, name="X")
    for over in (
        {"text": "\n"},
        {"quotes": [quote, quote]},
        {"quotes": [quote, foreign]},
        {"assignee": cast.eve, "by": cast.ada},
        {"speaker": speaker},
    ):
        refused(Invalid, lambda over=over: make_claim(cast, **over))
    assert not Claim.objects.filter(project=cast.project).exists()


def test_its_content_has_a_version_of_its_own(cast):
    quote = make_quote(make_article(cast))
    claim = make_claim(cast)
    for fields, version in (
        ({"text": "Lindholm is broke."}, 2),
        ({"priority": 3, "topics": ["money"]}, 2),
        ({"text": "Lindholm is broke."}, 2),
        ({"quotes": [quote]}, 5),
        ({"quotes": [quote], "place": ""}, 5),
        ({"place": "Lindholm"}, 7),
        ({"quotes": []}, 8),
    ):
        change_claim(by=cast.ben, claim=claim, **fields)
        assert claim.content_version == version, fields


@pytest.mark.parametrize("fields", [{"text": "Other words."}, {"place": "Elsewhere"}, {"quotes": "one"}])
def test_what_was_judged_keeps_its_words(cast, fields):
    claim = queued_claim(cast)
    judge(claim, cast.chi)
    judge(claim, cast.dan)
    claim.refresh_from_db()
    if "quotes" in fields:
        fields = {"quotes": [make_quote(make_article(cast))]}
    refused(Conflict, lambda: change_claim(by=cast.ada, claim=claim, **fields), "Reopen it")
    change_claim(by=cast.ada, claim=claim, priority=1, text=claim.text)
    act(cast, claim, "reopen")
    change_claim(by=cast.ada, claim=fresh(claim), **fields)


def test_assigning_is_for_editors(cast):
    claim = make_claim(cast)
    refused(Denied, lambda: change_claim(by=cast.ben, claim=claim, assignee=cast.chi))
    refused(Denied, lambda: make_claim(cast, assignee=cast.chi))
    assert change_claim(by=cast.ada, claim=claim, assignee=cast.chi).assignee == cast.chi


def test_a_change_on_an_old_version(cast):
    quote = make_quote(make_article(cast))
    mine = make_claim(cast)
    yours = fresh(mine)
    change_claim(by=cast.ben, claim=mine, text="Mine")
    error = refused(Stale, lambda: change_claim(by=cast.chi, claim=yours, text="Yours", quotes=[quote]))
    assert error.current.text == "Mine"
    assert quote_ids(mine) == []


def test_deleting_is_for_its_author_and_editors_before_it_was_in_review(cast):
    claim = make_claim(cast)
    refused(Denied, lambda: delete_claim(by=cast.chi, claim=claim))
    delete_claim(by=cast.ada, claim=claim)
    refused(Missing, lambda: act(cast, claim, "queue"))
    judged = act(cast, queued_claim(cast), "return")
    refused(Conflict, lambda: delete_claim(by=cast.ben, claim=judged), "has been in review")
    refused(Denied, lambda: delete_claim(by=cast.chi, claim=judged))
    original = make_claim(cast)
    act(cast, make_claim(cast), "duplicate", duplicate_of=original)
    refused(Conflict, lambda: delete_claim(by=cast.ben, claim=original), "duplicate of this one")


def test_a_deleted_claim_comes_back_with_its_quotes(cast):
    quote = make_quote(make_article(cast))
    claim = make_claim(cast, quotes=[quote])
    refused(Conflict, lambda: restore_claim(by=cast.ben, claim=claim), "not deleted")
    delete_claim(by=cast.ben, claim=claim)
    delete_quote(by=cast.ben, quote=quote)
    refused(Denied, lambda: restore_claim(by=cast.chi, claim=claim))
    refused(Conflict, lambda: restore_claim(by=cast.ben, claim=claim), "quote this claim is made from was deleted")
    restore_quote(by=cast.ben, quote=quote)
    restore_claim(by=cast.ada, claim=claim)
    assert quote_ids(claim) == [quote.pk]
    refused(Conflict, lambda: delete_quote(by=cast.ben, quote=quote), "made from this quote")


@pytest.mark.parametrize("row", [row for row in TABLE if not row.refusal], ids=lambda row: row.action)
def test_every_step_by_the_lowest_who_may_and_not_by_those_below(cast, row):
    ladder = ["eve", "rae", "ben", "chi", "ada", "olu"]
    lowest = ["reader", "annotator", "reviewer", "editor", "owner"].index(row.role) + 1
    other = make_claim(cast)
    for source in row.sources:
        claim = in_state(cast, source)
        over = {"duplicate_of": other} if row.needs_duplicate_of else {}
        for below in ladder[:lowest]:
            error = Missing if below == "eve" else Denied
            refused(
                error,
                lambda below=below, claim=claim, over=over, e=error: act(cast, claim, row.action, who=below, **over),
            )
        if row.needs_reason:
            refused(
                Invalid,
                lambda claim=claim, over=over: act(cast, claim, row.action, reason=" ", **over),
                "needs a reason",
            )
        done = act(cast, claim, row.action, who=ladder[lowest], **over)
        assert done.state == (row.target or "disputed")
    for state in set(State) - set(row.sources):
        claim = in_state(cast, state)
        refused(
            Conflict,
            lambda claim=claim: act(cast, claim, row.action, duplicate_of=other if row.needs_duplicate_of else None),
        )


def in_state(cast, state):
    claim = make_claim(cast)
    if state == "parked":
        return act(cast, claim, "park")
    if state == "rejected":
        return act(cast, claim, "reject")
    if state == "duplicate":
        return act(cast, claim, "duplicate", duplicate_of=make_claim(cast))
    if state != "draft":
        claim = act(cast, claim, "queue")
    if state in ("agreed", "disputed", "decided"):
        judge(claim, cast.chi, "true")
        judge(claim, cast.dan, "false" if state == "disputed" else "true")
    if state == "decided":
        from annotations.actions.decisions import decide_claim

        claim = fresh(claim)
        decide_claim(by=cast.ada, claim=claim, claim_version=claim.version, rating="true")
    if state in ("published", "withdrawn"):  # where no step leads yet
        Claim.objects.filter(pk=claim.pk).update(state=state, version=claim.version + 1)
    assert fresh(claim).state == state
    return fresh(claim)


def test_a_duplicate_repeats_another_claim_of_the_desk(cast):
    first, second, third = make_claim(cast), make_claim(cast), make_claim(cast)
    foreign, gone = make_claim(make_cast()), delete_claim(by=cast.ben, claim=make_claim(cast))
    for other in (None, first, foreign, gone):
        refused(Invalid, lambda other=other: act(cast, first, "duplicate", duplicate_of=other))
    act(cast, first, "duplicate", duplicate_of=second)
    act(cast, second, "duplicate", duplicate_of=third)
    refused(Invalid, lambda: act(cast, third, "duplicate", duplicate_of=first), "cannot repeat itself")
    refused(Invalid, lambda: act(cast, third, "park", duplicate_of=first), "Leave duplicate_of out")
    assert act(cast, first, "resume").duplicate_of is None


def test_a_policy_that_cannot_be_met_is_refused_at_the_queue(cast):
    change_project(by=cast.olu, project=cast.project, readers=5)
    refused(Conflict, lambda: queued_claim(cast), "asks for 5 verdicts, but only 4 people")
    change_project(by=cast.olu, project=cast.project, readers=4)
    refused(Conflict, lambda: queued_claim(cast, by=cast.chi), "as its author may not")
    claim = queued_claim(cast)
    remove_member(by=cast.olu, membership=Membership.objects.get(user=cast.dan))
    act(cast, claim, "return")
    refused(
        Conflict, lambda: act(cast, claim, "queue"), "Add a reviewer, or ask for fewer|Add a reviewer or ask for fewer"
    )


def test_returned_its_verdicts_stay_hidden_for_good(cast):
    claim = queued_claim(cast)
    hidden = judge(claim, cast.chi)
    act(cast, claim, "return", who="dan")
    claim = act(cast, claim, "queue")
    assert claim.round == 2
    judge(claim, cast.chi, "true")
    judge(claim, cast.dan, "true")
    assert fresh(claim).state == "agreed"
    assert set(readable_by(cast.olu, Verdict)) == set(Verdict.objects.filter(round=2))
    hidden.refresh_from_db()
    assert not hidden.revealed


def test_reopened_it_begins_a_new_round(cast):
    claim = in_state(cast, "decided")
    claim = act(cast, claim, "reopen")
    assert (claim.state, claim.round) == ("in_review", 2)
    verdict = judge(claim, cast.chi)
    assert (verdict.round, verdict.revealed, verdict.informed) == (2, False, False)


def test_closed_with_the_verdicts_there_are(cast):
    claim = queued_claim(cast)
    Lease.objects.create(claim=claim, reviewer=cast.dan, round=1, expires_at=claim.created_at)
    verdict = judge(claim, cast.chi)
    assert act(cast, claim, "close").state == "agreed"
    verdict.refresh_from_db()
    assert verdict.revealed
    assert not Lease.objects.exists()
    assert act(cast, queued_claim(cast), "close").state == "disputed"


def test_a_step_on_a_version_one_has_seen(cast):
    claim = make_claim(cast)
    change_claim(by=cast.ben, claim=claim, text="New words.")
    refused(Stale, lambda: act(cast, claim, "queue", version=1))
    assert act(cast, claim, "queue", version=2).state == "in_review"


def test_evidence(cast):
    claim = make_claim(cast)
    evidence = make_evidence(claim, excerpt="12 million in the bank")
    assert (evidence.version, evidence.author, evidence.named) == (1, cast.ben, True)
    change_evidence(by=cast.chi, evidence=evidence, stance="context", primary=True)
    refused(Invalid, lambda: change_evidence(by=cast.ben, evidence=evidence, title=" "))
    for who, error in (("rae", Denied), ("eve", Missing)):
        person = getattr(cast, who)
        refused(error, lambda person=person: make_evidence(claim, by=person))
        refused(error, lambda person=person: change_evidence(by=person, evidence=evidence, title="x"))
        refused(error, lambda person=person: delete_evidence(by=person, evidence=evidence))
    delete_evidence(by=cast.ben, evidence=evidence)
    refused(Stale, lambda: change_evidence(by=cast.ben, evidence=evidence, title="Gone"))


@pytest.mark.parametrize(("who", "error"), [("rae", Denied), ("eve", Missing)])
def test_not_for(cast, who, error):
    person, claim = getattr(cast, who), make_claim(cast)
    refused(error, lambda: make_claim(cast, by=person))
    refused(error, lambda: change_claim(by=person, claim=claim, text="x"))
    refused(error, lambda: delete_claim(by=person, claim=claim))

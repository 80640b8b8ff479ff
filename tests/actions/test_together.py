"""People who act at the same moment."""

from __future__ import annotations

from collections import Counter
from functools import partial

import pytest

from annotations.actions.claims import act_on_claim, change_claim, create_claim, quote_ids
from annotations.actions.members import accept_invitation, add_member, change_role, invite
from annotations.actions.projects import change_project
from annotations.actions.queue import lease_next
from annotations.actions.quotes import change_quote, create_quote, delete_quote
from annotations.actions.revisions import add_revision
from annotations.actions.sign_in_links import make_sign_in_link, use_sign_in_link
from annotations.actions.verdicts import give_verdict
from annotations.errors import Conflict, FactcheckError, Invalid, Missing, Stale
from annotations.models import Article, Change, Claim, Lease, Membership, Quote, Segment, Verdict
from annotations.queries.audit import verify_record
from tests.cast import TEXT, fresh, make_article, make_cast, make_claim, make_quote, make_user, queued_claim, spans_of
from tests.committed import at_once
from tests.proofs import shown_for


@pytest.fixture
def cast(committed):
    """The people, in a project that is really there."""
    return make_cast()


def sorted_out(answers):
    """What was done, and what was refused; anything else is a bug."""
    bugs = [a for a in answers if isinstance(a, Exception) and not isinstance(a, FactcheckError)]
    assert not bugs, bugs
    return [a for a in answers if not isinstance(a, Exception)], [a for a in answers if isinstance(a, Exception)]


def reviewers(cast, number):
    people = [make_user(f"Reviewer{i}") for i in range(number)]
    for person in people:
        add_member(by=None, project=cast.project, user=person, role="reviewer")
    return people


@pytest.mark.parametrize("claims", shown_for([3, 10], always=[3]))
def test_twenty_ask_for_the_next_claim(cast, claims):
    """Every seat is given away once: to two different people for each claim, while there are any."""
    people = reviewers(cast, 20)
    for _ in range(claims):
        queued_claim(cast)
    answers, refusals = sorted_out(at_once(*(partial(lease_next, by=p, project=cast.project) for p in people)))
    assert not refusals
    given = Counter(claim.pk for claim in answers if claim)
    assert sorted(given.values()) == [2] * claims
    assert Lease.objects.filter(claim__project=cast.project).count() == 2 * claims
    again, _ = sorted_out(at_once(*(partial(lease_next, by=p, project=cast.project) for p in people)))
    assert [c and c.pk for c in again] == [c and c.pk for c in answers]


def test_one_person_asks_ten_times(cast):
    for _ in range(3):
        queued_claim(cast)
    answers, _ = sorted_out(at_once(*[partial(lease_next, by=cast.chi, project=cast.project)] * 10))
    assert len({claim.pk for claim in answers}) == 1
    assert Lease.objects.filter(reviewer=cast.chi).count() == 1


def give(claim, by, rating="true"):
    return give_verdict(by=by, claim=claim, claim_version=claim.version, rating=rating)


def test_two_last_verdicts(cast):
    for _ in range(5):
        claim = queued_claim(cast)
        done, refusals = sorted_out(at_once(partial(give, claim, cast.chi), partial(give, claim, cast.dan)))
        assert (len(done), len(refusals)) == (2, 0)
        claim = fresh(claim)
        assert (claim.state, claim.version) == ("agreed", 3), "Exactly one of them ends the round."
        assert Verdict.objects.filter(claim=claim, revealed=True).count() == 2


def test_more_verdicts_than_seats(cast):
    claim, people = queued_claim(cast), reviewers(cast, 8)
    done, _ = sorted_out(at_once(*(partial(give, claim, p) for p in people)))
    assert sum(not v.informed for v in done) == 2
    assert Verdict.objects.filter(claim=claim, informed=False, revealed=True).count() == 2
    assert fresh(claim).version == 3


def test_one_person_gives_it_five_times(cast):
    claim = queued_claim(cast)
    done, refusals = sorted_out(at_once(*[partial(give, claim, cast.chi)] * 5))
    assert len(done) == 1
    assert {type(r) for r in refusals} == {Conflict}


def test_a_verdict_while_the_claim_changes(cast):
    for _ in range(5):
        claim = queued_claim(cast)
        changed, given = at_once(
            partial(change_claim, by=cast.ben, claim=fresh(claim), text="Other words."), partial(give, claim, cast.chi)
        )
        assert not isinstance(changed, Exception)
        assert isinstance(given, Stale) or given.claim_version < fresh(claim).content_version
        assert fresh(claim).state == "in_review"


def test_every_success_is_a_version(cast):
    claim = make_claim(cast)

    def edit(i):
        return change_claim(by=cast.ben, claim=fresh(claim), text=f"Words {i}.")

    done, refusals = sorted_out(at_once(*(partial(edit, i) for i in range(12))))
    assert {type(r) for r in refusals} <= {Stale}
    assert fresh(claim).version == 1 + len(done)
    assert sorted(c.version for c in done) == list(range(2, 2 + len(done)))
    assert Change.objects.filter(object_id=claim.pk).count() == 1 + len(done)


def test_two_exchange_a_claims_quotes(cast):
    article = make_article(cast)
    quotes = [make_quote(article, words) for words in ("nonsense", "krone", "ferry", "quay")]
    for _ in range(5):
        claim = make_claim(cast, quotes=quotes[:1])
        sets = [quotes[1:3], quotes[1:4]]
        done, refusals = sorted_out(
            at_once(*(partial(change_claim, by=cast.ben, claim=fresh(claim), quotes=s) for s in sets))
        )
        assert (len(done), [type(r) for r in refusals]) == (1, [Stale])
        assert quote_ids(claim) in [[q.pk for q in s] for s in sets]


def test_a_claim_is_made_from_a_quote_that_is_being_deleted(cast):
    article = make_article(cast)
    for words in ("nonsense", "krone", "ferry", "quay", "harbour"):
        quote = make_quote(article, words)
        made, deleted = at_once(
            partial(create_claim, by=cast.ben, project=cast.project, text="A claim.", quotes=[quote]),
            partial(delete_quote, by=cast.ben, quote=Quote.objects.get(pk=quote.pk)),
        )
        quote.refresh_from_db()
        if quote.deleted_at:
            assert isinstance(made, Invalid)
        else:
            assert isinstance(deleted, Conflict)
            assert isinstance(made, Claim)


def test_quotes_are_saved_while_a_correction_lands(cast):
    """Each is anchored in the text that was there when it was saved, and none is lost on the way to the new one."""
    article = make_article(cast)
    corrected = TEXT.replace("The harbour", "The old harbour", 1)
    words = ["money", "harbour", "krone", "nonsense", "predecessor", "ferry", "Nobody", "council", "quay", "mayor"]
    saves = [
        partial(create_quote, by=cast.ben, article=article, segments=spans_of(article, w), kind="direct") for w in words
    ]
    done, refusals = sorted_out(at_once(*saves, partial(add_revision, by=cast.chi, article=article, text=corrected)))
    assert {type(r) for r in refusals} <= {Invalid}
    article = Article.objects.get(pk=article.pk)
    assert article.current.number == 2
    quotes = Quote.objects.filter(article=article)
    assert quotes.count() == len(done) - 1
    for quote in quotes:
        segment = Segment.objects.get(quote=quote, revision=article.current)
        assert segment.state == "orphaned" or corrected[segment.start : segment.end] == segment.exact


def test_two_corrections(cast):
    article = make_article(cast)
    make_quote(article, "nonsense")
    texts = ["One. " + TEXT, "Two. " + TEXT, "Three. " + TEXT]
    done, refusals = sorted_out(at_once(*(partial(add_revision, by=cast.ben, article=article, text=t) for t in texts)))
    assert sorted(d.revision.number for d in done) == [2, 3, 4]
    assert not refusals
    assert Segment.objects.filter(quote__article=article, state__in=["exact", "moved"]).count() == 4


def test_a_quote_moves_while_a_correction_lands(cast):
    article = make_article(cast)
    for i in range(4):
        quote = make_quote(article, "nonsense", kind=("direct", "partial", "scare", "statement")[i])
        spans = spans_of(Article.objects.select_related("current").get(pk=article.pk), "Nobody")
        answers = at_once(
            partial(change_quote, by=cast.ben, quote=Quote.objects.get(pk=quote.pk), segments=spans),
            partial(add_revision, by=cast.chi, article=article, text=f"{i} {TEXT}"),
        )
        sorted_out(answers)
        assert Segment.objects.filter(quote=quote, revision=answers[1].revision).count() == 1
        article = Article.objects.select_related("current").get(pk=article.pk)


def test_two_owners_step_down(cast):
    for _ in range(3):
        memberships = Membership.objects.filter(project=cast.project, user__in=[cast.olu, cast.ada])
        for one in memberships.exclude(role="owner"):
            change_role(by=memberships.get(role="owner").user, membership=one, role="owner")
        steps = [partial(change_role, by=one.user, membership=one, role="editor") for one in memberships.all()]
        done, refusals = sorted_out(at_once(*steps))
        assert (len(done), [type(r) for r in refusals]) == (1, [Conflict])


def test_an_invitation_used_ten_times_at_once(cast):
    _, secret = invite(by=cast.olu, project=cast.project, role="reader")
    people = [make_user("Guest") for _ in range(10)]
    done, refusals = sorted_out(at_once(*(partial(accept_invitation, by=p, secret=secret) for p in people)))
    assert (len(done), {type(r) for r in refusals}) == (1, {Missing})
    assert Membership.objects.filter(project=cast.project, user__in=people).count() == 1


def test_a_sign_in_link_used_ten_times_at_once(cast):
    secret = make_sign_in_link(user=cast.ben)
    done, refusals = sorted_out(at_once(*[partial(use_sign_in_link, secret=secret)] * 10))
    assert (done, {type(r) for r in refusals}) == ([cast.ben], {Missing})


def test_the_same_words_marked_ten_times_at_once(cast):
    article = make_article(cast)
    done, refusals = sorted_out(at_once(*[partial(make_quote, article, "nonsense")] * 10))
    assert (len(done), {type(r) for r in refusals}) == (1, {Conflict})


def test_two_claims_repeat_each_other(cast):
    for _ in range(5):
        one, two = make_claim(cast), make_claim(cast)
        mark = partial(act_on_claim, by=cast.ada, action="duplicate")
        done, refusals = sorted_out(
            at_once(partial(mark, claim=one, duplicate_of=two), partial(mark, claim=two, duplicate_of=one))
        )
        assert (len(done), [type(r) for r in refusals]) == (1, [Invalid])


def test_fewer_readers_while_the_last_verdict_comes(cast):
    for _ in range(4):
        change_project(by=cast.olu, project=cast.project, readers=3)
        claim = queued_claim(cast)
        give(claim, cast.chi)
        sorted_out(
            at_once(
                partial(give, claim, cast.dan), partial(change_project, by=cast.olu, project=cast.project, readers=2)
            )
        )
        cast.project.refresh_from_db()
        assert fresh(claim).state == "agreed", "Both verdicts are in and two are enough, yet the review goes on."


def test_the_record_is_whole_after_all_that(committed):
    assert list(verify_record()) == []

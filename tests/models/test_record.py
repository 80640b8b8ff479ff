"""The record: who did what to what, when and why, whichever way it was done."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from annotations.actions.claims import act_on_claim, change_claim
from annotations.actions.members import accept_invitation, invite, remove_member
from annotations.actions.quotes import change_quote, delete_quote
from annotations.actions.recording import request_id
from annotations.errors import Invalid
from annotations.models import Change, Membership, Segment
from tests.cast import judge, make_article, make_claim, make_quote, queued_claim, spans_of


def story(thing):
    return [
        (c.version, c.action, c.actor_id, c.reason) for c in Change.objects.filter(object_id=thing.pk).order_by("seq")
    ]


def test_it_works(cast):
    request_id.set("a-request")
    try:
        claim = queued_claim(cast)
    finally:
        request_id.set("")
    act_on_claim(by=cast.chi, claim=claim, action="return", reason="Which quay?")
    assert story(claim) == [
        (1, "create", cast.ben.pk, ""),
        (2, "queue", cast.ben.pk, ""),
        (3, "return", cast.chi.pk, "Which quay?"),
    ]
    last = Change.objects.filter(object_id=claim.pk).order_by("version").last()
    assert (last.object_type, last.project_id, last.request_id) == ("claim", cast.project.pk, "")
    assert last.row["state"] == "draft"
    assert last.row["text"] == claim.text
    assert Change.objects.get(object_id=claim.pk, version=1).request_id == "a-request"


def test_nothing_is_recorded_of_what_was_refused(cast):
    before = Change.objects.count()
    with pytest.raises(Invalid), transaction.atomic():
        make_claim(cast, text=" ")
    assert Change.objects.count() == before


def test_an_update_by_hand_leaves_a_trace_without_a_name(cast):
    claim = make_claim(cast)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('factcheck.actor', '', true), set_config('factcheck.action', '', true)")
        cursor.execute("UPDATE claim SET text = 'By hand', version = version + 1 WHERE id = %s", [claim.pk])
    assert story(claim)[1] == (2, "update", None, "")
    assert Change.objects.get(object_id=claim.pk, version=2).row["text"] == "By hand"


def test_who_acts_does_not_stay_on_the_connection(committed):
    """Settings end with their transaction, or the next person on this connection would act in another's name."""
    from tests.cast import make_cast

    cast = make_cast()
    claim = make_claim(cast)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE claim SET text = 'By hand', version = version + 1 WHERE id = %s", [claim.pk])
    assert story(claim)[1] == (2, "update", None, "")


def test_a_claims_row_names_its_quotes(cast):
    article = make_article(cast)
    first, second = make_quote(article), make_quote(article, "nonsense")
    claim = make_claim(cast, quotes=[second, first])
    change_claim(by=cast.ben, claim=claim, quotes=[first])
    rows = [c.row["quotes"] for c in Change.objects.filter(object_id=claim.pk).order_by("version")]
    assert rows == [[str(second.pk), str(first.pk)], [str(first.pk)]]


def test_secrets_and_texts_are_not_recorded(cast):
    from annotations.actions.tokens import create_token

    article = make_article(cast, raw=b"upload")
    invitation, _ = invite(by=cast.olu, project=cast.project, role="reader")
    token, _ = create_token(by=cast.ben, user=cast.ben, name="Mine", scopes=["read"])
    kept = {c.object_id: c.row for c in Change.objects.all()}
    assert "digest" not in kept[token.pk] | kept[invitation.pk]
    assert not {"text", "raw", "blocks"} & kept[article.current_id].keys()
    assert kept[article.current_id]["sha256"] == article.current.sha256


def test_what_goes_is_recorded_as_gone(cast):
    quote = make_quote(make_article(cast))
    segment = quote.all_segments.get()
    change_quote(by=cast.ben, quote=quote, segments=spans_of(quote.article, "nonsense"))
    delete_quote(by=cast.ben, quote=quote)
    assert [action for _, action, _, _ in story(quote)] == ["create", "update", "delete"]
    assert [(c.version, c.row is None) for c in Change.objects.filter(object_id=segment.pk).order_by("version")] == [
        (1, False),
        (2, True),
    ]
    assert Segment.objects.filter(quote=quote).count() == 1
    membership = Membership.objects.get(user=cast.rae)
    remove_member(by=cast.olu, membership=membership)
    assert story(membership)[-1] == (2, "delete", cast.olu.pk, "")


def test_an_invitations_acceptance_is_recorded(cast):
    invitation, secret = invite(by=cast.olu, project=cast.project, role="reader")
    accept_invitation(by=cast.eve, secret=secret)
    assert [(v, who) for v, _, who, _ in story(invitation)] == [(1, cast.olu.pk), (2, cast.eve.pk)]


def test_the_reveal_is_a_change_of_every_verdict(cast):
    claim = queued_claim(cast)
    verdicts = [judge(claim, cast.chi), judge(claim, cast.dan, "true")]
    for verdict in verdicts:
        assert [(v, a) for v, a, _, _ in story(verdict)] == [(1, "submit"), (2, "reveal")]
    assert [(v, a, who) for v, a, who, _ in story(claim)][-1] == (3, "disputed", cast.dan.pk)

"""Is the record whole? Whoever owns the database can tamper with it, and is found out."""

from __future__ import annotations

import os
import uuid
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from annotations.actions.decisions import decide_claim
from annotations.actions.members import accept_invitation, invite, remove_member
from annotations.actions.quotes import change_quote, delete_quote, restore_quote
from annotations.actions.revisions import add_revision
from annotations.actions.speakers import create_speaker
from annotations.actions.tokens import create_token, revoke_token
from annotations.models import Membership
from annotations.queries.audit import recorded_changes, verify_record
from tests import databases
from tests.cast import (
    TEXT,
    fresh,
    judge,
    make_article,
    make_cast,
    make_evidence,
    make_quote,
    make_release,
    queued_claim,
    spans_of,
)

TAMPERED = ("change", "claim", "claim_quote", "quote", "speaker", "invitation", "segment")


@pytest.fixture(scope="module")
def worked(django_db_setup, django_db_blocker):
    """A desk in a database of its own, where everything that is recorded happened; and copies of what tests spoil."""
    name, before = f"{databases.PREFIX}{os.getpid()}_audit", connections["default"].settings_dict["NAME"]
    with django_db_blocker.unblock():
        databases.fresh(name)
        databases.use(name)
        try:
            made = work()
            with connections["owner"].cursor() as cursor:
                cursor.execute("CREATE SCHEMA copies")
                for table in TAMPERED:
                    cursor.execute(f"CREATE TABLE copies.{table} AS TABLE {table}")
            yield made
        finally:
            databases.use(before)
            databases.drop(name)


@pytest.fixture
def desk(worked, django_db_blocker):
    """The desk, for the test to spoil."""
    with django_db_blocker.unblock():
        yield worked
        with connections["owner"].cursor() as cursor:
            for table in TAMPERED:
                cursor.execute(
                    """SELECT string_agg(quote_ident(attname), ', ') FROM pg_attribute
                       WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''""",
                    [table],
                )
                (columns,) = cursor.fetchone()
                cursor.execute(f"""
                    ALTER TABLE {table} DISABLE TRIGGER ALL;
                    DELETE FROM {table};
                    INSERT INTO {table} ({columns}) OVERRIDING SYSTEM VALUE SELECT {columns} FROM copies.{table};
                    ALTER TABLE {table} ENABLE TRIGGER ALL;
                """)


def work():
    cast = make_cast()
    speaker = create_speaker(by=cast.ben, project=cast.project, name="Tove Brink", aliases=["T. Brink", 'The "mayor"'])
    article = make_article(cast)
    quote, other = make_quote(article, speaker=speaker), make_quote(article, "nonsense")
    change_quote(by=cast.ben, quote=other, segments=spans_of(article, "Not a single krone"))
    restore_quote(by=cast.ben, quote=delete_quote(by=cast.ben, quote=other))
    claim = queued_claim(cast, quotes=[quote], topics=["harbour", "money"])
    evidence = make_evidence(claim)
    judge(claim, cast.chi, evidence=[evidence])
    judge(claim, cast.dan, "true")
    claim = fresh(claim)
    decide_claim(by=cast.ada, claim=claim, claim_version=claim.version, rating="mixed")
    add_revision(by=cast.ben, article=article, text="Corrected. " + TEXT)
    accept_invitation(by=cast.eve, secret=invite(by=cast.olu, project=cast.project, role="reader")[1])
    remove_member(by=cast.olu, membership=Membership.objects.get(user=cast.eve))
    token, _ = create_token(by=cast.ben, user=cast.ben, name="Mine", scopes=["read"])
    revoke_token(by=cast.ben, token=token)
    quote.refresh_from_db()
    release = make_release(cast)
    return {
        "cast": cast,
        "release": release,
        "claim": fresh(claim),
        "quote": quote,
        "evidence": evidence,
        "speaker": speaker,
    }


def tamper(statement, *values):
    """As the owner, behind the triggers' back."""
    table = next(word for word in statement.split() if word in TAMPERED)
    with connections["owner"].cursor() as cursor:
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
        cursor.execute(statement, values)
        assert cursor.rowcount, "Nothing was tampered with."
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")


def findings():
    return [(f.object_type, f.object_id, f.sentence) for f in verify_record()]


def named(thing, fault):
    """The first fault found is this one, and it names the object."""
    kind, pk, sentence = findings()[0]
    assert (kind, pk) == (thing._meta.db_table, str(thing.pk))
    assert fault in sentence
    assert str(thing.pk) in sentence
    with pytest.raises(CommandError, match=str(thing.pk)):
        call_command("audit_verify")


def test_it_works(desk):
    assert findings() == []
    said = StringIO()
    call_command("audit_verify", stdout=said)
    assert f"The record is whole: {recorded_changes()} changes" in said.getvalue()


@pytest.mark.parametrize(
    "words",
    [
        "reason = 'Another reason.'",
        "actor_id = gen_random_uuid()",
        "at = at - interval '1 second'",
        "action = 'park'",
        "request_id = 'x'",
        "project_id = NULL",
        """"row" = "row" || '{"text": "Never said."}'""",
        '"row" = NULL',
        "hash = sha256('x')",
    ],
)
def test_a_row_of_the_record_was_altered(desk, words):
    tamper(f"UPDATE change SET {words} WHERE object_id = %s AND version = 2", desk["claim"].pk)
    named(desk["claim"], "altered")


def test_a_row_was_altered_and_its_hash_computed_again(desk):
    """The next row still holds the hash of what was there."""
    tamper("UPDATE change c SET reason = 'x' WHERE object_id = %s AND version = 2", desk["claim"].pk)
    tamper("UPDATE change c SET hash = change_hash(c) WHERE object_id = %s AND version = 2", desk["claim"].pk)
    named(desk["claim"], "does not follow")


@pytest.mark.parametrize("version", [1, 2, 3])
def test_a_row_in_the_middle_is_missing(desk, version):
    tamper("DELETE FROM change WHERE object_id = %s AND version = %s", desk["claim"].pk, version)
    named(desk["claim"], "a row before it is missing")


def test_the_last_row_is_missing(desk):
    tamper("DELETE FROM change WHERE object_id = %s AND version = %s", desk["claim"].pk, desk["claim"].version)
    named(desk["claim"], "its last change is missing")


def test_all_rows_are_missing(desk):
    tamper("DELETE FROM change WHERE object_id = %s", desk["evidence"].pk)
    named(desk["evidence"], "nothing is recorded")


def test_an_object_is_gone(desk):
    tamper("DELETE FROM speaker WHERE id = %s", desk["speaker"].pk)
    named(desk["speaker"], "it is gone")


@pytest.mark.parametrize(
    "words", ["text = 'Never said.'", "said_on = '2020-01-01'", "topics = '{}'", "content_version = 1, state = 'draft'"]
)
def test_an_object_was_altered(desk, words):
    tamper(f"UPDATE claim SET {words} WHERE id = %s", desk["claim"].pk)
    named(desk["claim"], "was altered")


def test_a_claim_was_given_other_quotes(desk):
    tamper("DELETE FROM claim_quote WHERE claim_id = %s", desk["claim"].pk)
    named(desk["claim"], "was altered")


def test_what_has_no_version_was_altered(desk):
    tamper("UPDATE segment SET exact = 'krone'")
    assert {kind for kind, _, _ in findings()} == {"segment"}
    tamper("UPDATE invitation SET role = 'owner'")
    assert {kind for kind, _, _ in findings()} == {"invitation", "segment"}


def test_an_object_was_added(desk):
    tamper(
        "INSERT INTO speaker (id, project_id, name, kind, aliases, wikidata_id, role, version)"
        " VALUES (%s, %s, 'Nobody', 'person', '{}', '', '', 1)",
        uuid.uuid4(),
        desk["cast"].project.pk,
    )
    [(kind, _, sentence)] = findings()
    assert kind == "speaker"
    assert "nothing is recorded" in sentence


def test_an_edit_by_hand_with_the_triggers_on_is_no_tampering(desk):
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE quote SET note = 'By hand', version = version + 1 WHERE id = %s", [desk["quote"].pk])
        cursor.execute("SET timezone = 'Asia/Tokyo'")
        cursor.execute(
            "UPDATE quote SET note = 'In Tokyo', version = version + 1, updated_at = now() WHERE id = %s",
            [desk["quote"].pk],
        )
        cursor.execute("RESET timezone")
    assert findings() == []


def test_a_column_that_came_later_says_nothing_while_it_is_empty(desk):
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE speaker ADD COLUMN later text NOT NULL DEFAULT ''")
        try:
            assert findings() == []
            cursor.execute("ALTER TABLE speaker DISABLE TRIGGER ALL")
            cursor.execute("UPDATE speaker SET later = 'Never said.'")
            cursor.execute("ALTER TABLE speaker ENABLE TRIGGER ALL")
            named(desk["speaker"], "was altered")
        finally:
            cursor.execute("ALTER TABLE speaker DROP COLUMN later")


def test_an_object_took_its_whole_record_along(desk):
    """Nothing that is left shows it: a release made while it was there does."""
    release = desk["release"]
    tamper("DELETE FROM speaker WHERE id = %s", desk["speaker"].pk)
    tamper("DELETE FROM change WHERE object_id = %s", desk["speaker"].pk)
    [(kind, pk, sentence)] = findings()
    assert (kind, pk) == ("release", str(release.pk))
    assert f"{release.heads - 1} of {release.heads} objects are left" in sentence


def test_a_release_from_another_database_is_not_held_to_this_record(desk):
    """An archive brings it with its record, in one transaction of this database's own."""
    tamper("UPDATE change SET txid = pg_current_xact_id() WHERE object_id = %s", desk["release"].pk)
    assert findings() == []
    said = StringIO()
    call_command("audit_verify", stdout=said)
    assert "Release 1 of" in said.getvalue()
    assert "was made in another database" in said.getvalue()

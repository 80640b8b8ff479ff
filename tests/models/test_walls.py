"""What the database refuses whoever asks: here by plain SQL, as the application's role."""

from __future__ import annotations

import hashlib
import uuid
from copy import deepcopy

import pytest
from django.db import DatabaseError, connection, transaction

from annotations.actions.decisions import decide_claim
from annotations.actions.revisions import add_revision
from annotations.actions.verdicts import give_verdict
from annotations.models import Claim, Quote, Segment
from annotations.text import sha256_of
from tests.cast import (
    TEXT,
    judge,
    make_article,
    make_cast,
    make_claim,
    make_evidence,
    make_quote,
    make_user,
    queued_claim,
)

FAMILY = "👩‍👩‍👧‍👦"
TEXTS = [
    f"She wrote “{FAMILY} first” on the wall 🇳🇴 and left.",
    "قال رئيس البلدية: «لم يبق مال للميناء» ثم غادر القاعة.",
    "אמר ראש העיר: „אין עוד כסף לנמל” ויצא מהאולם.",
    "市长说：“港口没有钱了。”\n然后\u00a0他离开了。",
    "Cafe\u0301 and café are not the same to us. 👍🏽",
    "\n\n \tSpaces stand where they stood.  \n",
    "long " * 400 + FAMILY + " end" * 300,
]


def run(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def refused(wall, statement, *values):
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        run(statement, *values)
    name = getattr(caught.value.__cause__.diag, "constraint_name", None)
    assert wall in (name or str(caught.value)), f"{name}: {caught.value}"


ANCHOR = """
    INSERT INTO segment (id, quote_id, revision_id, "order", start, "end", exact, state)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""


def anchor(quote, revision, start, end, exact, state="exact", order=9):
    return (ANCHOR, uuid.uuid4(), quote.pk, revision.pk, order, start, end, exact, state)


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_every_span_of_every_script_can_be_anchored(cast, text):
    article = make_article(cast, text=text)
    quote = make_quote(article, text)
    step = max(1, len(text) // 17)
    edges = [0, *range(1, len(text), step), len(text)]
    order = 1
    for start in edges:
        for end in edges:
            if start < end:
                run(*anchor(quote, article.current, start, end, text[start:end], order=order))
                order += 1


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_words_that_are_not_the_articles_cannot_be_stored(cast, text):
    article = make_article(cast, text=text)
    quote = make_quote(article, text)
    length = len(text)
    wrong = [
        (0, 2, text[0:2] + "x"),
        (0, 2, "\u200d" + text[1:2]),
        (1, length, text[: length - 1]),
        (length - 2, length + 40, text[length - 2 :]),  # reaches beyond the end
        (length, length + 3, "abc"),
        (length + 500, length + 501, "a"),
        (0, length - 1, text),
        (0, 2_000_000_000, text),
    ]
    for start, end, exact in wrong:
        refused("segment_is_the_articles_words", *anchor(quote, article.current, start, end, exact))


def test_one_wrong_segment_among_many_is_found(cast):
    article = make_article(cast, text=TEXTS[6])
    quote = make_quote(article, TEXTS[6])
    with transaction.atomic(), pytest.raises(DatabaseError, match="differs"):
        Segment.objects.bulk_create(
            Segment(
                quote=quote,
                revision=article.current,
                order=i + 1,
                start=i,
                end=i + 4,
                exact=TEXTS[6][i : i + 4] if i != 77 else "?!?!",
            )
            for i in range(100)
        )


@pytest.mark.parametrize(
    ("start", "end", "state"),
    [(3, 3, "exact"), (3, 2, "exact"), (-1, 2, "exact"), (None, None, "exact"), (1, 2, "orphaned"), (1, 2, "lost")],
)
def test_a_segment_has_a_place_or_is_orphaned(cast, start, end, state):
    article = make_article(cast)
    quote = make_quote(article)
    refused("segment_", *anchor(quote, article.current, start, end, TEXT[start or 0 : end or 0], state))


def test_a_quote_is_anchored_in_its_own_article(cast):
    quote, other = make_quote(make_article(cast)), make_article(cast)
    refused("segment_of_its_article", *anchor(quote, other.current, 0, 3, TEXT[:3]))
    refused(
        "identity_is_frozen",
        "UPDATE quote SET article_id = %s, version = version + 1 WHERE id = %s",
        other.pk,
        quote.pk,
    )
    refused(
        "article_current_is_its_own",
        "UPDATE article SET current_id = %s, version = version + 1 WHERE id = %s; SET CONSTRAINTS ALL IMMEDIATE",
        other.current_id,
        quote.article_id,
    )


def test_a_temporary_table_does_not_stand_in_for_ours(cast):
    """Names in the triggers mean our tables, whatever the session has made or set."""
    article = make_article(cast)
    quote = make_quote(article)
    run("CREATE TEMPORARY TABLE revision AS SELECT id, article_id, 'Forged' AS text FROM revision")
    run("CREATE TEMPORARY TABLE change (LIKE public.change)")
    run("SET LOCAL search_path = pg_temp, public")
    refused("segment_is_the_articles_words", *anchor(quote, article.current, 0, 6, "Forged"))
    run("UPDATE public.quote SET note = 'x', version = version + 1 WHERE id = %s", quote.pk)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM public.change WHERE object_id = %s AND version = 2", [quote.pk])
        assert cursor.fetchone() == (1,)


VERSIONED = [
    "project",
    "membership",
    "source",
    "speaker",
    "article",
    "quote",
    "claim",
    "evidence",
    "scale",
    "rating",
    "verdict",
    "decision",
    "api_token",
]


@pytest.fixture(scope="module")
def made_desk(once):
    """One row of everything."""
    cast = make_cast()
    from annotations.actions.sources import create_source
    from annotations.actions.speakers import create_speaker
    from annotations.actions.tokens import create_token

    create_source(by=cast.ben, project=cast.project, name="The Gazette")
    create_speaker(by=cast.ben, project=cast.project, name="Tove Brink")
    create_token(by=None, user=cast.ben, name="Mine", scopes=["read"])
    quote = make_quote(make_article(cast))
    claim = queued_claim(cast, quotes=[quote])
    make_evidence(claim)
    for reviewer in (cast.chi, cast.dan):
        judge(claim, reviewer, evidence=list(claim.evidence.all()))
    claim.refresh_from_db()
    decide_claim(by=cast.ada, claim=claim, claim_version=claim.version, rating="true")
    return cast


@pytest.fixture
def desk(made_desk, db):
    """One row of everything, for one test."""
    return deepcopy(made_desk)


@pytest.mark.parametrize("table", VERSIONED)
def test_an_edit_is_version_plus_one(desk, table):
    for version in ("version", "version + 2", "version - 1", "1"):
        refused("version_goes_up_by_one", f"UPDATE {table} SET version = {version}")
    refused("identity_is_frozen", f"UPDATE {table} SET version = version + 1, id = gen_random_uuid()")
    refused("identity_is_frozen", f"UPDATE {table} SET version = version + 1, created_at = now() - interval '1 day'")
    run(f"UPDATE {table} SET version = version + 1")


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("article", "project_id"),
        ("claim", "project_id"),
        ("speaker", "project_id"),
        ("source", "project_id"),
        ("membership", "project_id"),
        ("quote", "author_id"),
        ("claim", "author_id"),
        ("verdict", "reviewer_id"),
        ("membership", "user_id"),
        ("api_token", "user_id"),
        ("evidence", "claim_id"),
        ("verdict", "claim_id"),
        ("decision", "claim_id"),
        ("rating", "scale_id"),
    ],
)
def test_nothing_changes_hands(desk, table, column):
    refused("identity_is_frozen", f"UPDATE {table} SET version = version + 1, {column} = gen_random_uuid()")


@pytest.mark.parametrize("table", ["segment", "claim_quote", "verdict_evidence", "decision_verdict"])
def test_what_is_frozen_is_not_altered(desk, table):
    refused("_is_frozen", f"UPDATE {table} SET created_at = now()")


@pytest.mark.parametrize(
    "table",
    ["project", "article", "quote", "claim", "evidence", "scale", "rating", "verdict", "decision", "decision_verdict"],
)
def test_no_label_is_removed(desk, table):
    refused("_is_kept", f"DELETE FROM {table}")


def test_people_are_not_removed(desk):
    refused("fk_users_id", "DELETE FROM users WHERE id = %s; SET CONSTRAINTS ALL IMMEDIATE", desk.chi.pk)


def test_a_quotes_place_in_an_earlier_revision_is_kept(cast):
    article = make_article(cast)
    quote = make_quote(article)
    run("DELETE FROM segment WHERE quote_id = %s", make_quote(article, "nonsense").pk)  # in the present one it may move
    add_revision(by=cast.ben, article=article, text="Corrected. " + TEXT)
    refused("segment_is_kept", "DELETE FROM segment WHERE revision_id = %s", article.current_id)
    assert quote.all_segments.count() == 2


def test_one_live_verdict_each(cast):
    claim = queued_claim(cast)
    give_verdict(by=cast.chi, claim=claim, claim_version=claim.version, rating="true", state="draft")
    again = """
        INSERT INTO verdict (id, claim_id, claim_version, reviewer_id, round, rating_id, rationale, confidence, state,
                             revealed, informed, version, submitted_at)
        SELECT gen_random_uuid(), claim_id, claim_version, reviewer_id, round, rating_id, '', '', %s,
               false, false, 1, now() FROM verdict
    """
    for state in ("draft", "submitted"):
        refused("verdict_one_live_each", again, state)
    run(again, "withdrawn")


@pytest.mark.parametrize(
    "words",
    [
        "rationale = 'I never said so'",
        "rating_id = (SELECT id FROM rating WHERE code = 'true' LIMIT 1)",
        "claim_version = 1",
        "state = 'draft'",
        "revealed = false",
        "informed = true",
        "submitted_at = now() - interval '1 hour'",
        "confidence = 'low'",
    ],
)
def test_a_submitted_verdict_keeps_its_words(desk, words):
    refused("verdict_submitted_is_frozen", f"UPDATE verdict SET version = version + 1, {words}")


def test_a_withdrawn_verdict_is_not_taken_up_again(desk):
    run("UPDATE verdict SET version = version + 1, state = 'withdrawn'")
    refused("verdict_submitted_is_frozen", "UPDATE verdict SET version = version + 1, state = 'submitted'")


REVISION = """
    INSERT INTO revision (id, article_id, number, text, sha256, length, blocks, raw_sha256, author_id)
    VALUES (%s, %s, 2, %s, %s, %s, '[]', '', %s)
"""


@pytest.mark.parametrize("character", ["\x01", "\x08", "\x0b", "\x0c", "\r", "\x1f", "\x7f", "\x85", "\x9f"])
def test_a_revision_has_no_control_characters(cast, character):
    article, text = make_article(cast), f"Before{character}after"
    refused(
        "revision_without_control_characters",
        REVISION,
        uuid.uuid4(),
        article.pk,
        text,
        sha256_of(text),
        len(text),
        cast.ben.pk,
    )


def test_a_revision_is_what_its_checksum_and_length_say(cast):
    article, text = make_article(cast), FAMILY + "\tfirst\n\u00a0\u200f\ufeff"
    other, units = hashlib.sha256(b"other").hexdigest(), len(text.encode("utf-16-le")) // 2
    refused("revision_sha256_is_true", REVISION, uuid.uuid4(), article.pk, text, other, len(text), cast.ben.pk)
    refused("revision_length_is_true", REVISION, uuid.uuid4(), article.pk, text, sha256_of(text), units, cast.ben.pk)
    refused("revision_length_is_true", REVISION, uuid.uuid4(), article.pk, "", sha256_of(""), 0, cast.ben.pk)
    run(REVISION, uuid.uuid4(), article.pk, text, sha256_of(text), len(text), cast.ben.pk)


FORGED = """CREATE TEMPORARY TABLE claim (LIKE public.claim);
    CREATE TRIGGER record AFTER INSERT ON claim FOR EACH ROW EXECUTE FUNCTION record_change()"""


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE revision SET text = 'x'",
        "DELETE FROM revision",
        "TRUNCATE revision CASCADE",
        "TRUNCATE quote CASCADE",
        "ALTER TABLE quote DISABLE TRIGGER ALL",
        "ALTER TABLE segment DISABLE TRIGGER guard_segments",
        "DROP TRIGGER record ON claim",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION record_change() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        "ALTER FUNCTION record_change() RESET ALL",
        "SELECT setval(pg_get_serial_sequence('change', 'seq'), 1)",
        "INSERT INTO change DEFAULT VALUES",
        "UPDATE change SET reason = 'x'",
        "DELETE FROM change",
        "TRUNCATE change",
        FORGED,
    ],
)
def test_the_application_cannot_take_the_walls_down(desk, statement):
    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"), transaction.atomic():
        run(statement)


def test_one_person_marks_the_same_words_once(cast):
    article = make_article(cast)
    first = make_quote(article)
    second = make_quote(article, "nonsense")
    refused(
        "quote_marked_once",
        "UPDATE quote SET version = version + 1, anchor = %s WHERE id = %s",
        first.anchor,
        second.pk,
    )
    run("UPDATE quote SET version = version + 1, deleted_at = now() WHERE id = %s", first.pk)
    run("UPDATE quote SET version = version + 1, anchor = %s WHERE id = %s", first.anchor, second.pk)
    assert Quote.objects.filter(article=first.article, anchor=first.anchor).count() == 2


@pytest.mark.parametrize(
    "words",
    ["state = 'printed'", "state = 'duplicate'", "content_version = version + 2"],
)
def test_a_claims_state_makes_sense(cast, words):
    make_claim(cast)
    refused("claim_", f"UPDATE claim SET version = version + 1, {words}")
    assert Claim.objects.filter(project=cast.project).count() == 1


def test_a_persons_user_name_is_theirs(db):
    user = make_user("Ada")
    refused("users_username", "UPDATE users SET username = %s WHERE id = %s", user.username, make_user("Ada").pk)

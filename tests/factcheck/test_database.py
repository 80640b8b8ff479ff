"""What each of the two roles may do, asked of the database itself."""

from __future__ import annotations

import pytest
from django.db import ProgrammingError, connection, connections, transaction

from factcheck.database.roles import protection

BOTH = pytest.mark.django_db(databases=["default", "owner"])


def role(alias: str) -> str:
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT current_user")
        return str(cursor.fetchone()[0])


@BOTH
def test_two_roles_on_one_database():
    assert role("default") != role("owner")
    assert connections["default"].settings_dict["NAME"] == connections["owner"].settings_dict["NAME"]


@pytest.mark.django_db
def test_the_record_is_protected():
    assert protection().protected


@BOTH
def test_an_owner_who_is_the_application_leaves_the_record_unprotected():
    assert not protection("owner").protected


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE change SET reason = ''",
        "DELETE FROM change",
        "INSERT INTO change DEFAULT VALUES",
        "TRUNCATE change",
        "UPDATE revision SET text = ''",
        "DELETE FROM revision",
        "ALTER TABLE change DISABLE TRIGGER ALL",
        "DROP TABLE claim",
        "CREATE TABLE extra (a int)",
        "SET session_replication_role = replica",
    ],
)
def test_the_application_may_not(statement):
    with pytest.raises(ProgrammingError, match=r"permission denied|must be owner"), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.django_db
def test_the_application_works_with_rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM change")
        cursor.execute("DELETE FROM django_session")


@pytest.mark.django_db(transaction=True)
def test_a_committed_row_is_seen_by_others_and_gone_after_the_test_1():
    _leave_a_session()


@pytest.mark.django_db(transaction=True)
def test_a_committed_row_is_seen_by_others_and_gone_after_the_test_2():
    _leave_a_session()


def _leave_a_session() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_session")
        assert cursor.fetchone() == (0,)
        cursor.execute("INSERT INTO django_session VALUES ('key', 'data', now())")

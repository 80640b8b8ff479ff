"""Who does what and why: handed to the database with every write, for the record its triggers keep."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from annotations.actions.refusals import refusals
from annotations.models import User

request_id: ContextVar[str] = ContextVar("request_id", default="")


def annotate_record(*, by: User | None, action: str = "", reason: str = "") -> None:
    """Tell the record's trigger who acts from here to the end of the transaction; without an action it says which of
    create, update and delete it was.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('factcheck.actor', %s, true), set_config('factcheck.action', %s, true),"
            " set_config('factcheck.reason', %s, true), set_config('factcheck.request', %s, true)",
            [str(by.pk) if by else "", action, reason, request_id.get()],
        )


@contextmanager
def recorded(*, by: User | None, action: str = "", reason: str = "") -> Iterator[None]:
    """One transaction, on the record, its refusals in sentences.

    Inside a request's transaction it makes no savepoint: a refusal undoes the whole request.
    """
    with refusals(), transaction.atomic(savepoint=False):
        annotate_record(by=by, action=action, reason=reason)
        yield

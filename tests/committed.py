"""Tests of people who act at the same moment: real threads, on connections of their own, on rows that are committed.

The record cannot be emptied, so these tests share one more database, and each makes a project of its own in it.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, connections

from tests import databases

SECONDS = 60


@pytest.fixture(scope="session")
def _committed_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    name = f"{databases.PREFIX}{os.getpid()}_committed"
    with django_db_blocker.unblock():
        databases.fresh(name)
    yield name
    with django_db_blocker.unblock():
        databases.drop(name)


@pytest.fixture
def committed(_committed_database: str, django_db_blocker: Any) -> Iterator[None]:
    """Whatever the test writes is committed at once."""
    with django_db_blocker.unblock(), databases.using(_committed_database):
        yield


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Makes the calls in threads that start together. Answers what each returned, or the exception it raised."""
    answers: list[Any] = [None] * len(calls)
    start = threading.Barrier(len(calls))

    def work(i: int) -> None:
        try:
            start.wait(SECONDS)
            answers[i] = calls[i]()
        except Exception as error:
            answers[i] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=[i], daemon=True) for i in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    assert not any(thread.is_alive() for thread in threads), "Somebody waits for ever."
    return answers


def wait_for_the_horizon() -> None:
    """Until nothing that is written is held back. Transactions of other databases hold it back too, so a test that runs
    beside this one may."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with connection.cursor() as cursor:
            cursor.execute("SELECT max(txid) < pg_snapshot_xmin(pg_current_snapshot()) FROM change")
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("A transaction stays open.")

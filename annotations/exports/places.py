"""How many exports run at once: slow readers may take all the places there are, and editors notice nothing.

A reader holds a thread of the server and a connection to the database for as long as the export lasts. So there are
few places, one set for all server processes; and no process gives more than half of its threads, should all readers come to
one. A place is a lock in the export's own transaction: whatever ends that, also a killed process, gives it back.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.conf import settings

from annotations.errors import Busy

MOST_IN_A_PROCESS = 8
LOCKS = 0x6578706F  # "expo": the first half of the advisory locks' names

_here = threading.BoundedSemaphore(MOST_IN_A_PROCESS)

# The function is asked row by row, and no further than the first place that is free.
_TAKE = "SELECT place FROM generate_series(1, %s) place WHERE pg_try_advisory_xact_lock(%s, place) LIMIT 1"


@contextmanager
def place_here() -> Iterator[None]:
    """A place in this process. Raises Busy when there is none."""
    if not _here.acquire(blocking=False):
        raise _busy()
    try:
        yield
    finally:
        _here.release()


def take_place(connection: psycopg.Connection[Any]) -> None:
    """A place among all processes, until this connection's transaction ends. Raises Busy when there is none."""
    if connection.execute(_TAKE, [settings.EXPORTS, LOCKS]).fetchone() is None:
        raise _busy()


def _busy() -> Busy:
    return Busy("As many exports as may run at once are running. Try again in a moment.")

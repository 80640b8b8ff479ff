"""How an export runs: one snapshot, little memory, no clean end after a failure, nothing left behind."""

from __future__ import annotations

import socket
import threading
import time
import tracemalloc
from urllib.parse import urlsplit

import httpx
import pytest
from django.conf import settings
from django.db import OperationalError, connection, connections

from annotations.actions.claims import change_claim, create_claim
from annotations.actions.tokens import create_token
from annotations.exports.stream import stream
from annotations.models import Claim
from tests import databases
from tests.cast import Cast, make_cast, make_claim
from tests.exports.reading import fill, running_exports

PLENTY = 400  # claims: more than any buffer between the database and a reader holds


@pytest.fixture(scope="module")
def filled(_committed_database, django_db_blocker) -> Cast:
    """A project with plenty in it, committed."""
    with django_db_blocker.unblock(), databases.using(_committed_database):
        return filled_project(PLENTY)


@pytest.fixture(scope="module")
def filled_site(live_site, django_db_blocker) -> Cast:
    """A project three times as large on the real server."""
    with django_db_blocker.unblock(), databases.using(live_site.database):
        return filled_project(PLENTY * 3)


@pytest.fixture
def plenty(filled, committed) -> Cast:
    """The people of the project with plenty in it, in the database the test looks at."""
    return filled


def filled_project(claims: int) -> Cast:
    cast = make_cast()
    fill(cast, claims)
    return cast


def gone(pids: list[int]) -> bool:
    """Whether these processes of the database end within a few seconds."""
    until = time.monotonic() + 10
    while set(pids) & set(running_exports()):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def test_an_export_is_one_snapshot(plenty):
    claims = Claim.objects.filter(project=plenty.project)
    there, last = claims.count(), claims.latest("created_at", "id")
    export = stream(format="jsonl", project=plenty.project, reader=plenty.rae)
    change_claim(by=plenty.ben, claim=last, text="Changed while the export was on its way.")
    make_claim(plenty, text="Made while the export was on its way.")
    everything = b"".join(export)
    assert everything.count(b"\n") == there >= PLENTY
    assert b"on its way" not in everything


def test_writers_do_not_wait_for_an_export(plenty):
    export = stream(format="jsonl", project=plenty.project, reader=plenty.rae)
    next(export)
    made = []

    def write() -> None:
        made.append(create_claim(by=plenty.ben, project=plenty.project, text="Meanwhile."))
        connections.close_all()

    writer = threading.Thread(target=write)
    writer.start()
    writer.join(10)
    export.close()
    assert made


def test_it_comes_in_pieces_and_memory_does_not_grow(plenty):
    tracemalloc.start()
    try:
        sizes = [len(piece) for piece in stream(format="jsonl", project=plenty.project, reader=plenty.rae)]
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert sum(sizes) > 5_000_000
    assert max(sizes) < 200_000
    assert most < 3_000_000


@pytest.mark.parametrize("pieces", [0, 1, 3])
def test_closing_early_leaves_nothing_behind(plenty, pieces):
    export = stream(format="csv", project=plenty.project, reader=plenty.rae)
    for _ in range(pieces):
        next(export)
    running = running_exports()
    assert len(running) == 1
    export.close()
    assert gone(running)


def test_an_export_read_to_its_end_leaves_nothing_behind(cast):
    make_claim(cast)
    for _ in stream(format="jsonl", project=cast.project, reader=cast.rae):
        pass
    assert gone(running_exports())


@pytest.mark.parametrize("format", ["jsonl", "csv"])
def test_a_failure_midway_is_raised(plenty, format):
    export = stream(format=format, project=plenty.project, reader=plenty.rae)
    next(export)
    (pid,) = running_exports()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [pid])
    with pytest.raises(Exception, match=r"terminat|closed"):
        for _ in export:
            pass


def test_trouble_at_the_start_is_djangos(cast, monkeypatch):
    monkeypatch.setitem(connections["default"].settings_dict, "NAME", "test_no_such_database")
    monkeypatch.setattr("annotations.exports.stream.require", lambda *_: None)
    with pytest.raises(OperationalError):
        stream(format="jsonl", project=cast.project, reader=cast.rae)


@pytest.fixture
def asked(live, filled_site):
    """The large project on the real server, and how Rae asks for it."""
    cast = filled_site
    _, secret = create_token(by=None, user=cast.rae, name="Exports", scopes=["export"])
    return (
        cast,
        {"headers": {"Authorization": f"Bearer {secret}", "Accept-Encoding": "identity"}, "timeout": 60},
        f"{live.url}/api/v1/projects/{cast.project.slug}/export",
    )


def test_a_failure_midway_breaks_the_answer(asked):
    _, how, url = asked
    with httpx.stream("GET", f"{url}/jsonl/", **how) as answer:
        assert answer.status_code == 200
        pieces = answer.iter_raw()
        next(pieces)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pid) FROM unnest(%s::int[]) pid", [running_exports()])
        with pytest.raises(httpx.RemoteProtocolError):
            list(pieces)


def test_a_reader_who_leaves_ends_the_export(asked):
    _, how, url = asked
    with httpx.stream("GET", f"{url}/jsonl/", **how) as answer:
        pieces = answer.iter_raw()  # held, for letting go of it is to leave
        next(pieces)
        running = running_exports()
        assert running
    assert gone(running)


def test_the_whole_export_comes_over_http_packed(asked):
    _, how, url = asked
    how["headers"]["Accept-Encoding"] = "gzip"
    answer = httpx.get(f"{url}/csv/", **how)
    assert answer.headers["content-encoding"] == "gzip"
    assert "content-length" not in answer.headers
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.content.count(b"\r\n") == PLENTY * 3 + 1


class Stalled:
    """A reader who has asked for an export, has seen its beginning, and takes no more of it."""

    def __init__(self, url: str, how: dict, version: str = "1.1") -> None:
        address = urlsplit(url)
        self.socket = socket.socket()
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self.socket.settimeout(30)
        self.socket.connect((address.hostname, address.port))
        headers = "".join(f"{name}: {value}\r\n" for name, value in how["headers"].items())
        ask = f"GET {address.path}/jsonl/ HTTP/{version}\r\nHost: {address.netloc}\r\n{headers}\r\n"
        self.socket.sendall(ask.encode())
        self.seen = self.socket.recv(4096)

    def rest(self) -> bytes:
        """What still comes; raises ConnectionResetError when it is broken off."""
        came = b""
        while piece := self.socket.recv(1 << 16):
            came = (came + piece)[-100:]
        return came


def test_readers_who_take_nothing_keep_nobody_waiting_and_are_cut_off(asked):
    cast, how, url = asked
    readers = [Stalled(url, how) for _ in range(settings.EXPORTS)]
    assert all(reader.seen.startswith(b"HTTP/1.1 200 OK") for reader in readers)
    running = running_exports()
    assert len(running) == settings.EXPORTS
    full = httpx.get(f"{url}/csv/", **how)
    assert (full.status_code, full.headers["retry-after"]) == (503, "10")
    assert full.json()["detail"].startswith("As many exports as may run at once are running.")
    _, secret = create_token(by=None, user=cast.ben, name="Saves", scopes=["write"])
    with httpx.Client(headers={"Authorization": f"Bearer {secret}"}, timeout=20) as ben:
        claims = f"{url.split('projects/')[0]}claims/"
        said = {"project": cast.project.slug, "text": "Meanwhile."}
        assert [ben.post(claims, json=said).status_code for _ in range(10)] == [201] * 10
    assert gone(running)
    for reader in readers:
        with pytest.raises(ConnectionResetError):
            reader.rest()
    with httpx.stream("GET", f"{url}/jsonl/", **how) as answer:
        assert answer.status_code == 200


def test_a_failure_midway_is_seen_without_chunks_too(asked):
    _, how, url = asked
    reader = Stalled(url, how, version="1.0")
    assert b"chunked" not in reader.seen
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM unnest(%s::int[]) pid", [running_exports()])
    with pytest.raises(ConnectionResetError):
        reader.rest()

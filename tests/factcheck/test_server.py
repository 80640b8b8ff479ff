"""The real server, from outside: what it refuses, what it survives, and how it stops."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from django.conf import settings

from annotations.actions.tokens import create_token
from tests import databases
from tests.cast import make_cast
from tests.live import LiveSite, free_port, running_site
from tests.proofs import proof


@pytest.fixture
def client(live_site: LiveSite) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=live_site.url) as client:
        yield client


def raw(site: LiveSite, request: bytes) -> bytes:
    """What comes back for these bytes, until the server closes."""
    host, port = site.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        connection.sendall(request)
        answer = b""
        while more := connection.recv(65536):
            answer += more
    return answer


def test_healthz_and_readyz(client):
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz").json()
    assert ready["status"] == "ok"
    assert ready["record"]["protected"] is True


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_whether_it_is_up_can_only_be_asked(client, path):
    assert client.head(path).status_code == 200
    for method in ("POST", "PUT", "DELETE", "OPTIONS"):
        answer = client.request(method, path)
        assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD")
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_the_browser_is_told_to_be_strict(client):
    headers = client.get("/accounts/login/").headers
    policy = headers["Content-Security-Policy"]
    for directive in ("default-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
        assert directive in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Server" not in headers


def test_every_answer_has_a_request_id_and_a_proxys_is_kept(client):
    assert client.get("/healthz").headers["X-Request-ID"]
    given = {"X-Request-ID": "from-the-proxy-1"}
    assert client.get("/healthz", headers=given).headers["X-Request-ID"] == "from-the-proxy-1"
    forged = {"X-Request-ID": 'x"} {"level": "forged'}
    assert client.get("/healthz", headers=forged).headers["X-Request-ID"] != forged["X-Request-ID"]


@pytest.mark.parametrize("path", ["/healthz", "/", "/api/v1/me/", "/nowhere"])
def test_an_unknown_host_is_400(client, path):
    answer = client.get(path, headers={"Host": "evil.example.org"})
    assert answer.status_code == 400
    assert "FACTCHECK_ALLOWED_HOSTS" in answer.text


def test_an_unknown_address_under_the_api_is_a_problem(client):
    answer = client.get("/api/nothing")
    assert answer.status_code == 404
    assert answer.headers["Content-Type"] == "application/problem+json"


def test_nobody_signs_up(client):
    assert client.get("/accounts/signup/").status_code in (403, 404)
    assert client.post("/accounts/signup/", data={"username": "eve"}).status_code in (403, 404, 405)
    for path in ("email", "password/reset", "confirm-email"):
        assert client.get(f"/accounts/{path}/").status_code == 404


def test_head_has_no_body(live_site):
    answer = raw(live_site, b"HEAD /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    head, _, body = answer.partition(b"\r\n\r\n")
    assert b"Content-Length: 16" in head
    assert body == b""


def test_a_connection_is_kept_alive_after_head(live_site, client):
    for method in ("GET", "HEAD", "GET", "HEAD", "GET"):
        assert client.request(method, "/healthz").status_code == 200


@pytest.mark.parametrize("expect", [{}, {"Expect": "100-continue"}])
def test_an_oversized_body_is_refused_and_the_refusal_arrives(client, expect):
    answer = client.post("/api/v1/claims/", content=b" " * 30_000_000, headers=expect)
    assert answer.status_code == 413
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"].startswith("The body is over 20 MB.")


def test_an_oversized_body_is_refused_before_it_is_sent(live_site):
    request = b"POST /api/v1/claims/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n"
    assert raw(live_site, request).startswith(b"HTTP/1.1 413")


def test_a_body_without_a_length_is_read(client):
    answer = client.post("/api/v1/me/", content=iter([b"{", b"}"]))
    assert answer.status_code == 401


@pytest.mark.parametrize("request_", [b"\x16\x03\x01\x02\x00\r\n\r\n", b"GET / HTTP/1.1\r\nBad Header\r\n\r\n"])
def test_what_is_not_http_is_a_problem_without_a_trace(live_site, request_):
    answer = raw(live_site, request_)
    assert answer.startswith((b"HTTP/1.1 400", b"HTTP/1.0 400"))
    assert b"application/problem+json" in answer
    assert b"waitress" not in answer.lower()


def test_forty_half_sent_bodies_hold_up_nobody(live_site, client):
    host, port = live_site.url.removeprefix("http://").split(":")
    with contextlib.ExitStack() as stack:
        for _ in range(40):
            slow = stack.enter_context(socket.create_connection((host, int(port)), timeout=10))
            slow.sendall(b"POST /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf")
        time.sleep(0.5)
        assert client.get("/healthz", timeout=5).status_code == 200


def test_our_modules_import_each_other_by_hashed_names(client):
    page = client.get("/accounts/login/").text
    assert ".css" in page
    for path in page.split('"'):
        if path.startswith("/static/"):
            answer = client.get(path)
            assert answer.status_code == 200, path
            assert "immutable" in answer.headers["Cache-Control"], path


# With a server and a database of its own


class Site:
    """`manage.py serve` on a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.log = folder / "serve.log"
        self.environ = {
            **{name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")},
            "FACTCHECK_VAR": str(folder),
            "FACTCHECK_PORT": str(self.port),
            "FACTCHECK_WORKERS": "2",
            "FACTCHECK_FSYNC": "0",
        }
        self.process = self.start()

    def start(self) -> subprocess.Popen[bytes]:
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=settings.BASE_DIR,
                env=self.environ,
                stdout=log,
                stderr=log,
            )
        self.process = process
        self.eventually("/healthz")
        return process

    def get(self, path: str) -> int:
        # Without `verify` each call would read all certificates, for no use.
        return httpx.get(f"http://127.0.0.1:{self.port}{path}", timeout=30, verify=False).status_code

    def eventually(self, path: str) -> None:
        until = time.monotonic() + 60
        while time.monotonic() < until:
            with contextlib.suppress(httpx.HTTPError):
                if self.get(path) == 200:
                    return
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def children(self) -> list[int]:
        command = ["ps", "-o", "pid=,args=", "--ppid", str(self.process.pid)]
        lines = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
        return [int(line.split()[0]) for line in lines if "factcheck.server" in line]


@pytest.fixture
def folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def site(folder: Path) -> Iterator[Site]:
    site = Site(folder)
    yield site
    site.process.terminate()
    site.process.wait(30)


def gone(pid: int) -> bool:
    """Whether a process has ended, reaped or not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


def wait_until(condition, seconds: float = 20) -> None:
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


def database_process(folder: Path) -> int:
    return int((folder / "postgres" / "postmaster.pid").read_text().split("\n")[0])


@proof
def test_it_lives_through_the_death_of_everything_but_itself(site, folder):
    assert site.get("/readyz") == 200
    # The database: the next request has it back.
    os.kill(database_process(folder), signal.SIGKILL)
    assert site.get("/readyz") == 200
    # Every server process: connections wait meanwhile, and none is refused.
    for child in site.children():
        os.kill(child, signal.SIGKILL)
    assert site.get("/healthz") == 200
    wait_until(lambda: len(site.children()) == 2)
    # Told to stop, it takes all of them along.
    children, database = site.children(), database_process(folder)
    site.process.send_signal(signal.SIGTERM)
    assert site.process.wait(30) == 0
    wait_until(lambda: all(gone(pid) for pid in [*children, database]))


@proof
def test_after_its_own_death_the_next_one_just_works(site, folder):
    assert site.get("/readyz") == 200
    children = site.children()
    site.process.kill()
    site.process.wait()
    wait_until(lambda: all(gone(pid) for pid in children))
    site.start()
    assert site.get("/readyz") == 200


def test_a_taken_port_is_answered_by_a_sentence(live_site):
    command = [sys.executable, "manage.py", "serve"]
    second = subprocess.run(command, cwd=settings.BASE_DIR, env=live_site.environ, capture_output=True, text=True)
    assert second.returncode == 1
    assert f"Port {live_site.environ['FACTCHECK_PORT']} is taken" in second.stderr
    assert "Traceback" not in second.stderr


def memory(pid: int) -> int:
    """What the process has of it, in bytes."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


@pytest.fixture
def fresh_site(django_db_setup, django_db_blocker) -> Iterator[LiveSite]:
    """A server nobody has used yet, of one process, with this process's models looking at its database."""
    name = f"{databases.PREFIX}{os.getpid()}_fresh"
    with django_db_blocker.unblock(), running_site(name) as site, databases.using(name):
        yield site


@proof
def test_long_texts_leave_no_memory_behind(fresh_site):
    cast = make_cast()
    _, secret = create_token(by=None, user=cast.ben, name="Long", scopes=["read", "write"])
    pid = fresh_site.process.pid
    child = int(Path(f"/proc/{pid}/task/{pid}/children").read_text())
    text = "“Nothing” was left of the harbour. " * 100_000
    headers = {"Authorization": f"Bearer {secret}"}
    with httpx.Client(base_url=f"{fresh_site.url}/api/v1/", headers=headers, timeout=60) as api:
        article = {"project": cast.project.slug, "title": "Long", "text": text, "language": "en"}
        pk = api.post("articles/", json=article).json()["id"]
        before = memory(child)
        for at in range(0, 15 * 35, 35):
            span = {"start": at, "end": at + 9, "exact": "“Nothing”"}
            answer = api.post("quotes/", json={"article": pk, "kind": "direct", "segments": [span]})
            assert answer.status_code == 201, answer.text
    # At two bytes a character. A second connection to the database, if one is opened, keeps as much for answers of that length.
    assert memory(child) - before < 4 * 2 * len(text), "Of fifteen requests it keeps the text of more than four."

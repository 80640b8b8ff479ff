"""What the desk notices of exports: how long a save takes beside one, and what readers leave behind who stall or die."""

from __future__ import annotations

import socket
import struct
import threading
import time
from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection

from annotations.actions.articles import create_article
from annotations.actions.tokens import create_token
from bench import save
from bench.processes import memory_of, threads_of
from tests.cast import make_cast
from tests.live import PATIENCE, LiveSite

TARGET_BESIDE = 2.0
SAVES, SECONDS = 10, 20  # a second, for so long: ten people who each mark a quote every second

Figures = list[tuple[str, str, bool | None]]


def saving_beside(site: LiveSite, export: Callable[[], object]) -> Figures:
    """Saves alone and beside an export, turn by turn."""
    cast = make_cast()
    articles = [
        create_article(by=cast.ben, project=cast.project, text="a" * save.LENGTH, title=f"Text {n}") for n in range(8)
    ]
    _, secret = create_token(by=None, user=cast.ben, name="Benchmark", scopes=["read", "write"])
    alone: list[float] = []
    beside: list[float] = []
    errors: list[str] = []
    save.over_http(site.url, secret, articles, 3, [], errors, rate=SAVES)  # the first open connections
    for _ in range(2):
        save.over_http(site.url, secret, articles, SECONDS, alone, errors, rate=SAVES)
        reading = threading.Thread(target=export)
        reading.start()
        time.sleep(1)
        save.over_http(site.url, secret, articles, SECONDS, beside, errors, rate=SAVES)
        reading.join()
    ratio = save.p95(beside) / save.p95(alone)
    return [
        ("save a quote beside an export, p95, ratio", f"{ratio:.2f} (target {TARGET_BESIDE})", ratio <= TARGET_BESIDE),
        ("  p95 alone, beside it", f"{save.p95(alone) * 1000:.0f} ms, {save.p95(beside) * 1000:.0f} ms", None),
        ("  errors", f"{len(errors)} {errors[:1] or ''}", not errors),
    ]


def left_behind(site: LiveSite, url: str, token: str) -> Figures:
    """Stalled readers take all places until they are cut off; others ask and are killed, one after the other."""
    threads, memory = threads_of(site.process.pid), memory_of(site.process.pid)
    for _ in range(20):
        reader = _asking(url, token)
        reader.recv(1 << 16)
        reader.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))  # as when its process is killed
        reader.close()
        _until_there_are(0)
    stalled = [_asking(url, token) for _ in range(settings.EXPORTS)]
    began = time.monotonic()
    held = _until_there_are(len(stalled))
    _until_there_are(0)
    took = time.monotonic() - began
    for reader in stalled:
        reader.close()
    left = _running()
    more_threads = threads_of(site.process.pid) - threads
    return [
        ("left behind by 20 killed and some stalled readers", f"{left} statements", left == 0),
        ("  stalled at once, seconds until cut off", f"{held}, {took:.0f} (patience {PATIENCE})", None),
        ("  threads more than before", str(more_threads), more_threads <= 0),
        ("  MB more than before", f"{memory_of(site.process.pid) - memory:.1f}", None),
    ]


def _asking(url: str, token: str) -> socket.socket:
    address = urlsplit(url)
    reader = socket.socket()
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    reader.connect((address.hostname, address.port))
    reader.sendall(
        f"GET {address.path} HTTP/1.1\r\nHost: {address.netloc}\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
    )
    return reader


def _until_there_are(number: int) -> int:
    until = time.monotonic() + 60
    while (running := _running()) != number and time.monotonic() < until:
        time.sleep(0.1)
    return running


def _running() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND query LIKE 'COPY (%%'"
        )
        return int(cursor.fetchone()[0])

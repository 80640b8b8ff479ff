"""An export over HTTP against psql copying out the same statement, turn by turn; first byte; the server's memory."""

from __future__ import annotations

import statistics
import subprocess
import threading
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from django.db import connection
from psycopg import ClientCursor

from annotations.exports.registry import FORMATS
from annotations.exports.selection import ClaimFilters, lines
from annotations.exports.stream import SETTINGS
from annotations.models import Project, User
from bench import seed
from bench.programs import program, where
from tests.live import LiveSite

TARGET_RATIO, TARGET_MEMORY, TARGET_FIRST = 1.2, 64.0, 1.0


@dataclass
class Run:
    """One export: seconds in all and to the first byte, bytes."""

    seconds: float
    first: float
    size: int


def measure(site: LiveSite, *, claims: int, rounds: int) -> list[tuple[str, str, bool | None]]:
    """Both ways in turn, so that what else the machine does meets both; each format's figures."""
    token = site.manage("create_token", seed.PERSON, "--scopes", "export").strip().splitlines()[-1]
    floor: list[float] = []
    runs: list[Run] = []
    with Memory(site.process.pid) as memory:
        for _ in range(rounds):
            floor.append(_copy())
            runs.append(_export(site, token, "jsonl"))
    ratio = statistics.median(run.seconds for run in runs) / statistics.median(floor)
    first = max(run.first for run in runs)
    rate = claims / statistics.median(run.seconds for run in runs)
    figures: list[tuple[str, str, bool | None]] = [
        (f"export of {claims} claims, ratio to \\copy", f"{ratio:.2f} (target {TARGET_RATIO})", ratio <= TARGET_RATIO),
        ("  seconds by \\copy, each round", ", ".join(f"{seconds:.1f}" for seconds in floor), None),
        ("  seconds over HTTP, each round", ", ".join(f"{run.seconds:.1f}" for run in runs), None),
        ("  claims a second, MB", f"{rate:.0f}, {runs[0].size / 1e6:.0f}", None),
        ("  first byte", f"{first:.2f} s (target {TARGET_FIRST})", first < TARGET_FIRST),
        (
            "  server's memory, growth",
            f"{memory.growth:.1f} MB (target {TARGET_MEMORY})",
            memory.growth < TARGET_MEMORY,
        ),
    ]
    for name in FORMATS:
        if name != "jsonl":
            run = _export(site, token, name)
            figures.append((f"  {name}, seconds", f"{run.seconds:.1f}, first byte {run.first:.2f}", None))
    return figures


def _export(site: LiveSite, token: str, format: str) -> Run:
    request = urllib.request.Request(
        f"{site.url}/api/v1/projects/{seed.PROJECT}/export/{format}/", headers={"Authorization": f"Bearer {token}"}
    )
    began, size, first = time.monotonic(), 0, 0.0
    with urllib.request.urlopen(request, timeout=600) as answer:
        while piece := answer.read1(1 << 16):
            first = first or time.monotonic() - began
            size += len(piece)
    return Run(time.monotonic() - began, first, size)


def _copy() -> float:
    """The seconds it takes psql to copy out the statement exports run, under the same settings."""
    project, reader = Project.objects.get(slug=seed.PROJECT), User.objects.get(username=seed.PERSON)
    query, parameters = lines(project=project, reader=reader, filters=ClaimFilters())
    connection.ensure_connection()
    literal = ClientCursor(connection.connection).mogrify(query, parameters)
    copy = f"\\copy ({' '.join(literal.split())}) TO '/dev/null'"
    script = f"BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;\n{SETTINGS}\n{copy}\n"
    began = time.monotonic()
    subprocess.run([program("psql"), "-qX", "-v", "ON_ERROR_STOP=1", *where()], input=script, text=True, check=True)
    return time.monotonic() - began


class Memory:
    """How far the server's processes grow, all together, in MB of memory of their own."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.growth = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> Memory:
        self._before = self._now()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.wait(0.1):
            self.growth = max(self.growth, self._now() - self._before)

    def _now(self) -> float:
        return sum(_anonymous(pid) for pid in _family(self.pid)) / 1024


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _family(int(child)))]


def _anonymous(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1])
    return 0

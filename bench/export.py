"""An export over HTTP against psql copying out the same statement, turn by turn; and what the rest of the desk notices."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from psycopg import ClientCursor

from annotations.exports.registry import FORMATS
from annotations.exports.selection import ClaimFilters, lines
from annotations.exports.stream import SETTINGS
from annotations.models import Project, User
from bench import seed
from bench.beside import left_behind, saving_beside
from bench.processes import Memory, processor_of, processor_of_the_ended
from bench.programs import program, where
from tests.live import LiveSite

TARGET_RATIO, TARGET_MEMORY, TARGET_FIRST = 1.2, 64.0, 1.0
GLANCE_SECONDS = 8

Figures = Iterator[tuple[str, str, bool | None]]


@dataclass
class Run:
    """One export: seconds in all and to the first byte, bytes, lines."""

    seconds: float
    first: float
    size: int
    lines: int


@dataclass
class Costs:
    """Seconds of the processor by psql, the database's included, and by an export, the server's and the database's."""

    floor: float = 0.0
    export: float = 0.0


def measure(site: LiveSite, *, claims: int, rounds: int) -> Figures:
    """Both ways in turn, so that what else the machine does meets both; then a look at every format, and at the desk."""
    token = site.manage("create_token", seed.PERSON, "--scopes", "export").strip().splitlines()[-1]
    export = f"{site.url}/api/v1/projects/{seed.PROJECT}/export"
    floor: list[float] = []
    runs: list[Run] = []
    costs = Costs()
    with Memory(site.process.pid) as memory:
        for _ in range(rounds):
            before = _database() + _programs()
            floor.append(_copy())
            costs.floor += _database() + _programs() - before
            before = _database() + processor_of(site.process.pid)
            runs.append(_export(f"{export}/jsonl/", token))
            costs.export += _database() + processor_of(site.process.pid) - before
    assert all(run.lines == claims for run in runs), f"{claims} claims were to come: {runs}"
    ratio = statistics.median(run.seconds / least for run, least in zip(runs, floor, strict=True))
    first = max(run.first for run in runs)
    rate = claims / statistics.median(run.seconds for run in runs)
    yield f"export of {claims} claims, ratio to \\copy", f"{ratio:.2f} (target {TARGET_RATIO})", ratio <= TARGET_RATIO
    yield "  the same in time of the processor", f"{costs.export / costs.floor:.2f}", None
    yield "  seconds by \\copy, each round", ", ".join(f"{seconds:.1f}" for seconds in floor), None
    yield "  seconds over HTTP, each round", ", ".join(f"{run.seconds:.1f}" for run in runs), None
    yield "  claims a second, MB", f"{rate:.0f}, {runs[0].size / 1e6:.0f}", None
    yield "  load of the machine, processors", f"{os.getloadavg()[0]:.1f}, {os.cpu_count()}", None
    yield "  first byte", f"{first:.2f} s (target {TARGET_FIRST})", first < TARGET_FIRST
    grown = memory.growth
    yield "  server's memory, growth", f"{grown:.1f} MB (target {TARGET_MEMORY})", grown < TARGET_MEMORY
    yield from _glances(export, token)
    yield from saving_beside(site, lambda: _export(f"{export}/jsonl/", token, seconds=60))
    yield from left_behind(site, f"{export}/jsonl/", token)


def _glances(export: str, token: str) -> Figures:
    """A few seconds of every format, of each way to pack it, and of what costs the database more."""
    asked = [*((name, f"{name}/", "identity") for name in FORMATS), ("jsonl, zstd", "jsonl/", "zstd")]
    asked += [("jsonl, gzip", "jsonl/", "gzip"), ("jsonl, pseudonyms", "jsonl/?people=pseudonyms", "identity")]
    for name, path, packing in asked:
        run = _export(f"{export}/{path}", token, packing=packing, seconds=GLANCE_SECONDS)
        rate = run.size / 1e6 / run.seconds
        yield f"  {name}: first byte, MB a second", f"{run.first:.2f} s, {rate:.1f}", None


def _export(url: str, token: str, *, packing: str = "identity", seconds: float = 3600) -> Run:
    """Reads an export to its end, or for so long."""
    headers = {"Authorization": f"Bearer {token}", "Accept-Encoding": packing}
    began, size, first, ends = time.monotonic(), 0, 0.0, 0
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=600) as answer:
        while time.monotonic() < began + seconds and (piece := answer.read1(1 << 16)):
            first = first or time.monotonic() - began
            size += len(piece)
            ends += piece.count(b"\n")
        took = time.monotonic() - began
        with suppress(OSError):
            answer.close()
    return Run(took, first, size, ends)


def _database() -> float:
    """Seconds of the processor that connections to our own database server had which are closed."""
    time.sleep(0.5)  # until the last is
    return processor_of_the_ended(int((settings.EMBEDDED_POSTGRES / "postmaster.pid").read_text().split()[0]))


def _programs() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


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

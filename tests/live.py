"""The real server, as people run it, for tests from outside: a process of its own, with a database of its own."""

from __future__ import annotations

import contextlib
import fcntl
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.db import connections

from tests import databases

PATIENCE = 5  # seconds until the site breaks with a reader who takes nothing


@dataclass(frozen=True)
class LiveSite:
    """A running site. `url` ends without a slash."""

    url: str
    database: str
    environ: dict[str, str]
    process: subprocess.Popen[bytes]

    def manage(self, *arguments: str) -> str:
        """Runs manage.py against the site's database and returns what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=settings.BASE_DIR, env=self.environ, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def running_site(database: str, *, workers: int = 1) -> Iterator[LiveSite]:
    """Starts the server, of so many processes, on a fresh database; ends both."""
    databases.fresh(database)
    port = free_port()
    environ = {
        **os.environ,
        "DATABASE_URL": _url("default", database),
        "DATABASE_OWNER_URL": _url("owner", database),
        "FACTCHECK_PORT": str(port),
        "FACTCHECK_WORKERS": str(workers),
        "FACTCHECK_PATIENCE": str(PATIENCE),
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
    }
    _collect_static_files(environ)
    log = Path(settings.VAR_DIR) / f"{database}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"], cwd=settings.BASE_DIR, env=environ, stdout=output, stderr=output
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz", process, log)
        yield LiveSite(f"http://127.0.0.1:{port}", database, environ, process)
    finally:
        process.terminate()
        process.wait(30)
        databases.drop(database)
        log.unlink(missing_ok=True)


def _url(alias: str, database: str) -> str:
    setting = connections[alias].settings_dict
    return f"postgresql://{setting['USER']}@/{database}?host={quote(setting['HOST'], safe='')}&port={setting['PORT']}"


def _collect_static_files(environ: dict[str, str]) -> None:
    """Once for all workers of one run."""
    run = environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    with open(Path(settings.VAR_DIR) / "static.lock", "a+") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        lock.seek(0)
        if lock.read() == run:
            return
        subprocess.run(
            [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"],
            cwd=settings.BASE_DIR,
            env=environ,
            check=True,
        )
        lock.truncate(0)
        lock.write(run)


def _wait_for(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=2):
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise AssertionError(f"The server did not start:\n{log.read_text(errors='replace')}")

"""A site of its own, with its own database server, for tests that kill them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings

from tests.live import _wait_for as wait_for
from tests.live import free_port

WORDS = 4000
MAKE = f"""
from tests.cast import make_article, make_cast
from annotations.actions.tokens import create_token
cast = make_cast()
article = make_article(cast, text=" ".join(f"word{{i}}" for i in range({WORDS})))
_, secret = create_token(by=None, user=cast.ben, name="Test", scopes=["read", "write"])
print(article.pk, secret)
"""


class Site:
    """Supervisor, server process and PostgreSQL, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_", "FACTCHECK_"))}
        self.environ = {
            **kept,
            "FACTCHECK_VAR": str(folder / "var"),
            "FACTCHECK_PORT": str(self.port),
            "FACTCHECK_WORKERS": "1",
            "FACTCHECK_FSYNC": "off",  # processes are killed here, not machines
            "DJANGO_SETTINGS_MODULE": "factcheck.settings",
        }
        self.log = folder / "log"
        self.manage("migrate", "--verbosity=0")
        self.article, self.token = self.manage("shell", "--no-imports", "-c", MAKE).split()[-2:]
        self.start()

    def start(self) -> None:
        """Starts the site and waits until it answers."""
        with self.log.open("ab") as output:
            command = [sys.executable, "manage.py", "serve"]
            self.process = subprocess.Popen(
                command, cwd=settings.BASE_DIR, env=self.environ, stdout=output, stderr=output
            )
        wait_for(f"http://127.0.0.1:{self.port}/readyz", self.process, self.log)

    def stop(self) -> None:
        """Ends the site, and whatever a test has left of its database."""
        self.process.terminate()
        self.process.wait(30)
        with suppress(OSError):
            os.kill(self.postmaster(), signal.SIGQUIT)

    def manage(self, *arguments: str) -> str:
        """What a management command prints."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(
            command, cwd=settings.BASE_DIR, env=self.environ, capture_output=True, text=True, timeout=90
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def workers(self) -> list[int]:
        """The processes that answer requests."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [int(pid) for pid in children if b"factcheck.server" in Path(f"/proc/{pid}/cmdline").read_bytes()]

    def postmaster(self) -> int:
        """The PostgreSQL server's first process."""
        return int((self.folder / "var" / "postgres" / "postmaster.pid").read_text().split()[0])


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    """Started once; whatever a test kills, it brings back."""
    folder = Path(tempfile.mkdtemp(prefix="factcheck-"))
    try:
        site = Site(folder)
        try:
            yield site
        finally:
            site.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)

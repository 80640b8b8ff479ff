"""`kill -9` at work: no save that was acknowledged is lost, none is there twice, and the next start just works."""

from __future__ import annotations

import http.client
import itertools
import json
import os
import signal
import threading
import time
import uuid

import pytest

from tests.proofs import proof
from tests.resilience.conftest import WORDS, Site

WRITERS = 5
PATIENCE = 40
STARTS = list(itertools.accumulate((len(f"word{i} ") for i in range(WORDS)), initial=0))


class Desk:
    """People who mark quotes as fast as they can, and try again with the same key until they are told that it is saved."""

    def __init__(self, site: Site, first_word: int) -> None:
        self.site = site
        self.word = itertools.count(first_word)
        self.saved: list[str] = []
        self.surprises: list[str] = []
        self.troubles = 0
        self.going_home = threading.Event()
        self.people = [threading.Thread(target=self._work, daemon=True) for _ in range(WRITERS)]
        for person in self.people:
            person.start()

    def wait_for_saves(self, number: int) -> None:
        """Until that many more are saved."""
        goal, until = len(self.saved) + number, time.monotonic() + PATIENCE
        while len(self.saved) < goal and not self.surprises:
            assert time.monotonic() < until, f"Nothing is saved any more: {self.site.log.read_text()[-3000:]}"
            time.sleep(0.02)

    def go_home(self) -> None:
        """Everyone finishes the save at hand."""
        self.going_home.set()
        for person in self.people:
            person.join(PATIENCE)
            assert not person.is_alive()
        assert not self.surprises, self.surprises

    def _work(self) -> None:
        while not self.going_home.is_set():
            number = next(self.word)
            word, start = f"word{number}", STARTS[number]
            span = {"start": start, "end": start + len(word), "exact": word}
            quote = {"id": str(uuid.uuid4()), "article": self.site.article, "kind": "direct", "segments": [span]}
            if not self._save(quote):
                return

    def _save(self, quote: dict) -> bool:
        key, until = str(uuid.uuid4()), time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                status, answer = call(self.site, "POST", "/api/v1/quotes/", quote, {"Idempotency-Key": key})
            except (OSError, http.client.HTTPException):
                status, answer = 503, b""
            if status == 201:
                self.saved.append(quote["id"])
                return True
            if status != 503:
                self.surprises.append(f"{status}: {answer.decode()[:500]}")
                return False
            self.troubles += 1
            time.sleep(0.05)
        self.surprises.append("No answer for a long time.")
        return False


def call(site: Site, method: str, path: str, body: object = None, headers: dict | None = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", site.port, timeout=15)
    try:
        head = {"Authorization": f"Bearer {site.token}", "Content-Type": "application/json", **(headers or {})}
        connection.request(method, path, json.dumps(body) if body is not None else None, head)
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def quotes_there(site: Site) -> list[str]:
    there, path = [], f"/api/v1/quotes/?article={site.article}"
    while path:
        status, answer = call(site, "GET", path)
        assert status == 200, answer
        page = json.loads(answer)
        there += [row["id"] for row in page["results"]]
        path = "/" + page["next"].split("/", 3)[-1] if page["next"] else ""
    return there


pytestmark = proof  # test_server.py kills, too, while nobody saves
KILLS = ("server process", "everything but the database", "database")


@pytest.mark.parametrize("victim", KILLS)
def test_killed_while_people_save(site, victim):
    before = set(quotes_there(site))
    desk = Desk(site, first_word=KILLS.index(victim) * WORDS // len(KILLS))
    desk.wait_for_saves(15)
    for _ in range(2):
        kill(site, victim)
        desk.wait_for_saves(15)
    desk.go_home()
    assert desk.troubles, "Nobody noticed: the test has killed nothing."
    there = quotes_there(site)
    assert len(there) == len(set(there))
    assert set(there) - before == set(desk.saved)
    assert len(desk.saved) == len(set(desk.saved))
    assert "The record is whole" in site.manage("audit_verify")


def kill(site: Site, victim: str) -> None:
    if victim == "database":
        os.kill(site.postmaster(), signal.SIGKILL)
    elif victim == "server process":
        for pid in site.workers():
            os.kill(pid, signal.SIGKILL)
    else:
        pids = [site.process.pid, *site.workers()]
        for pid in pids:
            os.kill(pid, signal.SIGKILL)
        site.process.wait(10)
        site.start()


def test_the_next_start_just_works_after_all_of_it_was_killed(site):
    before = set(quotes_there(site))
    for pid in (site.postmaster(), site.process.pid, *site.workers()):
        os.kill(pid, signal.SIGKILL)
    site.process.wait(10)
    site.start()
    assert set(quotes_there(site)) == before

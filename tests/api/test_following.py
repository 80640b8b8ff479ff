"""A follower on the other side of HTTP ends with exactly the database, whatever eight writers do at once."""

from __future__ import annotations

import json
import random
import threading
import time
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

import annotations.api.urls  # noqa: F401  (the nouns register their forms)
from annotations.actions.claims import change_claim, create_claim, delete_claim, restore_claim
from annotations.actions.evidence import create_evidence
from annotations.actions.quotes import create_quote, delete_quote
from annotations.actions.recording import recorded
from annotations.actions.sources import create_source
from annotations.actions.tokens import create_token
from annotations.api.forms import FORMS, present
from annotations.management.follower import Copy, Refused, follow
from annotations.models import Article, Change, Claim, Evidence, Project, Quote, Scale, Source, Speaker
from annotations.permissions.visibility import PROJECT_OF
from annotations.queries.changes import DELIVERED
from tests.cast import Cast, make_article, make_cast, make_claim
from tests.committed import at_once, wait_for_the_horizon
from tests.live import LiveSite
from tests.proofs import WHOLE, proof

WRITERS, ROUNDS = 8, 60 if WHOLE else 6
WORDS = "The harbour of Lindholm is deep, and the ferry sails at nine. " * 40


class Noting(Copy):
    """A copy that remembers the order in which it heard of things."""

    def __init__(self, file: Path, url: str) -> None:
        super().__init__(file, url)
        self.heard: list[tuple[str, int]] = []

    def keep(self, rows: list[dict[str, Any]], cursor: str) -> None:
        self.heard += [(row["object_id"], row["version"]) for row in rows]
        super().keep(rows, cursor)

    def objects(self) -> dict[str, Any]:
        found = self.database.execute("SELECT id, json FROM object WHERE json IS NOT NULL")
        return {pk: json.loads(words) for pk, words in found}


@pytest.fixture
def desk(live: LiveSite, tmp_path: Path) -> Desk:
    return Desk(live, tmp_path / "copy.sqlite")


class Desk:
    """A project on the real server, and somebody who follows it."""

    def __init__(self, live: LiveSite, file: Path) -> None:
        self.cast: Cast = make_cast()
        self.live, self.file = live, file
        _, self.token = create_token(by=None, user=self.cast.ben, name="Follower", scopes=["read"])
        self.url = f"{live.url}/api/v1/projects/{self.cast.project.slug}/"
        self.copy = Noting(file, self.url)
        self.said: list[str] = []

    def follow(self, **over: Any) -> None:
        how = {"url": self.url, "token": self.token, "copy": self.copy, "say": self.said.append}
        follow(**{**how, "wait": time.sleep, "once": True, "every": 0.2, **over})

    def database(self) -> dict[str, Any]:
        """Everything Ben may read of the project, as the API shows it."""
        found: dict[str, Any] = {}
        for model in FORMS:
            if model._meta.db_table in DELIVERED:
                path = "project__" if model is Scale else PROJECT_OF[model]
                own = {"pk": self.cast.project.pk} if model is Project else {f"{path}id": self.cast.project.pk}
                ids = model._default_manager.filter(**own).values_list("pk", flat=True)
                found |= {str(pk): shown for pk, shown in present(self.cast.ben, model, ids).items()}
        return json.loads(json.dumps(found, default=str))


class Writer:
    """Somebody who does a bit of everything, on what is theirs."""

    done = 0

    def __init__(self, number: int, cast: Cast, article: Article) -> None:
        self.number, self.cast, self.article = number, cast, article
        self.chance = random.Random(number)
        self.at = number * len(WORDS) // WRITERS

    def __call__(self) -> None:
        for round in range(ROUNDS):
            step = (self.create, self.many, self.change, self.delete, self.late, self.redate)[(round + self.number) % 6]
            step()
            Writer.done += 1

    def create(self) -> Claim:
        self.at += 2
        span = {"start": self.at, "end": self.at + 2, "exact": self.article.current.text[self.at : self.at + 2]}
        quote = create_quote(by=self.cast.ben, article=self.article, segments=[span], kind="direct")
        return create_claim(by=self.cast.ben, project=self.cast.project, text=f"Claim {self.at}", quotes=[quote])

    def many(self) -> None:
        with recorded(by=self.cast.ben):
            Speaker.objects.bulk_create(
                Speaker(project=self.cast.project, name=f"Speaker {self.number} {self.chance.random()}")
                for _ in range(20)
            )

    def change(self) -> None:
        claim = self.create()
        for word in ("once", "twice"):
            claim = change_claim(by=self.cast.ben, claim=claim, text=f"Reworded {word}", topics=[word])

    def delete(self) -> None:
        claim = delete_claim(by=self.cast.ben, claim=self.create())
        if self.chance.random() < 0.5:
            restore_claim(by=self.cast.ben, claim=claim)
        else:
            delete_quote(by=self.cast.ben, quote=Quote.objects.get(claims=claim.pk))

    def redate(self) -> None:
        claim = self.create()
        create_evidence(by=self.cast.ben, claim=claim, title="The log", stance="context", published_on=date(2026, 5, 2))
        change_claim(by=self.cast.ben, claim=claim, said_on=date(2026, 5, 1))

    def late(self) -> None:
        """Writes, and commits only after the others have gone on."""
        claim, until, seen = self.create(), time.monotonic() + 5, Writer.done
        with transaction.atomic():
            create_source(
                by=self.cast.ben, project=self.cast.project, name=f"Late {self.number} {self.chance.random()}"
            )
            change_claim(by=self.cast.ben, claim=claim, text="Late")
            while Writer.done < seen + WRITERS // 2 and time.monotonic() < until:
                time.sleep(0.01)


@proof
def test_after_eight_writers_the_copy_is_the_database(desk: Desk):
    article = make_article(desk.cast, text=WORDS)
    writers = [Writer(number, desk.cast, article) for number in range(WRITERS)]
    finished = threading.Event()

    def write() -> None:
        try:
            assert at_once(*writers) == [None] * WRITERS
        finally:
            finished.set()

    thread = threading.Thread(target=write)
    thread.start()
    while not finished.is_set():
        desk.follow()
    thread.join()
    wait_for_the_horizon()
    desk.follow()
    held, there = desk.copy.objects(), desk.database()
    assert held.keys() == there.keys()
    assert held == there
    kinds = {model: model.objects.count() for model in (Claim, Quote, Speaker, Source, Evidence)}
    assert all(kinds.values()), kinds
    # And it was no easy feed: some of it was numbered early and came late, which a follower of numbers would have missed.
    numbers = {
        (str(pk), version): seq
        for seq, pk, version in Change.objects.filter(project_id=desk.cast.project.pk).values_list(
            "seq", "object_id", "version"
        )
    }
    heard = [numbers[row] for row in desk.copy.heard if row in numbers]
    assert heard != sorted(heard)


def test_it_goes_on_where_it_was_and_begins_again_when_the_past_is_gone(desk: Desk, tmp_path: Path):
    claim = make_claim(desk.cast)
    wait_for_the_horizon()
    desk.follow()
    first, cursor = list(desk.copy.heard), desk.copy.cursor
    assert (str(claim.pk), 1) in first
    desk.copy.close()
    desk.copy = Noting(desk.file, desk.url)
    desk.follow()
    assert desk.copy.heard == []
    assert desk.copy.cursor == cursor
    # A copy of another database: what it holds is forgotten.
    desk.copy.keep([{"object_type": "claim", "object_id": "ghost", "version": 9, "object": {}}], cursor)
    desk.copy.cursor = "WyIxIiwiMSIsIjEiLDEsMV0"
    desk.follow()
    assert any("Beginning again" in sentence for sentence in desk.said)
    assert desk.copy.objects() == desk.database()
    with pytest.raises(Refused, match="name another file"):
        Copy(desk.file, f"{desk.live.url}/api/v1/projects/another/")
    letter = desk.file.with_name("letter.txt")
    letter.write_text("Dear desk, " * 100)
    for file in (letter, desk.file.with_name("nowhere") / "copy.sqlite"):
        with pytest.raises(Refused, match="cannot be used as a copy"):
            Copy(file, desk.url)


def test_it_waits_while_there_is_no_answer_and_stops_when_it_is_refused(desk: Desk):
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        desk.follow(url="http://127.0.0.1:9/api/v1/projects/nowhere/", wait=wait, every=1.0)
    assert waits == [1.0, 2.0, 4.0]
    with pytest.raises(Refused, match=r"\.$"):
        desk.follow(token="wrong")
    assert desk.copy.cursor == ""


def test_the_command_says_what_it_did(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    make_claim(desk.cast)
    wait_for_the_horizon()
    desk.copy.close()
    said = StringIO()
    command = ["follow", f"{desk.live.url}/projects/{desk.cast.project.slug}/claims/", "--to", str(desk.file), "--once"]
    for token, sentence in (("", "Set FACTCHECK_TOKEN"), ("wrong", r"\.$")):
        monkeypatch.setenv("FACTCHECK_TOKEN", token)
        with pytest.raises(CommandError, match=sentence):
            call_command(*command, stdout=said)
    monkeypatch.setenv("FACTCHECK_TOKEN", desk.token)
    call_command(*command, stdout=said)
    assert "1 claim" in said.getvalue()
    assert said.getvalue().splitlines()[-1] == f"Up to date: {len(desk.database())} objects."
    assert Noting(desk.file, desk.url).objects() == desk.database()
    with pytest.raises(CommandError, match="no project's address"):
        call_command("follow", "https://desk.example/claims/", "--to", str(desk.file))

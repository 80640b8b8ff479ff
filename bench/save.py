"""Saving quotes over HTTP, forty a second, against pgbench running the very statements a save makes at the same pace."""

from __future__ import annotations

import http.client
import itertools
import json
import os
import random
import re
import statistics
import subprocess
import tempfile
import threading
import time
import uuid
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import connection
from django.test import Client

from annotations.actions.articles import create_article
from annotations.actions.tokens import create_token
from annotations.models import Article, Quote, Segment
from bench.programs import program, where
from tests.cast import make_cast
from tests.live import LiveSite

RATE, CLIENTS, ARTICLES, LENGTH = 40, 8, 8, 20_000
TARGET_RATIO, TARGET_STATEMENTS = 3.0, 12


def measure(site: LiveSite, *, seconds: int) -> list[tuple[str, str, bool | None]]:
    """pgbench, then HTTP, twice each and in turn; the 95th percentiles of both."""
    cast = make_cast()
    articles = [
        create_article(by=cast.ben, project=cast.project, text="a" * LENGTH, title=f"Text {n}") for n in range(ARTICLES)
    ]
    _, secret = create_token(by=None, user=cast.ben, name="Benchmark", scopes=["read", "write"])
    for article in articles:
        _save_here(secret, article)  # the first takes the article out of the inbox
    captured = [_capture(secret, article) for article in articles]

    floors: list[float] = []
    saves: list[float] = []
    errors: list[str] = []
    took = 0.0
    for _ in range(2):
        floors += _pgbench([script for _, script in captured], seconds // 2)
        began = time.monotonic()
        over_http(site.url, secret, articles, seconds // 2, saves, errors)
        took += time.monotonic() - began
    floor, save = p95(floors), p95(saves)
    count = max(number for number, _ in captured)
    rate = len(saves) / took
    return [
        (
            "save a quote, p95, ratio to pgbench",
            f"{save / floor:.2f} (target {TARGET_RATIO})",
            save <= TARGET_RATIO * floor,
        ),
        ("  load of the machine, processors", f"{os.getloadavg()[0]:.1f}, {os.cpu_count()}", None),
        ("  pgbench: median, p95", f"{statistics.median(floors) * 1000:.1f} ms, {floor * 1000:.1f} ms", None),
        ("  HTTP: median, p95", f"{statistics.median(saves) * 1000:.1f} ms, {save * 1000:.1f} ms", None),
        ("  saves a second", f"{rate:.1f} (target {RATE})", rate > RATE * 0.97),
        ("  errors", f"{len(errors)} {errors[:1] or ''}", not errors),
        ("  statements, with begin and commit", f"{count} (target {TARGET_STATEMENTS})", count <= TARGET_STATEMENTS),
    ]


def p95(seconds: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(seconds, n=20)[-1]


def _body(article: Article, quote: uuid.UUID, start: int, length: int) -> dict[str, Any]:
    segment = {"start": start, "end": start + length, "exact": "a" * length}
    return {"id": str(quote), "article": str(article.pk), "segments": [segment], "kind": "direct"}


def _save_here(secret: str, article: Article, *, start: int = 0, length: int = 10, key: str = "") -> uuid.UUID:
    """A save in this process."""
    quote = uuid.uuid4()
    answer = Client(headers={"Host": "localhost", "Authorization": f"Bearer {secret}"}).post(
        "/api/v1/quotes/",
        json.dumps(_body(article, quote, start, length)),
        content_type="application/json",
        headers={"Idempotency-Key": key or str(uuid.uuid4())},
    )
    assert answer.status_code == 201, answer.content
    return quote


def _capture(secret: str, article: Article) -> tuple[int, str]:
    """How many statements a save takes, and those statements as a script for pgbench with ids and places of its own."""
    start, length, key = 12_345, 67, str(uuid.uuid4())
    connection.force_debug_cursor = True
    connection.queries_log.clear()
    try:
        quote = _save_here(secret, article, start=start, length=length, key=key)
    finally:
        connection.force_debug_cursor = False
    statements = [row["sql"] for row in connection.queries_log]
    segment = Segment.objects.get(quote=quote)
    anchor = Quote.objects.get(pk=quote).anchor
    script = [
        r"\set n random(1, 9000000000000000000)",
        rf"\set start random(0, {LENGTH - 900})",
        r"\set length random(20, 800)",
    ]
    taken = ""
    for statement in statements:
        for literal, own in (
            (f"'{quote.hex}'", "(md5('q' || :n)::uuid)"),
            (f"'{segment.pk.hex}'", "(md5('s' || :n)::uuid)"),
            (f"'{key}'", "('key' || :n)"),
            (f"'{anchor}'", "('1:' || :start || '-' || :start + :length)"),
            (f"'{'a' * length}'", "repeat('a', :length)"),
        ):
            statement = statement.replace(literal, own)
        statement = re.sub(rf"\b{start}\b", ":start", statement)
        statement = re.sub(rf"\b{start + length}\b", "(:start + :length)", statement)
        statement = " ".join(statement.split())
        if taken:
            statement = re.sub(rf'("idempotency_key"\."id" = ){taken}\b', r"\1:id", statement)
        if "INSERT INTO idempotency_key" in statement:
            taken = str(_row_of(key))
            script.append(f"{statement} \\gset")
        else:
            script.append(f"{statement};")
    return len(statements), "\n".join(script) + "\n"


def _row_of(key: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM idempotency_key WHERE key = %s", [key])
        return int(cursor.fetchone()[0])


def _pgbench(scripts: list[str], seconds: int) -> list[float]:
    """The seconds each transaction took."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / f"save-{n}.sql" for n in range(len(scripts))]
        for file, script in zip(files, scripts, strict=True):
            file.write_text(script)
        chosen = itertools.chain.from_iterable(("-f", str(file)) for file in files)
        done = subprocess.run(
            [program("pgbench"), "-n", "-l", "--log-prefix", f"{folder}/log", "-c", str(CLIENTS), "-j", "2",
             "-R", str(RATE), "-T", str(seconds), *chosen, *where()],
            capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-2000:]
        rows = [line.split() for log in Path(folder).glob("log.*") for line in log.read_text().splitlines()]
    # Without the wait for its turn, which is the pace's and not the database's.
    return [(int(row[2]) - int(row[6])) / 1e6 for row in rows if row[2].isdecimal()]


def over_http(
    url: str,
    secret: str,
    articles: list[Article],
    seconds: int,
    took: list[float],
    errors: list[str],
    *,
    rate: int = RATE,
) -> None:
    """Saves at the pace, from as many clients, for so long. Each keeps its connection, as pgbench's clients do theirs."""
    host = urlsplit(url).netloc
    began = time.monotonic()
    turns = itertools.count()
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}

    def work() -> None:
        client = http.client.HTTPConnection(host, timeout=30)
        while True:
            at = began + next(turns) / rate
            if at > began + seconds:
                return client.close()
            start, length = random.randint(0, LENGTH - 900), random.randint(20, 800)
            body = json.dumps(_body(random.choice(articles), uuid.uuid4(), start, length)).encode()
            time.sleep(max(0.0, at - time.monotonic()))
            sent = time.monotonic()
            try:
                client.request("POST", "/api/v1/quotes/", body, {**headers, "Idempotency-Key": str(uuid.uuid4())})
                answer = client.getresponse()
                told = answer.read()
                if answer.status != 201:
                    errors.append(told.decode())
            except (OSError, http.client.HTTPException) as error:
                errors.append(str(error))
                client.close()
            took.append(time.monotonic() - sent)

    threads = [threading.Thread(target=work) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

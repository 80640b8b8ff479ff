"""One file of many articles, imported by the command, against COPY of the very rows into the very tables; and its memory."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from annotations.imports.registry import find_reader
from annotations.imports.rehearsal import Rehearsal
from annotations.imports.running import Rows, Upload
from annotations.imports.shape import Options
from annotations.imports.tables import COLUMNS
from bench.processes import Memory
from tests.cast import Cast, make_cast
from tests.live import LiveSite

TARGET_MEMORY = 64.0
WORDS = (
    "the council harbour ferry quay mayor said nobody budget krone island winter stone school bridge vote paper promised "
    "lighthouse market nothing before after eleven years without a single boat left in spring and every summer since"
).split()


def measure(site: LiveSite, cast: Cast, *, articles: int) -> Iterator[tuple[str, str, bool | None]]:
    """The file by the command, twice; and then its rows by COPY for a project of their own, undone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "articles.jsonl")
        _write(path, articles)
        size = path.stat().st_size / 1e6
        seconds, growth = _imported(site, cast, path)
        yield f"import of {articles} articles, {size:.0f} MB, seconds", f"{seconds:.1f}", None
        yield "  articles a second", f"{articles / seconds:.0f}", None
        yield "  memory, growth", f"{growth:.1f} MB (target {TARGET_MEMORY})", growth < TARGET_MEMORY
        again, _ = _imported(site, cast, path)
        yield "  the same file again, seconds", f"{again:.1f}", None
        rehearsal = _laid_out(make_cast(), path)
        floor, rows = _copied(rehearsal)
        yield f"  COPY of the same {rows} rows, seconds", f"{floor:.1f}, with all indexes, guards and the record", None
        yield "  ratio of the import to it", f"{seconds / floor:.2f}", None
        yield "  COPY into bare tables, seconds", f"{_bare(rehearsal):.1f}, without any of them", None
        rehearsal.close()


def _write(path: Path, articles: int) -> None:
    """Articles of about 300 invented words with two quotes each."""
    dice = random.Random(7)
    with path.open("w", encoding="utf-8") as file:
        for i in range(articles):
            words = [" ".join(dice.choices(WORDS, k=30)).capitalize() + "." for _ in range(10)]
            text = "\n\n".join([f"Story {i}", *words])
            quotes = []
            for n, start in enumerate((text.index(words[2]), text.index(words[5]))):
                segment = {"start": start, "end": start + 40, "exact": text[start : start + 40], "state": "exact"}
                quotes.append({"id": f"{i}-{n}", "kind": "direct", "segments": [segment]})
            line = {"schema": "factcheck/1", "type": "article", "id": str(i), "title": f"Story {i}", "text": text}
            file.write(json.dumps({**line, "quotes": quotes}, ensure_ascii=False) + "\n")


def _laid_out(cast: Cast, path: Path) -> Rehearsal:
    upload = Upload(find_reader("jsonl"), path.name, path.stat().st_size, lambda: path.open("rb"))
    rehearsal = Rehearsal(by=cast.olu, project=cast.project, options=Options())
    rehearsal.run(Rows([upload], Options()), lambda rows: None)
    return rehearsal


def _copied(rehearsal: Rehearsal) -> tuple[float, int]:
    """Seconds to copy what an import would write into the tables as they are; undone afterwards."""
    rows = 0
    with transaction.atomic():
        began = time.monotonic()
        for chunk in rehearsal.spool.chunks():
            columns = ", ".join(f'"{column}"' for column in COLUMNS[chunk.table])
            with (
                connection.cursor() as cursor,
                cursor.cursor.copy(f'COPY "{chunk.table}" ({columns}) FROM STDIN') as copy,
            ):
                copy.write(chunk.body)
            rows += chunk.rows
        seconds = time.monotonic() - began
        transaction.set_rollback(True)
    return seconds, rows


def _bare(rehearsal: Rehearsal) -> float:
    """The same into tables that are nothing but columns."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table in COLUMNS:
            cursor.execute(f'CREATE TEMPORARY TABLE "bare_{table}" (LIKE "{table}" INCLUDING DEFAULTS)')
        cursor.execute("ALTER TABLE bare_revision ALTER COLUMN astral DROP NOT NULL")
        began = time.monotonic()
        for chunk in rehearsal.spool.chunks():
            columns = ", ".join(f'"{column}"' for column in COLUMNS[chunk.table])
            with cursor.cursor.copy(f'COPY "bare_{chunk.table}" ({columns}) FROM STDIN') as copy:
                copy.write(chunk.body)
        seconds = time.monotonic() - began
        transaction.set_rollback(True)
    return seconds


def _imported(site: LiveSite, cast: Cast, path: Path) -> tuple[float, float]:
    """Seconds and growth of memory in MB of `manage.py import`; what Python itself needs to begin is no growth."""
    command = [sys.executable, "manage.py", "import", cast.project.slug, str(path)]
    began = time.monotonic()
    with subprocess.Popen(command, cwd=settings.BASE_DIR, env=site.environ, stdout=subprocess.DEVNULL) as process:
        time.sleep(3)  # started and reading
        with Memory(process.pid) as memory:
            process.wait()
    assert process.returncode == 0
    return time.monotonic() - began, memory.growth

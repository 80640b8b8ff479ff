"""Searching a million claims, against reading one claim by its key: medians, as the pages and the API search."""

from __future__ import annotations

import random
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from django.db import connection, connections

from annotations.models import Claim, Project, User
from annotations.permissions import readable_by
from annotations.queries.search import Page, search, similar_claims
from factcheck.database.roles import owner_alias

WORDS, FUZZY = 0.020, 0.150
"""The targets, in seconds at the median."""
ASKED = 40
"""How many searches of each sort."""
PROJECT, PERSON = "searched", "searcher-1"
FILLED = ("project", "membership", "speaker", "claim")
INDEX = "SELECT pg_get_indexdef('claim_words'::regclass)"


def fill(*, claims: int) -> None:
    """Makes the project, without triggers, and the index over its words in one go: row by row would take hours."""
    began = time.monotonic()
    statements = Path(__file__).with_name("search.sql").read_text(encoding="utf-8")
    with connections[owner_alias()].cursor() as cursor:
        cursor.execute(INDEX)
        (index,) = cursor.fetchone()
        cursor.execute("DROP INDEX claim_words")
        for table in FILLED:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        for statement in statements.split(";\n"):
            if statement.strip():
                cursor.execute(statement.replace(":claims", str(claims)))
        for table in FILLED:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute(index)
        cursor.execute("VACUUM ANALYZE")
    sys.stderr.write(f"Made {claims} claims to search in {time.monotonic() - began:.0f} s.\n")


def measure(*, claims: int) -> list[tuple[str, str, bool | None]]:
    """What was measured: each sort of search in turn with its floor, so that what else the machine does meets both."""
    fill(claims=claims)
    project, user = Project.objects.get(slug=PROJECT), User.objects.get(username=PERSON)
    chance = random.Random(7)  # the same searches each time
    keys = [row.pk for row in Claim.objects.filter(project=project).only("pk").order_by("pk")[:: claims // ASKED]]
    texts = list(Claim.objects.filter(pk__in=keys).values_list("text", flat=True))
    words = [[word for word in text.rstrip(".").lower().split() if word != "in"] for text in texts]
    long = [sorted(each, key=len)[-4:] for each in words]

    def find(q: str) -> Any:
        return search(user, project, q, Page({"claims": 20}))

    floor = _median(lambda key: readable_by(user, Claim).get(pk=key), keys)
    sorts: list[tuple[str, float, Callable[[Any], Any], Sequence[Any]]] = [
        ("one word", WORDS, find, [chance.choice(each) for each in words]),
        ("two words", WORDS, find, [" ".join(chance.sample(each, 2)) for each in words]),
        ("three words", WORDS, find, [" ".join(chance.sample(each, 3)) for each in words]),
        ("a phrase", WORDS, find, [f'"{" ".join(each[2:5])}"' for each in words]),
        ("a word in every other claim", WORDS, find, ["renx", "bax", "kix", "losx"] * (ASKED // 4)),
        ("one misspelt word", FUZZY, find, [_slip(chance, chance.choice(each)) for each in long]),
        ("a word, and one misspelt", FUZZY, find, [f"{each[0]} {_slip(chance, each[1])}" for each in long]),
        ("claims that say the same", FUZZY, lambda text: similar_claims(user, project, text), texts),
    ]
    figures: list[tuple[str, str, bool | None]] = [
        (f"search in {claims} claims: one by its key, median", f"{floor * 1000:.1f} ms", None)
    ]
    for name, target, ask, asked in sorts:
        median = _median(ask, asked)
        told = f"{median * 1000:.1f} ms, {median / floor:.0f} x the key (target {target * 1000:.0f} ms)"
        figures.append((f"  {name}", told, median < target))
    connection.force_debug_cursor = True
    for name, q in (("a word", "renx"), ("a misspelt one", _slip(chance, long[0][-1]))):
        connection.queries_log.clear()
        find(q)
        figures.append((f"  statements for {name}", str(len(connection.queries_log)), None))
    connection.force_debug_cursor = False
    return figures


def _median(ask: Callable[[Any], Any], asked: Sequence[Any]) -> float:
    """The median of the seconds each takes, after one that is not counted."""
    ask(asked[0])
    took = []
    for one in asked:
        began = time.perf_counter()
        ask(one)
        took.append(time.perf_counter() - began)
    return statistics.median(took)


def _slip(chance: random.Random, word: str) -> str:
    """The word with two letters exchanged."""
    at = chance.randrange(1, len(word) - 1)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

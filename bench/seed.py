"""A large project, made in SQL: for every three claims five quotes of two segments, six pieces of evidence and six verdicts."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from django.db import connections

from factcheck.database.roles import owner_alias

PROJECT, PERSON = "bench", "bench-1"

# Those that hold no rule are made once all is there, which is sooner; but not the one over all words of all articles, which
# takes longer than everything else and which nothing that is measured looks at.
INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
    WHERE NOT indisunique AND indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
"""


def fill(*, claims: int) -> None:
    """Makes the project. Guards, record and foreign keys look away meanwhile: they would take an hour, and nothing is
    measured."""
    began = time.monotonic()
    statements = Path(__file__).with_name("seed.sql").read_text(encoding="utf-8")
    sizes = {":claims": claims, ":quotes": claims * 5 // 3, ":articles": claims // 15 or 1}
    with connections[owner_alias()].cursor() as cursor:
        cursor.execute(
            "SET session_replication_role = replica; SET synchronous_commit = off; SET maintenance_work_mem = '256MB'"
        )
        cursor.execute(INDEXES)
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        for statement in statements.split(";\n"):
            for name, size in sizes.items():
                statement = statement.replace(name, str(size))
            if statement.strip():
                cursor.execute(statement)
        for name, definition in indexes:
            if name != "revision_words":
                cursor.execute(definition)
        cursor.execute("RESET ALL")
        cursor.execute("VACUUM ANALYZE")
    sys.stderr.write(f"Made {claims} claims in {time.monotonic() - began:.0f} s.\n")

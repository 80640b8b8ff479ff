"""A large project, made in SQL: 15 claims an article, 1.2 quotes, two pieces of evidence and up to two verdicts a claim."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from django.db import connections

from factcheck.database.roles import owner_alias

TABLES = """
    project source speaker article revision quote segment claim claim_quote evidence verdict verdict_evidence decision
    decision_verdict
""".split()
PROJECT, PERSON = "bench", "bench-1"


def fill(*, claims: int) -> None:
    """Makes the project. The record and the guards look away meanwhile: they would take an hour, and nothing is measured."""
    began = time.monotonic()
    statements = Path(__file__).with_name("seed.sql").read_text(encoding="utf-8")
    with connections[owner_alias()].cursor() as cursor:
        for table in TABLES:
            cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
        for statement in statements.split(";\n"):
            if statement.strip():
                cursor.execute(statement.replace(":claims", str(claims)).replace(":articles", str(claims // 15 or 1)))
        for table in TABLES:
            cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
        cursor.execute("VACUUM ANALYZE")
    sys.stderr.write(f"Made {claims} claims in {time.monotonic() - began:.0f} s.\n")

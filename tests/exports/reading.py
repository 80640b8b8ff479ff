"""Exports as their readers get them, and a project with enough in it to be in the middle of."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

from django.db import connection

from annotations.actions.speakers import create_speaker
from annotations.exports.detail import Detail
from annotations.exports.selection import ClaimFilters
from annotations.exports.stream import stream
from annotations.models import Claim, User
from tests.cast import Cast


def exported(
    cast: Cast, format: str = "jsonl", reader: User | None = None, detail: Detail | None = None, **filters: Any
) -> bytes:
    """The whole export, as Rae, who may only read, gets it."""
    asked = ClaimFilters(**filters)
    return b"".join(
        stream(format=format, project=cast.project, reader=reader or cast.rae, filters=asked, detail=detail)
    )


def lines_of(cast: Cast, format: str, **asked: Any) -> dict[str, Any]:
    """A native export's claims or articles by their ids, each line read by itself."""
    lines = exported(cast, format, **asked).decode().split("\n")
    assert lines.pop() == ""
    return {one["id"]: one for one in map(json.loads, lines)}


def claims_of(cast: Cast, **asked: Any) -> dict[str, Any]:
    """The native export's claims by their ids."""
    return lines_of(cast, "jsonl", **asked)


def line_of(cast: Cast, claim: Claim, **asked: Any) -> dict[str, Any]:
    """What the native export says of one claim."""
    found: dict[str, Any] = claims_of(cast, **asked)[str(claim.pk)]
    return found


def table_of(cast: Cast, **asked: Any) -> list[dict[str, str]]:
    """The CSV export's rows, as Python's own reader finds them."""
    text = exported(cast, "csv", **asked).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def fill(cast: Cast, claims: int) -> None:
    """Adds plain claims, all in one statement. Their speaker makes about 20 kB of each line, at no cost to any index."""
    aliases = [f"The mayor of Lindholm, the {n}th of that name" for n in range(500)]
    speaker = create_speaker(by=cast.ben, project=cast.project, name="Tove Brink", aliases=aliases)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO claim (id, version, project_id, author_id, speaker_id, text, place, occasion, topics, state,"
            " priority, round, content_version) SELECT gen_random_uuid(), 1, %s, %s, %s, 'No money left: ' || n,"
            " '', '', '{}', 'draft', 0, 0, 1 FROM generate_series(1, %s) n",
            [cast.project.pk, cast.ben.pk, speaker.pk, claims],
        )
        cursor.execute("ANALYZE claim")


def running_exports() -> list[int]:
    """The numbers of the database's processes that are serving an export, or have served one and are still there."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND query LIKE 'COPY (%%'"
        )
        return [pid for (pid,) in cursor.fetchall()]

"""A claim's history: what was done to it, its evidence, its verdicts and decisions, and what each step changed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db import connection

from annotations.models import Claim, Rating, User

# A verdict's steps before it was revealed are its author's alone. The step before is looked for among the visible ones,
# so that nothing of the hidden ones shows in what changed.
ROWS = """
    WITH visible AS (
        SELECT c.*, lag(c."row") OVER (PARTITION BY c.object_type, c.object_id ORDER BY c.version) AS "before"
        FROM change c
        WHERE c.object_type = 'claim' AND c.object_id = %(claim)s
            OR c.object_type = 'evidence' AND c.object_id IN (SELECT id FROM evidence WHERE claim_id = %(claim)s)
            OR c.object_type = 'assignment' AND c.object_id IN (SELECT id FROM assignment WHERE claim_id = %(claim)s)
            OR c.object_type = 'decision' AND c.object_id IN (SELECT id FROM decision WHERE claim_id = %(claim)s)
            OR c.object_type = 'verdict' AND c.object_id IN (SELECT id FROM verdict WHERE claim_id = %(claim)s)
                AND ((c."row" ->> 'revealed')::boolean OR c."row" ->> 'reviewer_id' = %(reader)s)
    )
    SELECT seq, object_type, object_id, version, action, actor_id, at, reason, "row", "before"
    FROM visible WHERE seq > %(after)s ORDER BY seq LIMIT %(limit)s
"""
# What every row has, and what says nothing to people.
UNTOLD = frozenset(
    {"id", "claim_id", "project_id", "version", "created_at", "updated_at", "deleted_at", "rating_version"}
)


@dataclass(frozen=True)
class Entry:
    """One step of a claim's history."""

    seq: int
    object_type: str
    object_id: uuid.UUID
    version: int
    action: str
    actor: User | None
    at: datetime
    reason: str
    changes: dict[str, list[Any]]
    """Field to what it was and what it became."""


def history_of(claim: Claim, *, reader: User, after: int = 0, limit: int = 100) -> list[Entry]:
    """The claim's steps that `reader` may know of, oldest first, after the one numbered `after`. Three statements."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS, {"claim": claim.pk, "reader": str(reader.pk), "after": after, "limit": limit})
        rows = cursor.fetchall()
    people = User.objects.in_bulk({row[5] for row in rows if row[5]})
    ratings = {str(pk): code for pk, code in Rating.objects.values_list("pk", "code")} if rows else {}
    return [
        Entry(seq, kind, pk, version, action, people.get(actor), at, reason, _differences(before, now, ratings))
        for seq, kind, pk, version, action, actor, at, reason, now, before in rows
    ]


def _differences(before: Any, now: Any, ratings: dict[str, str]) -> dict[str, list[Any]]:
    """The fields that differ, by the names the API gives them."""
    old, new = _told(before, ratings), _told(now, ratings)
    nothing: tuple[Any, ...] = (None, "", [])
    return {
        name: [old.get(name), value]
        for name, value in new.items()
        if old.get(name) != value and not (name not in old and value in nothing)
    }


def _told(row: Any, ratings: dict[str, str]) -> dict[str, Any]:
    row = orjson.loads(row) if isinstance(row, str | bytes) else row or {}
    told = {name.removesuffix("_id"): value for name, value in row.items() if name not in UNTOLD}
    if "rating" in told:
        told["rating"] = ratings.get(told["rating"])
    return told

"""A claim's history: what was done to it and to all that hangs on it, and what each step changed."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db import connection

from annotations.models import Claim, Rating, User

# A verdict's steps before it was revealed are its author's alone, and a comment that was taken back is told no more. The step
# before is looked for among the visible ones, so that nothing of the hidden ones shows in what changed. Of a quote is told
# what happened since the claim was made from it.
ROWS = """
    WITH named AS (
        SELECT e.id::uuid AS id, min(c.seq) AS since
        FROM change c CROSS JOIN LATERAL jsonb_array_elements_text(c."row" -> 'quotes') e(id)
        WHERE c.object_type = 'claim' AND c.object_id = %(claim)s GROUP BY e.id
    ), there (object_type, object_id, since) AS (
        SELECT 'claim', %(claim)s::uuid, 0
        UNION ALL SELECT 'quote', id, since FROM named
        UNION ALL SELECT 'question', id, 0 FROM question WHERE claim_id = %(claim)s
        UNION ALL SELECT 'evidence', id, 0 FROM evidence WHERE claim_id = %(claim)s
        UNION ALL SELECT 'contact', id, 0 FROM contact WHERE claim_id = %(claim)s
        UNION ALL SELECT 'assignment', id, 0 FROM assignment WHERE claim_id = %(claim)s
        UNION ALL SELECT 'verdict', id, 0 FROM verdict WHERE claim_id = %(claim)s
        UNION ALL SELECT 'decision', id, 0 FROM decision WHERE claim_id = %(claim)s
        UNION ALL SELECT 'comment', id, 0 FROM comment WHERE claim_id = %(claim)s AND deleted_at IS NULL
        UNION ALL SELECT 'comment', comment.id, 0 FROM verdict JOIN comment ON comment.verdict_id = verdict.id
            WHERE verdict.claim_id = %(claim)s AND comment.deleted_at IS NULL
    ), visible AS (
        SELECT c.*, there.since, lag(c."row") OVER (PARTITION BY c.object_type, c.object_id ORDER BY c.version) AS "before"
        FROM there JOIN change c ON c.object_type = there.object_type AND c.object_id = there.object_id
        WHERE c.object_type <> 'verdict' OR (c."row" ->> 'revealed')::boolean OR c."row" ->> 'reviewer_id' = %(reader)s
    )
    SELECT seq, object_type, object_id, version, action, actor_id, at, reason, "row", "before"
    FROM visible WHERE seq > greatest(since, %(after)s) ORDER BY seq {order} LIMIT %(limit)s
"""
# What every row has, and what says nothing to people.
UNTOLD = frozenset(
    {"id", "claim_id", "project_id", "version", "created_at", "updated_at", "deleted_at", "anchor", "rating_version"}
)
# The column that says in words which object it is.
NAMES = {
    "assignment": "reviewer_id",
    "claim": "text",
    "question": "text",
    "evidence": "title",
    "contact": "who",
    "comment": "text",
    "quote": "note",
}


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
    name: str
    """The object in words, as it was called then."""


def history_of(claim: Claim, *, reader: User, after: int = 0, limit: int = 100, latest: bool = False) -> list[Entry]:
    """The claim's steps that `reader` may know of, oldest first, after the one numbered `after`.

    The first ones up to the limit, or the `latest`. Three statements.
    """
    asked: dict[str, Any] = {"claim": claim.pk, "reader": str(reader.pk), "after": after, "limit": limit}
    with connection.cursor() as cursor:
        cursor.execute(ROWS.format(order="DESC" if latest else "ASC"), asked)
        rows = cursor.fetchall()[:: -1 if latest else 1]
    people = User.objects.in_bulk({row[5] for row in rows if row[5]})
    ratings = {str(pk): code for pk, code in Rating.objects.values_list("pk", "code")} if rows else {}
    found = []
    for seq, kind, pk, version, action, actor, at, reason, *recorded in rows:
        now, before = map(_loaded, recorded)
        changes = _differences(before, now, ratings)
        name = str(now.get(NAMES.get(kind, ""), ""))
        found.append(Entry(seq, kind, pk, version, action, people.get(actor), at, reason, changes, name))
    return found


def _loaded(row: Any) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(row) if isinstance(row, str | bytes) else row or {}
    return found


def _differences(before: dict[str, Any], now: dict[str, Any], ratings: dict[str, str]) -> dict[str, list[Any]]:
    """The fields that differ, by the names the API gives them."""
    old, new = _told(before, ratings), _told(now, ratings)
    nothing: tuple[Any, ...] = (None, "", [])
    return {
        name: [old.get(name), value]
        for name, value in new.items()
        if old.get(name) != value and not (name not in old and value in nothing)
    }


def _told(row: dict[str, Any], ratings: dict[str, str]) -> dict[str, Any]:
    told = {name.removesuffix("_id"): value for name, value in row.items() if name not in UNTOLD}
    if "rating" in told:
        told["rating"] = ratings.get(told["rating"])
    return told

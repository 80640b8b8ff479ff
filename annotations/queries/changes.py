"""The change feed: a project's record, in an order that never skips a transaction that commits late.

Rows are read up to the transaction horizon only: the oldest transaction still open. Sequence numbers alone would let a
follower pass a row that was numbered early and committed late. The cursor is the last row's place and the name of the
database cluster, because numbers of another cluster, or of this one before a restore, mean nothing here.

An article has a feed of its own: what its page shows. Its cursor also passes what the article has no part in, so that a
page that asks every few seconds never reads the same rows twice.
"""

from __future__ import annotations

import base64
import binascii
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from django.db import connection
from django.db.models import QuerySet

from annotations.errors import Gone, Malformed, Problem
from annotations.models import Article, Assignment, Comment, Contact, Evidence, Project, Question, User, Verdict
from annotations.permissions import readable_by

DELIVERED = (
    *("project", "article", "quote", "claim", "question", "evidence", "assignment", "verdict", "decision"),
    *("contact", "comment", "speaker", "source", "scale", "release"),
)
START = (0, 0)
HANGING = (Question, Assignment, Contact, Comment)
"""What can be on a claim that is deleted, besides its evidence: one that was ever in review is not deleted any more."""
PARTS = 3
"""What names a cluster: its system, its timeline, the database."""
MOST_ARTICLES = 20

# Which database this is, and its horizon: every transaction before it has ended, and shows all it did to whoever looks from
# now on.
CLUSTER = """
    SELECT ARRAY[(SELECT system_identifier FROM pg_control_system())::text, substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8),
        (SELECT oid FROM pg_database WHERE datname = current_database())::text] AS cluster,
        pg_snapshot_xmin(pg_current_snapshot()) AS horizon
"""
# The record's own word decides whether a verdict was revealed then, whatever it is now.
ROWS = """
    SELECT k.cluster, k.horizon::text, r.* FROM ({cluster}) k LEFT JOIN LATERAL (
        SELECT c.seq, c.txid::text, c.at, c.object_type, c.object_id, c.version, c.action, c.actor_id, c.reason,
            CASE WHEN c.object_type IN ('claim', 'quote') THEN c."row" END, p."row"
        FROM change c
        LEFT JOIN change p ON c.object_type IN ('claim', 'quote') AND p.object_type = c.object_type
            AND p.object_id = c.object_id AND p.version = c.version - 1
        WHERE c.project_id = %(project)s AND c.object_type = ANY(%(delivered)s)
            AND c.txid < k.horizon AND (c.txid, c.seq) > (%(txid)s::text::xid8, %(seq)s)
            AND (c.object_type <> 'verdict' OR (c."row" ->> 'revealed')::boolean OR c."row" ->> 'reviewer_id' = %(reader)s)
            {of}
        ORDER BY c.txid, c.seq LIMIT %(limit)s
    ) r ON true ORDER BY r.txid::xid8, r.seq
"""
# A claim concerns the article whose quotes it is made from, or was made from a version ago.
OF_ARTICLE = """
    AND CASE c.object_type
        WHEN 'article' THEN c.object_id = %(article)s
        WHEN 'quote' THEN c."row" ->> 'article_id' = %(article)s::text
        WHEN 'claim' THEN EXISTS (
            SELECT FROM jsonb_array_elements_text((c."row" -> 'quotes') || coalesce(p."row" -> 'quotes', '[]')) AS e (id)
            JOIN quote q ON q.id = e.id::uuid WHERE q.article_id = %(article)s)
        ELSE true END
"""
ON_ITS_PAGE = ("article", "quote", "claim", "speaker")


@dataclass(frozen=True)
class Row:
    """One row of the feed. `object_type` and `object_id` name what changed, or what shows something that changed."""

    object_type: str
    object_id: uuid.UUID
    version: int
    action: str
    actor_id: uuid.UUID | None
    at: datetime
    reason: str


@dataclass(frozen=True)
class Page:
    """Some rows, and the cursor for those after them."""

    rows: list[Row]
    cursor: str


def changes_after(*, reader: User, project: Project, cursor: str = "", limit: int = 100) -> Page:
    """The next changes of a project that `reader` may know of; at the end none, and the same cursor.

    Raises Malformed for a cursor that is none, Gone for one of another database.
    """
    page, _ = _page(reader, project.pk, cursor, limit, delivered=DELIVERED)
    return page


def changes_of_article(*, reader: User, article: Article, cursor: str = "", limit: int = 100) -> Page:
    """The next changes of what an article's page shows: itself, its quotes, their claims, the project's speakers.

    Raises what `changes_after` raises.
    """
    page, further = _page(
        reader, article.project_id, cursor, limit, delivered=ON_ITS_PAGE, of=OF_ARTICLE, article=article.pk
    )
    return Page(page.rows, further)


def present_cursor() -> str:
    """The cursor of now: whoever reads lists after this, and then follows from here, misses nothing."""
    with connection.cursor() as c:
        c.execute(f"SELECT k.cluster, k.horizon::text FROM ({CLUSTER}) k")
        cluster, horizon = c.fetchone()
    return _write(cluster, int(horizon), 0)


def _page(
    reader: User, project: uuid.UUID, cursor: str, limit: int, *, delivered: tuple[str, ...], of: str = "", **more: Any
) -> tuple[Page, str]:
    """The page, and the cursor that has passed all there is to see, delivered or not."""
    named, txid, seq = _read(cursor) if cursor else (None, *START)
    place = {"txid": str(txid), "seq": seq, "limit": limit}
    asked = {"project": project, "delivered": list(delivered), "reader": str(reader.pk), **place, **more}
    with connection.cursor() as c:
        c.execute(ROWS.format(cluster=CLUSTER, of=of), asked)
        answered = c.fetchall()
    cluster, horizon = answered[0][:2]
    if named is not None and named != cluster:
        raise Gone
    there = [row[2:] for row in answered if row[2] is not None]
    found = _within_measure(there)
    whole = len(found) == len(there) < limit
    if not found:
        return Page([], cursor or _write(cluster, *START)), _write(cluster, int(horizon), 0)
    rows = [
        Row(object_type, object_id, version, action, actor_id, at, reason)
        for _, _, at, object_type, object_id, version, action, actor_id, reason, *_ in found
    ]
    if delivered == DELIVERED:
        rows += _shown_differently(reader, rows, [(_loaded(f[9]), _loaded(f[10])) for f in found])
    seq, txid = found[-1][:2]
    last = _write(cluster, int(txid), seq)
    return Page(rows, last), _write(cluster, int(horizon), 0) if whole else last


def _within_measure(found: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The rows up to as many articles as a page may hold: each is shown with its whole text."""
    articles = [i for i, row in enumerate(found) if row[3] == "article"]
    return found[: articles[MOST_ARTICLES]] if len(articles) > MOST_ARTICLES else found


def _shown_differently(
    reader: User, rows: list[Row], recorded: list[tuple[dict[str, Any] | None, dict[str, Any] | None]]
) -> list[Row]:
    """Rows for what has not changed itself but shows something of a claim or a quote that has.

    A verdict says whether the claim's content has moved on, evidence whether it is younger than the claim; what hangs on
    a claim or a quote goes and comes back with it. Their versions stay, so of two rows with one version the later counts.
    """
    reworded: dict[str, Row] = {}
    redated: dict[str, Row] = {}
    claims: dict[str, Row] = {}
    quotes: dict[str, Row] = {}
    for row, (now, before) in zip(rows, recorded, strict=True):
        if now is None or before is None:
            continue
        pk = str(row.object_id)
        if now["deleted_at"] != before["deleted_at"]:
            (quotes if row.object_type == "quote" else claims)[pk] = row
        if row.object_type == "quote":
            continue
        if now["content_version"] != before["content_version"]:
            reworded[pk] = row
        if now["said_on"] != before["said_on"]:
            redated[pk] = row
    verdicts = readable_by(reader, Verdict) if reworded else Verdict.objects.none()
    return [
        *_rows_of(verdicts, "claim", reworded),
        *_rows_of(Evidence.objects.all(), "claim", redated | claims),
        *(row for model in HANGING for row in _rows_of(model.objects.all(), "claim", claims)),
        *_rows_of(Comment.objects.all(), "quote", quotes),
    ]


def _rows_of(objects: QuerySet[Any], of: str, because: dict[str, Row]) -> list[Row]:
    """A row for each of the objects that hang on what changed, with the reason of that change."""
    if not because:
        return []
    # `of` is a column named by the callers above; none comes from a request.
    found = objects.filter(**{f"{of}__in": list(because)}).values_list("pk", "version", of)
    kind = objects.model._meta.db_table
    reasons = [(pk, version, because[str(thing)]) for pk, version, thing in found]
    return [Row(kind, pk, version, r.action, r.actor_id, r.at, r.reason) for pk, version, r in reasons]


def _loaded(row: Any) -> dict[str, Any] | None:
    return orjson.loads(row) if isinstance(row, str | bytes) else row


def _write(cluster: list[str], txid: int, seq: int) -> str:
    return base64.urlsafe_b64encode(orjson.dumps([*cluster, txid, seq])).decode().rstrip("=")


def _read(cursor: str) -> tuple[list[str], int, int]:
    """The database a cursor names, and the place in it. Raises Malformed."""
    try:
        *named, txid, seq = orjson.loads(
            base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        )
        readable = (
            len(named) == PARTS and type(txid) is int and type(seq) is int and 0 <= txid < 2**63 and 0 <= seq < 2**63
        )
    except (binascii.Error, ValueError, TypeError):
        readable = False
    if not readable:
        sentence = "This cursor cannot be read. Take it from the page before, or start again without one."
        raise Malformed(sentence, problems=(Problem("/cursor", sentence),))
    return named, txid, seq

"""The pieces of SQL that native lines are built from, of claims (claims.py) and of articles (articles.py) alike.

People are taken from `person`, comments from `remark` and verdicts from `told`, which detail.py puts before the statement.
"""

from __future__ import annotations


def time_of(column: str) -> str:
    """A time, in UTC, to the microsecond."""
    return f"""to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""


def object_of(**members: str) -> str:
    """A JSON object of these members, in this order."""
    return "json_build_object(" + ", ".join(f"'{name}', {value}" for name, value in members.items()) + ")"


def person(table: str) -> str:
    """Somebody of the desk. Never the e-mail address, and never the name people sign in with."""
    return object_of(id=f"{table}.shown", name=f"{table}.name")


def if_there(table: str, shown: str) -> str:
    """What is shown of a row that may be missing, or null."""
    return f"CASE WHEN {table}.id IS NOT NULL THEN {shown} END"


def columns(table: str, *names: str) -> dict[str, str]:
    """Columns of a table as members under their own names."""
    return {name: f'{table}."{name}"' for name in names}


def version_of(table: str) -> dict[str, str]:
    """Which version of a row this is, and when it was made and last changed."""
    times = {name: time_of(f"{table}.{name}") for name in ("created_at", "updated_at")}
    return {"version": f"{table}.version", **times}


def list_of(item: str, rows: str, *, order: str) -> str:
    """A JSON list of what `item` makes of each of the rows (FROM and WHERE), empty when there are none."""
    return f"coalesce((SELECT json_agg({item} ORDER BY {order}) {rows}), '[]')"


def speaker(table: str) -> str:
    """Who is quoted, or null."""
    return if_there(table, object_of(**columns(table, "id", "name", "kind", "role", "aliases", "wikidata_id")))


def label(table: str) -> dict[str, str]:
    """The rating of a row of `table` as it was when it was given, and what it counts as now, from the tables `rated` joins.

    Earlier labels are taken from the record. `mapping` is the place of what it counts as in the schemes data teams know,
    null where it has none.
    """
    return {
        "rating": "rating.code",
        "rating_label": f"""CASE WHEN rating.version = {table}.rating_version THEN rating.label ELSE (
            SELECT change."row" ->> 'label' FROM change
            WHERE change.object_type = 'rating' AND change.object_id = rating.id AND change.version = {table}.rating_version
        ) END""",
        "rating_version": f"{table}.rating_version",
        "merged_into": "counts_as.code",
        "scale": "scale.slug",
        "mapping": object_of(
            fever=f"nullif({_counting('fever')}, '')",
            averitec=f"nullif({_counting('averitec')}, '')",
            claimreview=_counting("claimreview"),
            numeric=_counting("numeric"),
        ),
    }


def rated(table: str) -> str:
    """The joins from `table` to the rating of its rows, its scale and what it was merged into: `label` reads them."""
    return f"""
    JOIN rating ON rating.id = {table}.rating_id
    JOIN scale ON scale.id = rating.scale_id
    LEFT JOIN rating counts_as ON counts_as.id = rating.merged_into_id"""


def _counting(column: str) -> str:
    """That column of the rating a rating was merged into, or of itself."""
    return f'CASE WHEN counts_as.id IS NULL THEN rating."{column}" ELSE counts_as."{column}" END'


def source(table: str) -> str:
    """A publication, or null."""
    return if_there(table, object_of(**columns(table, "id", "name", "homepage", "country")))


def comments(of: str) -> str:
    """The comments on a row of that table, which its own name stands for."""
    return list_of(
        object_of(
            id="comment.id",
            author=person("commenter"),
            text="comment.text",
            reply_to="comment.reply_to_id",
            mentions=list_of(
                person("mentioned"),
                "FROM person mentioned WHERE mentioned.id = ANY (comment.mentions)",
                order="mentioned.name, mentioned.id",
            ),
            resolved_by=if_there("settler", person("settler")),
            resolved_at=time_of("comment.resolved_at"),
            **version_of("comment"),
        ),
        f"""
        FROM remark comment
        JOIN person commenter ON commenter.id = comment.author_id
        LEFT JOIN person settler ON settler.id = comment.resolved_by_id
        WHERE comment.{of}_id = {of}.id AND comment.deleted_at IS NULL
        """,
        order="comment.created_at, comment.id",
    )


# Offsets in code points, and in UTF-16 by the places of the characters that take two units there (sql/exports.sql).
SEGMENT = object_of(
    start="segment.start",
    end='segment."end"',
    start_utf16="segment.start + width_bucket(segment.start - 1, revision.astral)",
    end_utf16='segment."end" + width_bucket(segment."end" - 1, revision.astral)',
    exact="segment.exact",
    prefix="left(around.words, around.before)",
    suffix="substr(around.words, around.before + around.length + 1)",
    state="segment.state",
)

# The segments of `quote` in `revision`, as a list, and where the first of them begins. Words and surroundings are cut from the
# text in one piece for each segment; without OFFSET 0 the planner would cut that piece again for each use of it.
ANCHORED = f"""(
    SELECT coalesce(json_agg({SEGMENT} ORDER BY segment."order"), '[]') AS segments, min(segment.start) AS start
    FROM segment CROSS JOIN LATERAL (
        SELECT before, substr(revision.text, segment.start - before + 1, before + length + 32) AS words, length
        FROM (
            SELECT CASE WHEN segment.start < 32 THEN segment.start ELSE 32 END, segment."end" - segment.start
        ) measures(before, length)
        OFFSET 0
    ) around
    WHERE segment.quote_id = quote.id AND segment.revision_id = revision.id
) anchored"""

# What is said of a quote itself: the tables are quote, quoted and annotator.
OF_A_QUOTE = {
    **columns("quote", "kind", "tone"),
    "speaker": speaker("quoted"),
    "parent": "quote.parent_id",
    **columns("quote", "note", "origin"),
    "author": person("annotator"),
    **version_of("quote"),
    "segments": "anchored.segments",
}

"""An article as a native line: its text with everything that is marked in it."""

from __future__ import annotations

from annotations.exports.sql import (
    ANCHORED,
    OF_A_QUOTE,
    columns,
    comments,
    list_of,
    object_of,
    person,
    source,
    time_of,
)
from annotations.text.direction import RIGHT_TO_LEFT_LANGUAGES, RIGHT_TO_LEFT_SCRIPTS


def _words(words: frozenset[str]) -> str:
    return "(" + ", ".join(f"'{word}'" for word in sorted(words)) + ")"


# What `direction_of` says of the language: its script is the first subtag of four letters, before any single character.
_SCRIPT = "substring(lower(article.language) from '^[^-]+(?:-(?![a-z]{4}(?:-|$))[^-]{2,})*-([a-z]{4})(?:-|$)')"
DIRECTION = f"""CASE WHEN coalesce(
    {_SCRIPT} IN {_words(RIGHT_TO_LEFT_SCRIPTS)},
    split_part(lower(article.language), '-', 1) IN {_words(RIGHT_TO_LEFT_LANGUAGES)}
) THEN 'rtl' ELSE 'ltr' END"""

# Of this project, said so that no index of projects looks a way in: that would read all its claims for every quote.
CLAIMS = list_of(
    object_of(
        **columns("claim", "id", "text", "state"),
        rating="""(
            SELECT rating.code FROM decision JOIN rating ON rating.id = decision.rating_id
            WHERE decision.claim_id = claim.id ORDER BY decision.round DESC LIMIT 1)""",
    ),
    """
    FROM claim_quote JOIN claim ON claim.id = claim_quote.claim_id
    WHERE claim_quote.quote_id = quote.id AND claim.deleted_at IS NULL AND (claim.project_id = article.project_id) IS TRUE
    """,
    order="claim.created_at, claim.id",
)

# As they stand in the text; those that were lost come last.
QUOTES = list_of(
    object_of(
        id="quote.id",
        revision="revision.number",
        **OF_A_QUOTE,
        claims=CLAIMS,
        comments=comments("quote"),
    ),
    f"""
    FROM quote
    JOIN person annotator ON annotator.id = quote.author_id
    LEFT JOIN speaker quoted ON quoted.id = quote.speaker_id
    CROSS JOIN LATERAL {ANCHORED}
    WHERE quote.article_id = article.id AND quote.deleted_at IS NULL
    """,
    order="anchored.start, quote.created_at, quote.id",
)

LINES = f"""
SELECT {
    object_of(
        schema="'factcheck/1'",
        type="'article'",
        **columns("article", "id", "version"),
        project="project.slug",
        **columns("article", "title", "url"),
        source=source("publication"),
        **columns("article", "byline", "published_on", "language"),
        direction=DIRECTION,
        **columns("article", "rights", "state"),
        author=person("author"),
        created_at=time_of("article.created_at"),
        updated_at=time_of("article.updated_at"),
        revision=object_of(**columns("revision", "number", "sha256", "length")),
        **columns("revision", "text", "blocks"),
        quotes=QUOTES,
        comments=comments("article"),
    )
}
FROM ({{chosen}}) article
JOIN project ON project.id = article.project_id
JOIN revision ON revision.id = article.current_id
JOIN person author ON author.id = article.author_id
LEFT JOIN source publication ON publication.id = article.source_id
ORDER BY article.created_at, article.id
"""

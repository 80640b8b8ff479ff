"""Articles in the native form: the blocks of lines as the database wrote them, unread."""

from __future__ import annotations

from annotations.exports.shape import Format

FORMAT = Format(
    name="articles",
    gist="Whole texts with every quote marked in them, for programs",
    of="articles",
    media_type="application/x-ndjson",
    extension="jsonl",
    description=(
        "JSON Lines, in UTF-8: one article a line, with its whole text, its blocks, and every quote marked in it, also "
        "those in no claim, in the order of the text. What is not marked in an article whose `state` is `done` is not "
        "a quote. Offsets count from 0, `end` exclusive: `start` and `end` in Unicode code points, as Python slices "
        "`text`, `start_utf16` and `end_utf16` in UTF-16 units, as JavaScript does. A quote whose words a correction "
        "took out of the text is `orphaned` and has null for them. The layout has a version, `factcheck/1`, and a JSON "
        "Schema: annotations/exports/schema/articles.schema.json."
    ),
    loses=(
        "Earlier revisions, uploads as they came, whatever was deleted, and of claims all but text, state and the "
        "rating of the last decision: the claims' own chain is in jsonl, under the same ids."
    ),
    render=iter,
)

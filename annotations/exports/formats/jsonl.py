"""Claims in the native form: the blocks of lines as the database wrote them, unread."""

from __future__ import annotations

from annotations.exports.shape import Format

FORMAT = Format(
    name="jsonl",
    gist="Everything about each claim, for programs",
    media_type="application/x-ndjson",
    extension="jsonl",
    description=(
        "JSON Lines, in UTF-8: one claim a line, with its quotes, questions, evidence, contacts, verdicts, "
        "decision and comments. "
        "Offsets count from 0, `end` exclusive: `start` and `end` in Unicode code points, as Python slices, "
        "`start_utf16` and `end_utf16` in UTF-16 units, as JavaScript does. The layout has a version, `factcheck/1`, "
        "and a JSON Schema: annotations/exports/schema/jsonl.schema.json."
    ),
    loses=(
        "The articles' full texts, quotes that are in no claim, earlier versions, and whatever was deleted. "
        "A quote's place is given in its article's current revision alone. "
        "Verdicts of a review that is still blind are left out, for every reader alike, and so are withdrawn ones."
    ),
    render=iter,
)

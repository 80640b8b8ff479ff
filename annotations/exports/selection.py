"""Which claims, and what is said of each: one statement that makes one JSON line for every claim.

It goes through the project's claims by their index, oldest first, and looks up what hangs on each: so the first line is
there at once, memory does not grow with the project, and a small export from a large database stays small. Joins of
whole tables, aggregated beforehand, need seconds and the disk before the first line. stream.py holds the planner to it.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from annotations.models import Claim, ClaimQuote, Project, User
from annotations.permissions import readable_by
from annotations.queries.search import having


@dataclass(frozen=True)
class ClaimFilters:
    """Which claims of a project: those that fit all that is given. The claim list asks the same way."""

    state: str | None = None
    speaker: uuid.UUID | None = None
    assignee: uuid.UUID | None = None
    article: uuid.UUID | None = None
    q: str = ""  # words, "phrases" and -words of the claim's text, as in a search

    def among(self, claims: QuerySet[Claim]) -> QuerySet[Claim]:
        """The claims among `claims` that were asked for."""
        # Names from here, values from the request.
        given = {"state": self.state, "speaker": self.speaker, "assignee": self.assignee}
        claims = claims.filter(**{name: value for name, value in given.items() if value is not None})
        if self.article is not None:
            claims = claims.filter(pk__in=ClaimQuote.objects.filter(quote__article=self.article).values("claim"))
        return having(claims, self.q)


def lines(*, project: Project, reader: User, filters: ClaimFilters) -> tuple[str, tuple[Any, ...]]:
    """The statement and its parameters. Claims come through the reader's door; of a blind review nothing comes."""
    claims = filters.among(readable_by(reader, Claim).filter(project=project))
    columns = [str(field.column) for field in Claim._meta.concrete_fields]
    chosen, parameters = claims.order_by("created_at", "id").values(*columns).query.sql_with_params()
    return LINES.replace("{chosen}", chosen), tuple(parameters)


def _time(column: str) -> str:
    return f"""to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')"""


def _object(**members: str) -> str:
    return "json_build_object(" + ", ".join(f"'{name}', {value}" for name, value in members.items()) + ")"


def _person(table: str) -> str:
    # Never the e-mail address, and never the name people sign in with.
    return _object(id=f"{table}.id", name=f"{table}.name")


def _if_there(table: str, *columns: str) -> str:
    shown = _object(**{column: f"{table}.{column}" for column in columns})
    return f"CASE WHEN {table}.id IS NOT NULL THEN {shown} END"


def _list(item: str, rows: str, *, order: str) -> str:
    return f"coalesce((SELECT json_agg({item} ORDER BY {order}) {rows}), '[]')"


def _speaker(table: str) -> str:
    return _if_there(table, "id", "name", "kind", "role", "aliases", "wikidata_id")


def _label(table: str) -> dict[str, str]:
    """A rating as it was when `table`'s row was given it, and what it counts as now. The record knows earlier labels.

    `mapping` is the place of what it counts as in the schemes data teams know, null where it has none.
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
        "mapping": _object(
            fever=f"nullif({_counting('fever')}, '')",
            averitec=f"nullif({_counting('averitec')}, '')",
            claimreview=_counting("claimreview"),
            numeric=_counting("numeric"),
        ),
    }


def _counting(column: str) -> str:
    """That column of the rating a rating was merged into, or of itself."""
    return f'CASE WHEN counts_as.id IS NULL THEN rating."{column}" ELSE counts_as."{column}" END'


def _source(table: str) -> str:
    return _if_there(table, "id", "name", "homepage", "country")


def _comments(of: str) -> str:
    """The comments on a row of that table, which its own name stands for."""
    return _list(
        _object(
            id="comment.id",
            author=_person("commenter"),
            text="comment.text",
            reply_to="comment.reply_to_id",
            mentions=_list(
                _person("mentioned"),
                "FROM users mentioned WHERE mentioned.id = ANY (comment.mentions)",
                order="mentioned.name, mentioned.id",
            ),
            resolved_by=_if_there("settler", "id", "name"),
            resolved_at=_time("comment.resolved_at"),
            version="comment.version",
            created_at=_time("comment.created_at"),
            updated_at=_time("comment.updated_at"),
        ),
        f"""
        FROM comment
        JOIN users commenter ON commenter.id = comment.author_id
        LEFT JOIN users settler ON settler.id = comment.resolved_by_id
        WHERE comment.{of}_id = {of}.id AND comment.deleted_at IS NULL
        """,
        order="comment.created_at, comment.id",
    )


# Offsets in code points, and in UTF-16 by the places of the characters that take two units there (sql/exports.sql).
# The text is read once for a segment: words and surroundings in one piece. OFFSET 0 keeps it from being read for each.
SEGMENTS = _list(
    _object(
        start="segment.start",
        end='segment."end"',
        start_utf16="segment.start + width_bucket(segment.start - 1, revision.astral)",
        end_utf16='segment."end" + width_bucket(segment."end" - 1, revision.astral)',
        exact="segment.exact",
        prefix="left(around.words, around.before)",
        suffix="substr(around.words, around.before + around.length + 1)",
        state="segment.state",
    ),
    """
    FROM segment CROSS JOIN LATERAL (
        SELECT before, substr(revision.text, segment.start - before + 1, before + length + 32) AS words, length
        FROM (
            SELECT CASE WHEN segment.start < 32 THEN segment.start ELSE 32 END, segment."end" - segment.start
        ) measures(before, length)
        OFFSET 0
    ) around
    WHERE segment.quote_id = quote.id AND segment.revision_id = revision.id
    """,
    order='segment."order"',
)

QUOTES = _list(
    _object(
        id="quote.id",
        article=_object(
            id="article.id",
            title="article.title",
            url="article.url",
            source=_source("publication"),
            byline="article.byline",
            published_on="article.published_on",
            language="article.language",
        ),
        revision="revision.number",
        revision_sha256="revision.sha256",
        kind="quote.kind",
        tone="quote.tone",
        speaker=_speaker("quoted"),
        parent="quote.parent_id",
        note="quote.note",
        origin="quote.origin",
        author=_person("annotator"),
        version="quote.version",
        created_at=_time("quote.created_at"),
        updated_at=_time("quote.updated_at"),
        segments=SEGMENTS,
        comments=_comments("quote"),
    ),
    """
    FROM claim_quote
    JOIN quote ON quote.id = claim_quote.quote_id AND quote.deleted_at IS NULL
    JOIN article ON article.id = quote.article_id AND article.project_id = claim.project_id
    JOIN revision ON revision.id = article.current_id
    JOIN users annotator ON annotator.id = quote.author_id
    LEFT JOIN speaker quoted ON quoted.id = quote.speaker_id
    LEFT JOIN source publication ON publication.id = article.source_id
    WHERE claim_quote.claim_id = claim.id
    """,
    order="claim_quote.position",
)

QUESTIONS = _list(
    _object(
        id="question.id",
        text="question.text",
        order='question."order"',
        author=_person("asker"),
        version="question.version",
        created_at=_time("question.created_at"),
        updated_at=_time("question.updated_at"),
    ),
    """
    FROM question
    JOIN users asker ON asker.id = question.author_id
    WHERE question.claim_id = claim.id AND question.deleted_at IS NULL
    """,
    order='question."order", question.id',
)

EVIDENCE = _list(
    _object(
        id="evidence.id",
        question="evidence.question_id",
        answer="evidence.answer",
        answer_kind="evidence.answer_kind",
        title="evidence.title",
        url="evidence.url",
        archive_url="evidence.archive_url",
        source=_source("publication"),
        published_on="evidence.published_on",
        accessed_on="evidence.accessed_on",
        excerpt="evidence.excerpt",
        stance="evidence.stance",
        primary='evidence."primary"',
        named="evidence.named",
        after_claim="coalesce(evidence.published_on > claim.said_on, false)",
        author=_person("finder"),
        version="evidence.version",
        created_at=_time("evidence.created_at"),
        updated_at=_time("evidence.updated_at"),
    ),
    """
    FROM evidence
    JOIN users finder ON finder.id = evidence.author_id
    LEFT JOIN source publication ON publication.id = evidence.source_id
    WHERE evidence.claim_id = claim.id AND evidence.deleted_at IS NULL
    """,
    order="evidence.created_at, evidence.id",
)

CONTACTS = _list(
    _object(
        id="contact.id",
        who="contact.who",
        how="contact.how",
        asked_on="contact.asked_on",
        asked="contact.asked",
        replied_on="contact.replied_on",
        reply="contact.reply",
        why_not="contact.why_not",
        author=_person("asker"),
        version="contact.version",
        created_at=_time("contact.created_at"),
        updated_at=_time("contact.updated_at"),
    ),
    """
    FROM contact
    JOIN users asker ON asker.id = contact.author_id
    WHERE contact.claim_id = claim.id AND contact.deleted_at IS NULL
    """,
    order="contact.created_at, contact.id",
)

# Submitted and revealed: until then a verdict is its author's alone, and an export is the same for everyone.
VERDICTS = _list(
    _object(
        id="verdict.id",
        reviewer=_person("reviewer"),
        claim_version="verdict.claim_version",
        stale="verdict.claim_version < claim.content_version",
        round="verdict.round",
        **_label("verdict"),
        rationale="verdict.rationale",
        confidence="verdict.confidence",
        informed="verdict.informed",
        evidence="""ARRAY(
            SELECT evidence.id FROM verdict_evidence JOIN evidence ON evidence.id = verdict_evidence.evidence_id
            WHERE verdict_evidence.verdict_id = verdict.id AND evidence.deleted_at IS NULL ORDER BY evidence.id)""",
        submitted_at=_time("verdict.submitted_at"),
        comments=_comments("verdict"),
    ),
    """
    FROM verdict
    JOIN users reviewer ON reviewer.id = verdict.reviewer_id
    JOIN rating ON rating.id = verdict.rating_id
    JOIN scale ON scale.id = rating.scale_id
    LEFT JOIN rating counts_as ON counts_as.id = rating.merged_into_id
    WHERE verdict.claim_id = claim.id AND verdict.state = 'submitted' AND verdict.revealed
    """,
    order="verdict.submitted_at, verdict.id",
)

# The last one; its round says whether the claim was reopened since.
DECISION = f"""(SELECT {
    _object(
        id="decision.id",
        claim_version="decision.claim_version",
        round="decision.round",
        **_label("decision"),
        headline="decision.headline",
        summary="decision.summary",
        rationale="decision.rationale",
        rule="decision.rule",
        sources="decision.sources",
        min_sources="decision.min_sources",
        by=_person("editor"),
        verdicts='''ARRAY(
            SELECT verdict.id FROM decision_verdict JOIN verdict ON verdict.id = decision_verdict.verdict_id
            WHERE decision_verdict.decision_id = decision.id AND verdict.revealed
            ORDER BY verdict.submitted_at, verdict.id)''',
        created_at=_time("decision.created_at"),
    )
}
    FROM decision
    JOIN users editor ON editor.id = decision.by_id
    JOIN rating ON rating.id = decision.rating_id
    JOIN scale ON scale.id = rating.scale_id
    LEFT JOIN rating counts_as ON counts_as.id = rating.merged_into_id
    WHERE decision.claim_id = claim.id
    ORDER BY decision.round DESC LIMIT 1)"""

LINES = f"""
SELECT {
    _object(
        schema="'factcheck/1'",
        id="claim.id",
        version="claim.version",
        text="claim.text",
        state="claim.state",
        project="project.slug",
        project_name="project.name",
        author=_person("author"),
        speaker=_speaker("speaker"),
        said_on="claim.said_on",
        place="claim.place",
        occasion="claim.occasion",
        topics="claim.topics",
        priority="claim.priority",
        assignee=_if_there("assignee", "id", "name"),
        duplicate_of="original.id",
        round="claim.round",
        content_version="claim.content_version",
        created_at=_time("claim.created_at"),
        updated_at=_time("claim.updated_at"),
        quotes=QUOTES,
        questions=QUESTIONS,
        evidence=EVIDENCE,
        contacts=CONTACTS,
        verdicts=VERDICTS,
        decision=DECISION,
        comments=_comments("claim"),
    )
}
FROM ({{chosen}}) claim
JOIN project ON project.id = claim.project_id
JOIN users author ON author.id = claim.author_id
LEFT JOIN speaker ON speaker.id = claim.speaker_id
LEFT JOIN users assignee ON assignee.id = claim.assignee_id
LEFT JOIN claim original ON original.id = claim.duplicate_of_id AND original.deleted_at IS NULL
ORDER BY claim.created_at, claim.id
"""

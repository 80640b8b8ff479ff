"""A claim as a native line: the claim with its whole chain."""

from __future__ import annotations

from annotations.exports.sql import (
    ANCHORED,
    OF_A_QUOTE,
    columns,
    comments,
    if_there,
    label,
    list_of,
    object_of,
    person,
    rated,
    source,
    speaker,
    time_of,
    version_of,
)

QUOTES = list_of(
    object_of(
        id="quote.id",
        article=object_of(
            **columns("article", "id", "title", "url"),
            source=source("publication"),
            **columns("article", "byline", "published_on", "language"),
        ),
        revision="revision.number",
        revision_sha256="revision.sha256",
        **OF_A_QUOTE,
        comments=comments("quote"),
    ),
    f"""
    FROM claim_quote
    JOIN quote ON quote.id = claim_quote.quote_id AND quote.deleted_at IS NULL
    JOIN article ON article.id = quote.article_id AND article.project_id = claim.project_id
    JOIN revision ON revision.id = article.current_id
    JOIN person annotator ON annotator.id = quote.author_id
    LEFT JOIN speaker quoted ON quoted.id = quote.speaker_id
    LEFT JOIN source publication ON publication.id = article.source_id
    CROSS JOIN LATERAL {ANCHORED}
    WHERE claim_quote.claim_id = claim.id
    """,
    order="claim_quote.position",
)

QUESTIONS = list_of(
    object_of(
        **columns("question", "id", "text", "order"),
        author=person("asker"),
        **version_of("question"),
    ),
    """
    FROM question
    JOIN person asker ON asker.id = question.author_id
    WHERE question.claim_id = claim.id AND question.deleted_at IS NULL
    """,
    order='question."order", question.id',
)

EVIDENCE = list_of(
    object_of(
        id="evidence.id",
        question="evidence.question_id",
        **columns("evidence", "answer", "answer_kind", "title", "url", "archive_url"),
        source=source("publication"),
        **columns("evidence", "published_on", "accessed_on", "excerpt", "stance", "primary", "named"),
        after_claim="coalesce(evidence.published_on > claim.said_on, false)",
        author=person("finder"),
        **version_of("evidence"),
    ),
    """
    FROM evidence
    JOIN person finder ON finder.id = evidence.author_id
    LEFT JOIN source publication ON publication.id = evidence.source_id
    WHERE evidence.claim_id = claim.id AND evidence.deleted_at IS NULL
    """,
    order="evidence.created_at, evidence.id",
)

CONTACTS = list_of(
    object_of(
        **columns("contact", "id", "who", "how", "asked_on", "asked", "replied_on", "reply", "why_not"),
        author=person("asker"),
        **version_of("contact"),
    ),
    """
    FROM contact
    JOIN person asker ON asker.id = contact.author_id
    WHERE contact.claim_id = claim.id AND contact.deleted_at IS NULL
    """,
    order="contact.created_at, contact.id",
)

VERDICTS = list_of(
    object_of(
        id="verdict.id",
        reviewer=person("reviewer"),
        claim_version="verdict.claim_version",
        stale="verdict.claim_version < claim.content_version",
        round="verdict.round",
        **label("verdict"),
        **columns("verdict", "rationale", "confidence", "informed"),
        evidence="""ARRAY(
            SELECT evidence.id FROM verdict_evidence JOIN evidence ON evidence.id = verdict_evidence.evidence_id
            WHERE verdict_evidence.verdict_id = verdict.id AND evidence.deleted_at IS NULL ORDER BY evidence.id)""",
        submitted_at=time_of("verdict.submitted_at"),
        comments=comments("verdict"),
    ),
    f"""
    FROM told verdict
    JOIN person reviewer ON reviewer.id = verdict.reviewer_id {rated("verdict")}
    WHERE verdict.claim_id = claim.id
    """,
    order="verdict.submitted_at, verdict.id",
)

# The last one; its round says whether the claim was reopened since.
DECISION = f"""(SELECT {
    object_of(
        **columns("decision", "id", "claim_version", "round"),
        **label("decision"),
        **columns("decision", "headline", "summary", "rationale", "rule", "sources", "min_sources"),
        by=person("editor"),
        verdicts='''ARRAY(
            SELECT verdict.id FROM decision_verdict JOIN verdict ON verdict.id = decision_verdict.verdict_id
            WHERE decision_verdict.decision_id = decision.id AND verdict.revealed
            ORDER BY verdict.submitted_at, verdict.id)''',
        created_at=time_of("decision.created_at"),
    )
}
    FROM decision
    JOIN person editor ON editor.id = decision.by_id {rated("decision")}
    WHERE decision.claim_id = claim.id
    ORDER BY decision.round DESC LIMIT 1)"""

LINES = f"""
SELECT {
    object_of(
        schema="'factcheck/1'",
        **columns("claim", "id", "version", "text", "state"),
        project="project.slug",
        project_name="project.name",
        author=person("author"),
        speaker=speaker("speaker"),
        **columns("claim", "said_on", "place", "occasion", "topics", "priority"),
        assignee=if_there("assignee", person("assignee")),
        duplicate_of="original.id",
        **columns("claim", "round", "content_version"),
        created_at=time_of("claim.created_at"),
        updated_at=time_of("claim.updated_at"),
        quotes=QUOTES,
        questions=QUESTIONS,
        evidence=EVIDENCE,
        contacts=CONTACTS,
        verdicts=VERDICTS,
        decision=DECISION,
        comments=comments("claim"),
    )
}
FROM ({{chosen}}) claim
JOIN project ON project.id = claim.project_id
JOIN person author ON author.id = claim.author_id
LEFT JOIN speaker ON speaker.id = claim.speaker_id
LEFT JOIN person assignee ON assignee.id = claim.assignee_id
LEFT JOIN claim original ON original.id = claim.duplicate_of_id AND original.deleted_at IS NULL
ORDER BY claim.created_at, claim.id
"""

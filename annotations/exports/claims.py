"""A claim as a native line: the claim with its whole chain."""

from __future__ import annotations

from annotations.exports.sql import (
    ANCHORED,
    OF_A_QUOTE,
    comments,
    if_there,
    label,
    list_of,
    object_of,
    person,
    source,
    speaker,
    time_of,
)

QUOTES = list_of(
    object_of(
        id="quote.id",
        article=object_of(
            id="article.id",
            title="article.title",
            url="article.url",
            source=source("publication"),
            byline="article.byline",
            published_on="article.published_on",
            language="article.language",
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
        id="question.id",
        text="question.text",
        order='question."order"',
        author=person("asker"),
        version="question.version",
        created_at=time_of("question.created_at"),
        updated_at=time_of("question.updated_at"),
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
        answer="evidence.answer",
        answer_kind="evidence.answer_kind",
        title="evidence.title",
        url="evidence.url",
        archive_url="evidence.archive_url",
        source=source("publication"),
        published_on="evidence.published_on",
        accessed_on="evidence.accessed_on",
        excerpt="evidence.excerpt",
        stance="evidence.stance",
        primary='evidence."primary"',
        named="evidence.named",
        after_claim="coalesce(evidence.published_on > claim.said_on, false)",
        author=person("finder"),
        version="evidence.version",
        created_at=time_of("evidence.created_at"),
        updated_at=time_of("evidence.updated_at"),
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
        id="contact.id",
        who="contact.who",
        how="contact.how",
        asked_on="contact.asked_on",
        asked="contact.asked",
        replied_on="contact.replied_on",
        reply="contact.reply",
        why_not="contact.why_not",
        author=person("asker"),
        version="contact.version",
        created_at=time_of("contact.created_at"),
        updated_at=time_of("contact.updated_at"),
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
        rationale="verdict.rationale",
        confidence="verdict.confidence",
        informed="verdict.informed",
        evidence="""ARRAY(
            SELECT evidence.id FROM verdict_evidence JOIN evidence ON evidence.id = verdict_evidence.evidence_id
            WHERE verdict_evidence.verdict_id = verdict.id AND evidence.deleted_at IS NULL ORDER BY evidence.id)""",
        submitted_at=time_of("verdict.submitted_at"),
        comments=comments("verdict"),
    ),
    """
    FROM told verdict
    JOIN person reviewer ON reviewer.id = verdict.reviewer_id
    JOIN rating ON rating.id = verdict.rating_id
    JOIN scale ON scale.id = rating.scale_id
    LEFT JOIN rating counts_as ON counts_as.id = rating.merged_into_id
    WHERE verdict.claim_id = claim.id
    """,
    order="verdict.submitted_at, verdict.id",
)

# The last one; its round says whether the claim was reopened since.
DECISION = f"""(SELECT {
    object_of(
        id="decision.id",
        claim_version="decision.claim_version",
        round="decision.round",
        **label("decision"),
        headline="decision.headline",
        summary="decision.summary",
        rationale="decision.rationale",
        rule="decision.rule",
        sources="decision.sources",
        min_sources="decision.min_sources",
        by=person("editor"),
        verdicts='''ARRAY(
            SELECT verdict.id FROM decision_verdict JOIN verdict ON verdict.id = decision_verdict.verdict_id
            WHERE decision_verdict.decision_id = decision.id AND verdict.revealed
            ORDER BY verdict.submitted_at, verdict.id)''',
        created_at=time_of("decision.created_at"),
    )
}
    FROM decision
    JOIN person editor ON editor.id = decision.by_id
    JOIN rating ON rating.id = decision.rating_id
    JOIN scale ON scale.id = rating.scale_id
    LEFT JOIN rating counts_as ON counts_as.id = rating.merged_into_id
    WHERE decision.claim_id = claim.id
    ORDER BY decision.round DESC LIMIT 1)"""

LINES = f"""
SELECT {
    object_of(
        schema="'factcheck/1'",
        id="claim.id",
        version="claim.version",
        text="claim.text",
        state="claim.state",
        project="project.slug",
        project_name="project.name",
        author=person("author"),
        speaker=speaker("speaker"),
        said_on="claim.said_on",
        place="claim.place",
        occasion="claim.occasion",
        topics="claim.topics",
        priority="claim.priority",
        assignee=if_there("assignee", person("assignee")),
        duplicate_of="original.id",
        round="claim.round",
        content_version="claim.content_version",
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

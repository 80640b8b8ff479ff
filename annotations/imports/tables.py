"""The tables an import writes, in an order in which each finds what it needs, and the columns it fills."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

_MADE = ("id", "version", "created_at", "updated_at")

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "users": (
            "id",
            "password",
            "is_superuser",
            "is_staff",
            "is_active",
            "date_joined",
            "username",
            "name",
            "email",
        ),
        "source": ("id", "version", "project_id", "name", "homepage", "country"),
        "speaker": ("id", "version", "project_id", "name", "kind", "role", "aliases", "wikidata_id"),
        "article": (
            *_MADE,
            *("project_id", "author_id", "title", "url", "source_id", "byline", "published_on", "language", "rights"),
            *("state", "current_id"),
        ),
        "revision": (
            *("id", "created_at", "article_id", "author_id", "number", "text", "sha256", "length", "blocks", "raw"),
            "raw_sha256",
        ),
        "quote": (
            *_MADE,
            *("article_id", "author_id", "kind", "tone", "speaker_id", "parent_id", "note", "origin", "anchor"),
        ),
        "segment": ("id", "quote_id", "revision_id", "order", "start", "end", "exact", "state"),
        # Before the claim's own row: the record's row of a claim names the quotes it is made from.
        "claim_quote": ("id", "claim_id", "quote_id", "position"),
        "claim": (
            *_MADE,
            *("project_id", "author_id", "text", "speaker_id", "said_on", "place", "occasion", "topics", "state"),
            *("priority", "assignee_id", "duplicate_of_id", "round", "content_version"),
        ),
        "question": (*_MADE, "claim_id", "author_id", "text", "order"),
        "evidence": (
            *_MADE,
            *("claim_id", "author_id", "question_id", "answer", "answer_kind", "title", "url", "archive_url"),
            *("source_id", "published_on", "accessed_on", "excerpt", "stance", "primary", "named"),
        ),
        "contact": (
            *_MADE,
            *("claim_id", "author_id", "who", "how", "asked_on", "asked", "replied_on", "reply", "why_not"),
        ),
        "verdict": (
            *_MADE,
            *("claim_id", "reviewer_id", "claim_version", "round", "rating_id", "rationale", "confidence", "state"),
            *("revealed", "informed", "submitted_at"),
        ),
        "verdict_evidence": ("id", "verdict_id", "evidence_id"),
        "decision": (
            *_MADE,
            *("claim_id", "by_id", "claim_version", "round", "rating_id", "headline", "summary", "rationale", "rule"),
            *("sources", "min_sources"),
        ),
        "decision_verdict": ("id", "decision_id", "verdict_id"),
        "comment": (
            *_MADE,
            *("project_id", "author_id", "article_id", "quote_id", "claim_id", "verdict_id", "reply_to_id", "text"),
            *("mentions", "resolved_by_id", "resolved_at"),
        ),
    }
)

NOUNS: Mapping[str, str] = MappingProxyType(
    {
        "article": "articles",
        "quote": "quotes",
        "claim": "claims",
        "question": "questions",
        "evidence": "evidence",
        "contact": "contacts",
        "verdict": "verdicts",
        "decision": "decisions",
        "comment": "comments",
        "speaker": "speakers",
        "source": "sources",
        "users": "people",
    }
)
"""What is counted, and what people call it."""

"""Quotes and the segments that anchor them to a revision's words."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from annotations.models.base import Identified, Versioned

QUOTE_KINDS = [(k, k) for k in ("direct", "partial", "indirect", "scare", "statement")]
QUOTE_TONES = [(t, t) for t in ("literal", "ironic", "hypothetical", "question")]
QUOTE_ORIGINS = [(o, o) for o in ("person", "suggestion", "import")]
SEGMENT_STATES = [(s, s) for s in ("exact", "moved", "changed", "orphaned")]


class Quote(Versioned):
    """A highlighted passage: what kind of quoting it is, in what tone, by whom."""

    article = models.ForeignKey("Article", on_delete=models.PROTECT, related_name="quotes")
    kind = models.CharField(max_length=10, choices=QUOTE_KINDS)
    tone = models.CharField(max_length=14, choices=QUOTE_TONES, default="literal")
    speaker = models.ForeignKey("Speaker", null=True, blank=True, on_delete=models.PROTECT, related_name="quotes")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    note = models.TextField(blank=True)
    origin = models.CharField(max_length=10, choices=QUOTE_ORIGINS, default="person")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    anchor = models.TextField(null=True, editable=False)  # the spans as one string; null when words were lost
    deleted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        db_table = "quote"
        indexes = [models.Index(fields=["article", "created_at", "id"], name="quote_by_article")]
        constraints = [
            # One person marks the same words as the same kind once; a retry with another key meets this wall.
            models.UniqueConstraint(
                fields=["article", "author", "kind", "anchor"], condition=Q(deleted_at=None), name="quote_marked_once"
            ),
            models.CheckConstraint(condition=Q(kind__in=[k for k, _ in QUOTE_KINDS]), name="quote_kind_known"),
            models.CheckConstraint(condition=Q(tone__in=[t for t, _ in QUOTE_TONES]), name="quote_tone_known"),
            models.CheckConstraint(condition=Q(origin__in=[o for o, _ in QUOTE_ORIGINS]), name="quote_origin_known"),
        ]


class Segment(Identified):
    """One stretch of a quote in one revision: code points, start inclusive, end exclusive.

    Rows are never updated. Moving a quote's edge replaces its set for that revision; a new revision gets its own set.
    """

    quote = models.ForeignKey(Quote, on_delete=models.PROTECT, related_name="all_segments")
    revision = models.ForeignKey("Revision", on_delete=models.PROTECT, related_name="segments")
    order = models.PositiveSmallIntegerField()
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    exact = models.TextField()
    state = models.CharField(max_length=10, choices=SEGMENT_STATES, default="exact")

    class Meta:
        db_table = "segment"
        constraints = [
            models.UniqueConstraint(fields=["quote", "revision", "order"], name="segment_ordered_once"),
            models.CheckConstraint(
                condition=Q(state="orphaned", start=None, end=None)
                | Q(state__in=["exact", "moved", "changed"], start__gte=0, end__gt=models.F("start")),
                name="segment_anchored_or_orphaned",
            ),
        ]

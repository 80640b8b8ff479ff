"""Sources for and against a claim."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from annotations.models.base import Versioned

STANCES = [(s, s) for s in ("supports", "refutes", "context")]
ANSWER_KINDS = [(k, k) for k in ("extractive", "abstractive", "boolean", "unanswerable")]


class Evidence(Versioned):
    """Where something was published, what it says, and which way it points. It may answer one of the claim's questions."""

    claim = models.ForeignKey("Claim", on_delete=models.PROTECT, related_name="evidence")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    question = models.ForeignKey("Question", null=True, blank=True, on_delete=models.PROTECT, related_name="answers")
    answer = models.TextField(blank=True, db_default="")
    answer_kind = models.CharField(max_length=12, choices=ANSWER_KINDS, blank=True, db_default="")
    title = models.CharField(max_length=1000)
    url = models.URLField(max_length=2000, blank=True)
    archive_url = models.URLField(max_length=2000, blank=True)
    source = models.ForeignKey("Source", null=True, blank=True, on_delete=models.PROTECT, related_name="evidence")
    published_on = models.DateField(null=True, blank=True)
    accessed_on = models.DateField(null=True, blank=True)
    excerpt = models.TextField(blank=True)
    stance = models.CharField(max_length=10, choices=STANCES)
    primary = models.BooleanField(default=False)
    named = models.BooleanField(default=True)
    deleted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        db_table = "evidence"
        indexes = [models.Index(fields=["claim", "created_at", "id"], name="evidence_by_claim")]
        constraints = [
            models.CheckConstraint(condition=Q(stance__in=[s for s, _ in STANCES]), name="evidence_stance_known"),
            models.CheckConstraint(
                condition=Q(answer_kind__in=["", *(k for k, _ in ANSWER_KINDS)]), name="evidence_answer_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(answer="", answer_kind="")
                | Q(question__isnull=False, answer_kind__in=[k for k, _ in ANSWER_KINDS]),
                name="evidence_answer_to_a_question",
            ),
        ]

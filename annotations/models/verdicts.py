"""Reviewers' ratings of claims."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from annotations.models.base import Identified, Versioned

CONFIDENCES = [(c, c) for c in ("low", "medium", "high")]
VERDICT_STATES = [(s, s) for s in ("draft", "submitted", "withdrawn")]


class Verdict(Versioned):
    """One reviewer's rating of one version of a claim, with reasons and the evidence relied on."""

    claim = models.ForeignKey("Claim", on_delete=models.PROTECT, related_name="verdicts")
    claim_version = models.PositiveIntegerField()
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="verdicts")
    round = models.PositiveSmallIntegerField()
    rating = models.ForeignKey("Rating", null=True, on_delete=models.PROTECT, related_name="verdicts")
    rating_version = models.PositiveIntegerField(
        null=True, editable=False
    )  # as it was when given; the database fills it
    rationale = models.TextField(blank=True)
    confidence = models.CharField(max_length=6, choices=CONFIDENCES, blank=True)
    evidence: models.ManyToManyField = models.ManyToManyField("Evidence", through="VerdictEvidence")
    state = models.CharField(max_length=10, choices=VERDICT_STATES, default="draft")
    revealed = models.BooleanField(default=False)  # may be seen by everyone who may read the claim
    informed = models.BooleanField(default=False)  # given after others' verdicts could be seen: not independent
    submitted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "verdict"
        indexes = [models.Index(fields=["claim", "round", "state"], name="verdict_by_round")]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "round", "reviewer"],
                condition=Q(state__in=["draft", "submitted"]),
                name="verdict_one_live_each",
            ),
            models.CheckConstraint(condition=Q(state__in=[s for s, _ in VERDICT_STATES]), name="verdict_state_known"),
            models.CheckConstraint(
                condition=~Q(state="submitted") | Q(rating__isnull=False, submitted_at__isnull=False),
                name="verdict_submitted_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(rating=None, rating_version=None) | Q(rating__isnull=False, rating_version__isnull=False),
                name="verdict_rating_has_version",
            ),
            models.CheckConstraint(
                condition=Q(confidence__in=["", *(c for c, _ in CONFIDENCES)]), name="verdict_confidence_known"
            ),
        ]


class VerdictEvidence(Identified):
    """A piece of evidence a verdict relies on. Never updated: replaced as a set."""

    verdict = models.ForeignKey(Verdict, on_delete=models.PROTECT, related_name="relied_on")
    evidence = models.ForeignKey("Evidence", on_delete=models.PROTECT, related_name="relied_on_by")

    class Meta:
        db_table = "verdict_evidence"
        constraints = [models.UniqueConstraint(fields=["verdict", "evidence"], name="verdict_evidence_once")]

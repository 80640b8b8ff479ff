"""Checkable statements, made from quotes."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from annotations.models.base import Identified, Versioned
from annotations.workflow import State

CLAIM_STATES = [(s.value, s.value) for s in State]


class Claim(Versioned):
    """A self-contained checkable statement. Every version is kept in the record."""

    project = models.ForeignKey("Project", on_delete=models.PROTECT, related_name="claims")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    quotes: models.ManyToManyField = models.ManyToManyField("Quote", through="ClaimQuote", related_name="claims")
    speaker = models.ForeignKey("Speaker", null=True, blank=True, on_delete=models.PROTECT, related_name="claims")
    said_on = models.DateField(null=True, blank=True)
    place = models.CharField(max_length=300, blank=True)
    occasion = models.CharField(max_length=500, blank=True)
    topics = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    state = models.CharField(max_length=10, choices=CLAIM_STATES, default=State.DRAFT.value)
    priority = models.SmallIntegerField(default=0)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="assigned_claims"
    )
    duplicate_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates")
    round = models.PositiveSmallIntegerField(default=0)  # how often it has been in review
    content_version = models.PositiveIntegerField(default=1)  # the version at which what is judged last changed
    deleted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        db_table = "claim"
        indexes = [
            models.Index(fields=["project", "created_at", "id"], name="claim_by_age"),
            models.Index(
                fields=["project", "state", "priority", "created_at"],
                name="claim_by_state",
                condition=Q(deleted_at=None),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[s for s, _ in CLAIM_STATES]), name="claim_state_known"),
            models.CheckConstraint(
                condition=Q(content_version__lte=models.F("version")), name="claim_content_version_not_ahead"
            ),
            models.CheckConstraint(
                condition=~Q(state="duplicate") | Q(duplicate_of__isnull=False), name="claim_duplicate_of_something"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class ClaimQuote(Identified):
    """A quote a claim is made from. Never updated: a claim's quotes are replaced as a set."""

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="claim_quotes")
    quote = models.ForeignKey("Quote", on_delete=models.PROTECT, related_name="claim_quotes")
    position = models.PositiveSmallIntegerField()

    class Meta:
        db_table = "claim_quote"
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["claim", "quote"], name="claim_quote_once")]

"""Reviewers an editor has asked to judge a claim."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from annotations.models.base import Versioned


class Assignment(Versioned):
    """A seat in a claim's reviews kept for one reviewer, until an editor takes it back or the reviewer declines."""

    claim = models.ForeignKey("Claim", on_delete=models.PROTECT, related_name="assignments")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="assignments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    deleted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        db_table = "assignment"
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "reviewer"], condition=Q(deleted_at=None), name="assignment_once_each"
            )
        ]

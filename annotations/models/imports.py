"""Files that were brought in, and how far the running ones have come."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from annotations.models.base import Identified

IMPORT_STATES = [(s, s) for s in ("reading", "writing", "done", "refused", "failed")]


class Import(Identified):
    """One file. While it runs the row tells how far it is; `done` is written in the same transaction as what came in."""

    project = models.ForeignKey("Project", on_delete=models.PROTECT, related_name="imports")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=300)
    format = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    size = models.BigIntegerField()  # in bytes, as it was sent
    state = models.CharField(max_length=10, choices=IMPORT_STATES, default="reading")
    read = models.BigIntegerField(default=0)  # bytes, unpacked
    rows = models.PositiveIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)  # rows
    created = models.JSONField(default=dict)  # noun to number
    unchanged = models.JSONField(default=dict)
    problems = models.PositiveIntegerField(default=0)
    sentence = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "import"
        indexes = [models.Index(fields=["project", "created_at", "id"], name="import_by_age")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[s for s, _ in IMPORT_STATES]), name="import_state_known")
        ]

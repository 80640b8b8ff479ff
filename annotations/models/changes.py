"""The record: who did what to what, when and why."""

from __future__ import annotations

from django.db import models


class Change(models.Model):
    """One row of the append-only record, written by trigger (migration 0002). The application can only read it."""

    seq = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    project_id = models.UUIDField(null=True)
    object_type = models.TextField()
    object_id = models.UUIDField()
    version = models.PositiveIntegerField()
    action = models.TextField()
    actor_id = models.UUIDField(null=True)
    request_id = models.TextField()
    reason = models.TextField()
    row = models.JSONField(null=True)

    class Meta:
        db_table = "change"
        managed = False

"""Answers kept so that a request sent twice takes effect once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class IdempotencyKey(models.Model):
    """The first answer to one person's request under one key. Only successful answers are kept, for 30 days."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=255)
    fingerprint = models.BinaryField()  # SHA-256 of method, path and body
    project = models.ForeignKey("Project", null=True, on_delete=models.CASCADE, related_name="+")
    permission = models.CharField(max_length=40, blank=True)  # asked again before the answer is given again
    status = models.PositiveSmallIntegerField(default=0)
    body = models.BinaryField(default=b"")
    etag = models.CharField(max_length=40, blank=True)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        db_table = "idempotency_key"
        constraints = [models.UniqueConstraint(fields=["user", "key"], name="idempotency_key_once_each")]
        indexes = [models.Index(fields=["created_at"], name="idempotency_key_by_age")]

"""Seats held for a reviewer while they read."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from annotations.models.base import Identified


class Lease(Identified):
    """One seat of a claim's review, held by one reviewer until a time.

    A verdict does not end it: what others may see of a lease must not tell that one was given.
    """

    claim = models.ForeignKey("Claim", on_delete=models.PROTECT, related_name="leases")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="leases")
    round = models.PositiveSmallIntegerField()
    expires_at = models.DateTimeField()
    passed_at = models.DateTimeField(null=True)  # when the reviewer left the claim to others

    class Meta:
        db_table = "lease"
        constraints = [models.UniqueConstraint(fields=["claim", "round", "reviewer"], name="lease_once_each")]

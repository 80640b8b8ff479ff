"""Who has an article open just now."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Presence(models.Model):
    """One person at one article. Not part of the record: the table is unlogged and forgets within the minute."""

    id = models.BigAutoField(primary_key=True)
    article = models.ForeignKey("Article", on_delete=models.CASCADE, related_name="presences", db_index=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="presences", db_index=False
    )
    seen_at = models.DateTimeField()

    class Meta:
        db_table = "presence"
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="presence_once_each")]

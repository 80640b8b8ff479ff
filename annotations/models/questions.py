"""What has to be answered before a claim can be judged."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from annotations.models.base import Versioned


class Question(Versioned):
    """A question a claim raises. Evidence answers it, as often as there are answers."""

    claim = models.ForeignKey("Claim", on_delete=models.PROTECT, related_name="questions")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    order = models.PositiveIntegerField()  # among the claim's questions; of equal ones the older comes first
    deleted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        db_table = "question"
        indexes = [models.Index(fields=["claim", "order", "id"], name="question_by_claim")]

    def __str__(self) -> str:
        return self.text

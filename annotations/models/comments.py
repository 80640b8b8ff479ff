"""What colleagues say to each other about their work."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.lookups import Exact

from annotations.models.base import Versioned

COMMENTED = ("article", "quote", "claim", "verdict")


class Comment(Versioned):
    """A remark on one article, quote, claim or revealed verdict. It is settled by being resolved."""

    project = models.ForeignKey("Project", on_delete=models.PROTECT, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    article = models.ForeignKey("Article", null=True, on_delete=models.PROTECT, related_name="comments")
    quote = models.ForeignKey("Quote", null=True, on_delete=models.PROTECT, related_name="comments")
    claim = models.ForeignKey("Claim", null=True, on_delete=models.PROTECT, related_name="comments")
    verdict = models.ForeignKey("Verdict", null=True, on_delete=models.PROTECT, related_name="comments")
    reply_to = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replies")
    text = models.TextField()
    mentions = ArrayField(models.UUIDField(), default=list)  # users; accounts are closed, never deleted
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    resolved_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        db_table = "comment"
        indexes = [GinIndex(fields=["mentions"], name="comment_by_mention", condition=Q(deleted_at=None))]
        constraints = [
            models.CheckConstraint(
                condition=Exact(
                    models.Func(*COMMENTED, function="num_nonnulls", output_field=models.IntegerField()), 1
                ),
                name="comment_on_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(resolved_by=None, resolved_at=None)
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
                name="comment_resolved_by_somebody",
            ),
        ]

    @property
    def about(self) -> models.Model:
        """The article, quote, claim or verdict it is on."""
        return next(getattr(self, name) for name in COMMENTED if getattr(self, f"{name}_id") is not None)

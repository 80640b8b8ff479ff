"""The right of reply: who was asked about a claim, and what they said."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from annotations.models.base import Versioned

WAYS = [(way, way) for way in ("email", "telephone", "letter", "meeting", "message", "other")]


class Contact(Versioned):
    """Somebody who was asked, when, how and what they answered; or, instead of all that, why no one was."""

    claim = models.ForeignKey("Claim", on_delete=models.PROTECT, related_name="contacts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    who = models.CharField(max_length=300, blank=True)
    how = models.CharField(max_length=10, choices=WAYS, blank=True)
    asked_on = models.DateField(null=True, blank=True)
    asked = models.TextField(blank=True)  # what was put to them
    replied_on = models.DateField(null=True, blank=True)
    reply = models.TextField(blank=True)
    why_not = models.TextField(blank=True)
    deleted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        db_table = "contact"
        indexes = [models.Index(fields=["claim", "created_at", "id"], name="contact_by_claim")]
        constraints = [
            models.CheckConstraint(condition=Q(how__in=["", *(way for way, _ in WAYS)]), name="contact_way_known"),
            models.CheckConstraint(
                condition=~Q(who="") & Q(why_not="")
                | Q(who="", how="", asked_on=None, asked="", replied_on=None, reply="") & ~Q(why_not=""),
                name="contact_asked_or_why_not",
            ),
        ]

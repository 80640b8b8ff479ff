"""Secrets that let a program or a browser in. Only digests are kept."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from annotations.models.base import Identified, Versioned

SCOPES = [(s, s) for s in ("read", "write", "export")]


class ApiToken(Versioned):
    """A named, scoped key to the API, shown once when it is made."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="api_tokens")
    name = models.CharField(max_length=200)
    scopes = ArrayField(models.CharField(max_length=10, choices=SCOPES))
    digest = models.BinaryField(unique=True)
    expires_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "api_token"
        constraints = [
            models.CheckConstraint(
                condition=Q(scopes__contained_by=[s for s, _ in SCOPES]) & ~Q(scopes=[]), name="api_token_scopes_known"
            )
        ]


class SignInLink(Identified):
    """A link that signs one person in, once."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="sign_in_links")
    digest = models.BinaryField(unique=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.BinaryField(null=True)  # a digest of what only the browser that used it knows

    class Meta:
        db_table = "sign_in_link"

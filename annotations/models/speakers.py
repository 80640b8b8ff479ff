"""Who is quoted."""

from __future__ import annotations

import re

from django.contrib.postgres.fields import ArrayField
from django.db import models

from annotations.models.base import Versioned

SPEAKER_KINDS = [(k, k) for k in ("person", "organisation", "group", "unnamed")]
WIKIDATA_ID = re.compile(r"Q[1-9][0-9]*")


class Speaker(Versioned):
    """A person, an organisation, a group, or somebody the article does not name."""

    project = models.ForeignKey("Project", on_delete=models.PROTECT, related_name="speakers")
    name = models.CharField(max_length=300)
    kind = models.CharField(max_length=12, choices=SPEAKER_KINDS, default="person")
    aliases = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    wikidata_id = models.CharField(max_length=20, blank=True)
    role = models.CharField(max_length=300, blank=True)

    class Meta:
        db_table = "speaker"
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="speaker_named_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=[k for k, _ in SPEAKER_KINDS]), name="speaker_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

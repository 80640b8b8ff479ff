"""The publications articles and evidence come from."""

from __future__ import annotations

import re

from django.db import models

from annotations.models.base import Versioned

COUNTRY = re.compile(r"[A-Z]{2}")  # ISO 3166-1 alpha-2


class Source(Versioned):
    """A newspaper, agency, archive, office: where something was published."""

    project = models.ForeignKey("Project", on_delete=models.PROTECT, related_name="sources")
    name = models.CharField(max_length=300)
    homepage = models.URLField(max_length=2000, blank=True)
    country = models.CharField(max_length=2, blank=True)

    class Meta:
        db_table = "source"
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="source_named_once")]

    def __str__(self) -> str:
        return self.name

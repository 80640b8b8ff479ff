"""Rating scales. Shipped ones belong to no project and are made by a migration; the others are a project's own.

A scale on which something was rated is frozen in its codes and their order. Renaming a rating is a new version of it, and a
verdict keeps the version it was given under; a rating may be retired, or merged into another, which is one row's update
however often it was given: whoever counts follows `merged_into`, and whoever shows a label shows what was given.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from annotations.models.base import Versioned

COLOURS = [(c, c) for c in ("green", "lime", "amber", "orange", "red", "grey", "blue", "violet")]

FEVER = [(v, v) for v in ("SUPPORTS", "REFUTES", "NOT ENOUGH INFO")]
AVERITEC = [(v, v) for v in ("Supported", "Refuted", "Not Enough Evidence", "Conflicting Evidence/Cherrypicking")]


class Scale(Versioned):
    """An ordered set of ratings."""

    project = models.ForeignKey("Project", null=True, on_delete=models.PROTECT, related_name="own_scales")
    slug = models.SlugField(max_length=80)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)

    class Meta:
        db_table = "scale"
        constraints = [
            models.UniqueConstraint(fields=["project", "slug"], nulls_distinct=False, name="scale_named_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Rating(Versioned):
    """One step of a scale, with its place in the schemes data teams know."""

    scale = models.ForeignKey(Scale, on_delete=models.PROTECT, related_name="ratings")
    code = models.SlugField(max_length=80)
    label = models.CharField(max_length=200)
    order = models.PositiveSmallIntegerField()
    numeric = models.FloatField(null=True)  # 0 false ... 1 true; null where the step has no place on that line
    colour = models.CharField(max_length=10, choices=COLOURS)
    definition = models.TextField(blank=True)
    fever = models.CharField(max_length=40, choices=FEVER, blank=True)
    averitec = models.CharField(max_length=60, choices=AVERITEC, blank=True)
    claimreview = models.PositiveSmallIntegerField(null=True)  # schema.org ratingValue, 1 (worst) to 5 (best)
    retired = models.BooleanField(default=False)  # shown where it was given, and given no more
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="merged")

    class Meta:
        db_table = "rating"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "code"], name="rating_coded_once"),
            # At the end of the transaction: two ratings change places one after the other.
            models.UniqueConstraint(
                fields=["scale", "order"], name="rating_ordered_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(colour__in=[c for c, _ in COLOURS]), name="rating_colour_known"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(retired=True) & ~Q(merged_into=F("id")),
                name="rating_merged_is_retired",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def counts_as(self) -> Rating:
        """The rating it was merged into, or itself."""
        return self.merged_into or self

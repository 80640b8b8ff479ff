"""Rating scales. Shipped ones belong to no project and are made by a migration."""

from __future__ import annotations

from django.db import models

from annotations.models.base import Versioned

COLOURS = [(c, c) for c in ("green", "lime", "amber", "orange", "red", "grey", "blue", "violet")]


class Scale(Versioned):
    """An ordered set of ratings."""

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(max_length=200)
    description = models.TextField(blank=True)

    class Meta:
        db_table = "scale"

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
    definition = models.TextField()
    fever = models.CharField(max_length=40, blank=True)
    averitec = models.CharField(max_length=60, blank=True)
    claimreview = models.PositiveSmallIntegerField(null=True)  # schema.org ratingValue, 1 (worst) to 5 (best)

    class Meta:
        db_table = "rating"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "code"], name="rating_coded_once"),
            models.UniqueConstraint(fields=["scale", "order"], name="rating_ordered_once"),
            models.CheckConstraint(condition=models.Q(colour__in=[c for c, _ in COLOURS]), name="rating_colour_known"),
        ]

    def __str__(self) -> str:
        return self.label

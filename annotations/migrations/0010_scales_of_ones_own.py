"""A project's own scales; ratings that are renamed, retired and merged while every label given stays as it was."""

from pathlib import Path

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Deferrable, F, Q

SQL = (Path(__file__).parent / "sql" / "scales.sql").read_text(encoding="utf-8")

FEVER = [(v, v) for v in ("SUPPORTS", "REFUTES", "NOT ENOUGH INFO")]
AVERITEC = [(v, v) for v in ("Supported", "Refuted", "Not Enough Evidence", "Conflicting Evidence/Cherrypicking")]


class Migration(migrations.Migration):
    dependencies = [("annotations", "0030_assignments")]
    operations = [
        migrations.AddField(
            "scale",
            "project",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="own_scales",
                to="annotations.project",
            ),
        ),
        migrations.AlterField("scale", "slug", models.SlugField(max_length=80)),
        migrations.AddConstraint(
            "scale",
            models.UniqueConstraint(fields=("project", "slug"), name="scale_named_once", nulls_distinct=False),
        ),
        migrations.AlterField("rating", "definition", models.TextField(blank=True)),
        migrations.AlterField("rating", "fever", models.CharField(blank=True, choices=FEVER, max_length=40)),
        migrations.AlterField("rating", "averitec", models.CharField(blank=True, choices=AVERITEC, max_length=60)),
        migrations.AddField("rating", "retired", models.BooleanField(default=False)),
        migrations.AddField(
            "rating",
            "merged_into",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="annotations.rating",
            ),
        ),
        migrations.RemoveConstraint("rating", "rating_ordered_once"),
        migrations.AddConstraint(
            "rating",
            models.UniqueConstraint(
                deferrable=Deferrable.DEFERRED, fields=("scale", "order"), name="rating_ordered_once"
            ),
        ),
        migrations.AddConstraint(
            "rating",
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(retired=True) & ~Q(merged_into=F("id")),
                name="rating_merged_is_retired",
            ),
        ),
        # What was rated before ratings could change was rated under their first version.
        migrations.AddField(
            "decision",
            "rating_version",
            models.PositiveIntegerField(default=1, editable=False),
            preserve_default=False,
        ),
        migrations.AddField("verdict", "rating_version", models.PositiveIntegerField(editable=False, null=True)),
        migrations.RunSQL(SQL),
        migrations.AddConstraint(
            "verdict",
            models.CheckConstraint(
                condition=Q(rating=None, rating_version=None) | Q(rating__isnull=False, rating_version__isnull=False),
                name="verdict_rating_has_version",
            ),
        ),
    ]

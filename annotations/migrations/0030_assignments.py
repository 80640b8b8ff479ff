"""Assignments of reviewers, claims left to others, and the states of a claim that is published."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import annotations.models.base

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0020_questions_contacts_comments"),
    ]

    operations = [
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=annotations.models.base.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "updated_at",
                    models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False),
                ),
                ("deleted_at", models.DateTimeField(editable=False, null=True)),
            ],
            options={
                "db_table": "assignment",
            },
        ),
        migrations.RemoveConstraint(
            model_name="claim",
            name="claim_state_known",
        ),
        migrations.AddField(
            model_name="lease",
            name="passed_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name="claim",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "draft"),
                    ("in_review", "in_review"),
                    ("agreed", "agreed"),
                    ("disputed", "disputed"),
                    ("decided", "decided"),
                    ("parked", "parked"),
                    ("rejected", "rejected"),
                    ("duplicate", "duplicate"),
                    ("published", "published"),
                    ("withdrawn", "withdrawn"),
                ],
                default="draft",
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="claim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "draft",
                            "in_review",
                            "agreed",
                            "disputed",
                            "decided",
                            "parked",
                            "rejected",
                            "duplicate",
                            "published",
                            "withdrawn",
                        ],
                    )
                ),
                name="claim_state_known",
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="claim",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to="annotations.claim"
            ),
        ),
        migrations.AddField(
            model_name="assignment",
            name="reviewer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("deleted_at", None)), fields=("claim", "reviewer"), name="assignment_once_each"
            ),
        ),
        migrations.RunSQL((SQL / "assignments.sql").read_text(encoding="utf-8")),
    ]

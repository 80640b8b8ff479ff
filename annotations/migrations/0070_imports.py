"""Files that were brought in: the table, its walls, and its place on the record."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import annotations.models.base

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0060_releases"),
    ]

    operations = [
        migrations.CreateModel(
            name="Import",
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
                ("name", models.CharField(max_length=300)),
                ("format", models.CharField(max_length=40)),
                ("sha256", models.CharField(max_length=64)),
                ("size", models.BigIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("reading", "reading"),
                            ("writing", "writing"),
                            ("done", "done"),
                            ("refused", "refused"),
                            ("failed", "failed"),
                        ],
                        default="reading",
                        max_length=10,
                    ),
                ),
                ("read", models.BigIntegerField(default=0)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("written", models.PositiveIntegerField(default=0)),
                ("created", models.JSONField(default=dict)),
                ("unchanged", models.JSONField(default=dict)),
                ("problems", models.PositiveIntegerField(default=0)),
                ("sentence", models.TextField(blank=True)),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="imports", to="annotations.project"
                    ),
                ),
            ],
            options={
                "db_table": "import",
                "indexes": [models.Index(fields=["project", "created_at", "id"], name="import_by_age")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["reading", "writing", "done", "refused", "failed"])),
                        name="import_state_known",
                    )
                ],
            },
        ),
        migrations.AddIndex(model_name="revision", index=models.Index(fields=["sha256"], name="revision_by_checksum")),
        migrations.RunSQL((SQL / "imports.sql").read_text(encoding="utf-8")),
    ]

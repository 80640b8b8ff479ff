"""Releases: frozen, numbered datasets and their files."""

from pathlib import Path

import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models

import annotations.models.base

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0041_pace"),
    ]

    operations = [
        migrations.CreateModel(
            name="Release",
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
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=200)),
                ("notes", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("building", "building"),
                            ("ready", "ready"),
                            ("failed", "failed"),
                            ("yanked", "yanked"),
                        ],
                        default="building",
                        max_length=8,
                    ),
                ),
                ("parameters", models.JSONField(default=dict)),
                ("finished_at", models.DateTimeField(null=True)),
                ("failure", models.TextField(blank=True)),
                ("manifest", models.JSONField(null=True)),
                ("checksum", models.CharField(blank=True, max_length=64)),
                ("root", models.CharField(blank=True, max_length=64)),
                ("heads", models.BigIntegerField(null=True)),
                ("record_seq", models.BigIntegerField(null=True)),
                ("record_snapshot", models.TextField(blank=True)),
                ("yanked_at", models.DateTimeField(null=True)),
                ("yank_reason", models.TextField(blank=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="releases", to="annotations.project"
                    ),
                ),
                (
                    "yanked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "release",
            },
        ),
        migrations.CreateModel(
            name="ReleaseProgress",
            fields=[
                (
                    "release",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="progress",
                        serialize=False,
                        to="annotations.release",
                    ),
                ),
                ("step", models.CharField(max_length=200)),
                ("done", models.BigIntegerField(default=0)),
                ("total", models.BigIntegerField(default=0)),
            ],
            options={
                "db_table": "release_progress",
            },
        ),
        migrations.CreateModel(
            name="ReleaseFile",
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
                ("path", models.CharField(max_length=200)),
                ("size", models.BigIntegerField()),
                ("sha256", models.CharField(max_length=64)),
                ("media_type", models.CharField(max_length=100)),
                (
                    "release",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="annotations.release"
                    ),
                ),
            ],
            options={
                "db_table": "release_file",
                "ordering": ["path"],
            },
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "failed"), _negated=True),
                fields=("project", "number"),
                name="release_numbered_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["building", "ready", "failed", "yanked"])), name="release_state_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["ready", "yanked"]), _negated=True),
                    models.Q(
                        ("finished_at__isnull", False),
                        ("heads__isnull", False),
                        ("manifest__isnull", False),
                        models.Q(("checksum", ""), _negated=True),
                        models.Q(("root", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="release_ready_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "failed"), _negated=True),
                    models.Q(("failure", ""), _negated=True),
                    _connector="OR",
                ),
                name="release_failed_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="release",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "yanked"),
                        ("yanked_at__isnull", False),
                        ("yanked_by__isnull", False),
                        models.Q(("yank_reason", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "yanked"), _negated=True),
                        ("yank_reason", ""),
                        ("yanked_at", None),
                        ("yanked_by", None),
                    ),
                    _connector="OR",
                ),
                name="release_yanked_why",
            ),
        ),
        migrations.AddIndex(
            model_name="releasefile",
            index=models.Index(fields=["sha256"], name="release_file_by_sum"),
        ),
        migrations.AddConstraint(
            model_name="releasefile",
            constraint=models.UniqueConstraint(fields=("release", "path"), name="release_file_once"),
        ),
        migrations.AddConstraint(
            model_name="releasefile",
            constraint=models.CheckConstraint(
                condition=models.Q(("sha256__regex", "^[0-9a-f]{64}$")), name="release_file_has_sum"
            ),
        ),
        migrations.RunSQL((SQL / "releases.sql").read_text(encoding="utf-8")),
    ]

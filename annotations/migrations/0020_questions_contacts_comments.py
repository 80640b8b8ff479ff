"""Questions that evidence answers, who was asked for a reply, comments, and how many sources a decision had."""

from pathlib import Path

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models

import annotations.models.base

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [
        ("annotations", "0050_presence"),
    ]

    operations = [
        migrations.AddField(
            model_name="decision",
            name="min_sources",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="decision",
            name="sources",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="evidence",
            name="answer",
            field=models.TextField(blank=True, db_default=""),
        ),
        migrations.AddField(
            model_name="evidence",
            name="answer_kind",
            field=models.CharField(
                blank=True,
                choices=[
                    ("extractive", "extractive"),
                    ("abstractive", "abstractive"),
                    ("boolean", "boolean"),
                    ("unanswerable", "unanswerable"),
                ],
                db_default="",
                max_length=12,
            ),
        ),
        migrations.CreateModel(
            name="Comment",
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
                ("text", models.TextField()),
                (
                    "mentions",
                    django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), default=list, size=None),
                ),
                ("resolved_at", models.DateTimeField(null=True)),
                ("deleted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "article",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="annotations.article",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="annotations.claim",
                    ),
                ),
                (
                    "project",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="comments", to="annotations.project"
                    ),
                ),
                (
                    "quote",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="annotations.quote",
                    ),
                ),
                (
                    "reply_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="annotations.comment",
                    ),
                ),
                (
                    "resolved_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "verdict",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="annotations.verdict",
                    ),
                ),
            ],
            options={
                "db_table": "comment",
            },
        ),
        migrations.CreateModel(
            name="Contact",
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
                ("who", models.CharField(blank=True, max_length=300)),
                (
                    "how",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("email", "email"),
                            ("telephone", "telephone"),
                            ("letter", "letter"),
                            ("meeting", "meeting"),
                            ("message", "message"),
                            ("other", "other"),
                        ],
                        max_length=10,
                    ),
                ),
                ("asked_on", models.DateField(blank=True, null=True)),
                ("asked", models.TextField(blank=True)),
                ("replied_on", models.DateField(blank=True, null=True)),
                ("reply", models.TextField(blank=True)),
                ("why_not", models.TextField(blank=True)),
                ("deleted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contacts", to="annotations.claim"
                    ),
                ),
            ],
            options={
                "db_table": "contact",
            },
        ),
        migrations.CreateModel(
            name="Question",
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
                ("text", models.TextField()),
                ("order", models.PositiveIntegerField()),
                ("deleted_at", models.DateTimeField(editable=False, null=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="questions", to="annotations.claim"
                    ),
                ),
            ],
            options={
                "db_table": "question",
            },
        ),
        migrations.AddField(
            model_name="evidence",
            name="question",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answers",
                to="annotations.question",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer_kind__in", ["", "extractive", "abstractive", "boolean", "unanswerable"])),
                name="evidence_answer_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="evidence",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answer_kind", "")),
                    models.Q(
                        ("answer_kind__in", ["extractive", "abstractive", "boolean", "unanswerable"]),
                        ("question__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="evidence_answer_to_a_question",
            ),
        ),
        migrations.AddIndex(
            model_name="comment",
            index=django.contrib.postgres.indexes.GinIndex(
                condition=models.Q(("deleted_at", None)), fields=["mentions"], name="comment_by_mention"
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.Exact(
                    models.Func(
                        "article",
                        "quote",
                        "claim",
                        "verdict",
                        function="num_nonnulls",
                        output_field=models.IntegerField(),
                    ),
                    1,
                ),
                name="comment_on_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="comment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("resolved_at", None), ("resolved_by", None)),
                    models.Q(("resolved_at__isnull", False), ("resolved_by__isnull", False)),
                    _connector="OR",
                ),
                name="comment_resolved_by_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["claim", "created_at", "id"], name="contact_by_claim"),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(("how__in", ["", "email", "telephone", "letter", "meeting", "message", "other"])),
                name="contact_way_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("who", ""), _negated=True), ("why_not", "")),
                    models.Q(
                        ("asked", ""),
                        ("asked_on", None),
                        ("how", ""),
                        ("replied_on", None),
                        ("reply", ""),
                        ("who", ""),
                        models.Q(("why_not", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="contact_asked_or_why_not",
            ),
        ),
        migrations.AddIndex(
            model_name="question",
            index=models.Index(fields=["claim", "order", "id"], name="question_by_claim"),
        ),
        migrations.RunSQL((SQL / "questions.sql").read_text(encoding="utf-8")),
    ]

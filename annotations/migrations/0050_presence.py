"""Who has an article open. Unlogged: it is worth nothing after a crash, and every few seconds is often."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("annotations", "0005_sign_in_link_used_by")]
    operations = [
        migrations.CreateModel(
            name="Presence",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("seen_at", models.DateTimeField()),
                (
                    "article",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presences",
                        to="annotations.article",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presences",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "presence",
                "constraints": [models.UniqueConstraint(fields=("article", "user"), name="presence_once_each")],
            },
        ),
        migrations.RunSQL("ALTER TABLE presence SET UNLOGGED", "ALTER TABLE presence SET LOGGED"),
    ]

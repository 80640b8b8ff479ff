"""The triggers: what no application, shell or script may do, and the record of what they did. Plain SQL, beside this file."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("annotations", "0001_initial")]
    operations = [
        migrations.RunSQL((SQL / "guards.sql").read_text(encoding="utf-8")),
        migrations.RunSQL((SQL / "record.sql").read_text(encoding="utf-8")),
    ]

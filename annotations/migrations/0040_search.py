"""Search by words, whatever the script, and the words each project uses. Plain SQL, beside this file."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("annotations", "0010_scales_of_ones_own")]
    operations = [migrations.RunSQL((SQL / "search.sql").read_text(encoding="utf-8"))]

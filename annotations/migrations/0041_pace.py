"""An index for reading from the record how a desk gets on. Plain SQL, beside this file."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("annotations", "0040_search")]
    operations = [migrations.RunSQL((SQL / "pace.sql").read_text(encoding="utf-8"))]

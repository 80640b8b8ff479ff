"""Offsets in UTF-16 for exports, at the cost of a look-up. Plain SQL, beside this file."""

from pathlib import Path

from django.db import migrations

SQL = Path(__file__).parent / "sql"


class Migration(migrations.Migration):
    dependencies = [("annotations", "0003_shipped_scales")]
    operations = [migrations.RunSQL((SQL / "exports.sql").read_text(encoding="utf-8"))]

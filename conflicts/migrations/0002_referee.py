"""The database as referee of the registers: what was declared, recorded and decided stays."""

from django.db import migrations

from cocommission.shared.sql import run_file


class Migration(migrations.Migration):
    """Functions and triggers; the tables are there already."""

    dependencies = [("conflicts", "0001_initial"), ("ccgs", "0002_referee")]
    operations = [
        run_file(__file__, name)
        for name in ("0002_interests", "0002_registers", "0002_gifts", "0002_breaches", "0002_procurement")
    ]

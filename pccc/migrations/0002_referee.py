"""The database as referee of committees, meetings and decisions."""

from django.db import migrations

from cocommission.shared.sql import run_file


class Migration(migrations.Migration):
    """Functions and triggers; the tables are there already."""

    dependencies = [("pccc", "0001_initial"), ("conflicts", "0002_referee"), ("votes", "0002_referee")]
    operations = [
        run_file(__file__, name) for name in ("0002_committees", "0002_rulings", "0002_meetings", "0002_decisions")
    ]

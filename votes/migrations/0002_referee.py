"""The database as referee of ballots and consultations: who may answer and when, what is frozen."""

from django.db import migrations

from cocommission.shared.sql import run_file


class Migration(migrations.Migration):
    """Functions and triggers; the tables are there already."""

    dependencies = [("votes", "0001_initial"), ("ccgs", "0002_referee")]
    operations = [run_file(__file__, name) for name in ("0002_ballots", "0002_papers", "0002_consultations")]

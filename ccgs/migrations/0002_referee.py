"""The database as referee of constitutions, voting rules and posts."""

from django.db import migrations

from cocommission.shared.sql import run_file


class Migration(migrations.Migration):
    """Functions and triggers; the tables are there already."""

    dependencies = [("ccgs", "0001_initial"), ("shared", "0002_referee")]
    operations = [run_file(__file__, name) for name in ("0002_constitutions", "0002_voting_rules", "0002_posts")]

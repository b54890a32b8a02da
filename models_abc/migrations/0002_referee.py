"""The database as referee of applications and rounds."""

from django.db import migrations

from cocommission.shared.sql import run_file


class Migration(migrations.Migration):
    """Functions and triggers; the tables are there already."""

    dependencies = [("models_abc", "0001_initial"), ("votes", "0002_referee")]
    operations = [run_file(__file__, name) for name in ("0002_applications", "0002_rounds")]

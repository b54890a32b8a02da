"""The database as referee of committees and seats."""

from django.db import migrations


class Migration(migrations.Migration):
    """What it refuses, whoever asks."""

    dependencies = [("pccc", "0002_referee_rows_stay")]
    operations: list[migrations.RunSQL] = []

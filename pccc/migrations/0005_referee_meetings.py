"""The database as referee of meetings."""

from django.db import migrations


class Migration(migrations.Migration):
    """What it refuses, whoever asks."""

    dependencies = [("pccc", "0004_referee_map")]
    operations: list[migrations.RunSQL] = []

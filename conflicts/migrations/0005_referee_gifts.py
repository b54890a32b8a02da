"""The database as referee of gifts and procurement."""

from django.db import migrations


class Migration(migrations.Migration):
    """What it refuses, whoever asks."""

    dependencies = [("conflicts", "0004_referee_registers")]
    operations: list[migrations.RunSQL] = []

"""The database as referee of breaches and certificates."""

from django.db import migrations


class Migration(migrations.Migration):
    """What it refuses, whoever asks."""

    dependencies = [("conflicts", "0005_referee_gifts")]
    operations: list[migrations.RunSQL] = []

"""The database as referee of rulings."""

from django.db import migrations


class Migration(migrations.Migration):
    """What it refuses, whoever asks."""

    dependencies = [("pccc", "0003_referee_committees")]
    operations: list[migrations.RunSQL] = []

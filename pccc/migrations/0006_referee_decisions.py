"""The database as referee of decisions, votes and minutes."""

from django.db import migrations


class Migration(migrations.Migration):
    """What it refuses, whoever asks."""

    dependencies = [("pccc", "0005_referee_meetings")]
    operations: list[migrations.RunSQL] = []

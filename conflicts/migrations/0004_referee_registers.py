"""The database as referee of published registers and retention."""

from django.db import migrations


class Migration(migrations.Migration):
    """What it refuses, whoever asks."""

    dependencies = [("conflicts", "0003_referee_interests")]
    operations: list[migrations.RunSQL] = []

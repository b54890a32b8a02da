"""The database as referee of declarations."""

from django.db import migrations


class Migration(migrations.Migration):
    """What it refuses, whoever asks."""

    dependencies = [("conflicts", "0002_referee_rows_stay")]
    operations: list[migrations.RunSQL] = []

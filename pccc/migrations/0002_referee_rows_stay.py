"""The database as referee of committees: what was declared, ruled, decided and voted stays."""

from django.db import migrations


class Migration(migrations.Migration):
    """Append-only tables."""

    dependencies = [("pccc", "0001_initial"), ("shared", "0002_referee")]
    operations: list[migrations.RunSQL] = []

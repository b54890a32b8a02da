"""The database as referee of the registers: what somebody answered or attested stays."""

from django.db import migrations


class Migration(migrations.Migration):
    """Append-only tables."""

    dependencies = [("conflicts", "0001_initial"), ("shared", "0002_referee")]
    operations: list[migrations.RunSQL] = []

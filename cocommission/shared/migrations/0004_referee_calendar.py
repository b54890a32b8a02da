"""Calendar addresses are added and never changed: the last one of a person works."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("shared", "0003_calendar")]

    operations: list[migrations.RunSQL] = []

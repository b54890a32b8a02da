"""What was loaded, and what was uploaded, stays on record."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("ccgs", "0003_referee_constitutions"), ("shared", "0002_referee")]

    operations = []

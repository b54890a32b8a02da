"""The index of practices for the search."""

from django.db import migrations

from cocommission.shared.sql import run_file


class Migration(migrations.Migration):
    dependencies = [("ccgs", "0002_referee"), ("shared", "0003_search")]

    operations = [run_file(__file__, "0003_search")]

"""How the search reads names, and the index of people."""

from django.db import migrations

from cocommission.shared.sql import run_file


class Migration(migrations.Migration):
    dependencies = [("shared", "0002_referee")]

    operations = [run_file(__file__, "0003_search")]

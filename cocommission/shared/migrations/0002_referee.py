"""The database as referee: its clock, append-only tables and the ledger's chain."""

from django.db import migrations

from cocommission.shared.sql import NOW_FUNCTION, run_file


class Migration(migrations.Migration):
    dependencies = [("shared", "0001_initial")]

    operations = [
        migrations.RunSQL(NOW_FUNCTION, "DROP FUNCTION app_now();"),
        run_file(__file__, "0002_append_only"),
        run_file(__file__, "0002_ledger"),
    ]

"""The database as referee of the registers: what somebody answered or attested stays."""

from django.db import migrations

from cocommission.shared.sql import append_only

STAY = ("conflicts_declarationreturn", "conflicts_certificateattestation")


class Migration(migrations.Migration):
    """Append-only tables."""

    dependencies = [("conflicts", "0001_initial"), ("shared", "0002_referee")]
    operations = [migrations.RunSQL(*append_only(table)) for table in STAY]

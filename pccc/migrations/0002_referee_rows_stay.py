"""The database as referee of committees: what was declared, ruled, decided and voted stays."""

from django.db import migrations

from cocommission.shared.sql import append_only

STAY = (
    "pccc_movement",
    "pccc_meetingdeclaration",
    "pccc_ruling",
    "pccc_itemremedy",
    "pccc_decision",
    "pccc_decisionvote",
    "pccc_practiceconsent",
    "pccc_latefinding",
)


class Migration(migrations.Migration):
    """Append-only tables."""

    dependencies = [("pccc", "0001_initial"), ("shared", "0002_referee")]
    operations = [migrations.RunSQL(*append_only(table)) for table in STAY]

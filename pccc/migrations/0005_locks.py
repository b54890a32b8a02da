"""The referee of memberships locks committees without their keys: who refers to a row does not wait for it."""

from django.db import migrations

from cocommission.shared.sql import reword


class Migration(migrations.Migration):
    """Locks only: what is refused stays."""

    dependencies = [("pccc", "0004_words")]
    operations = [reword(("v_committee FOR UPDATE", "v_committee FOR NO KEY UPDATE"))]

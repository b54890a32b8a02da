"""Locks a book of the ledger without its key: who refers to a row does not wait for it."""

from django.db import migrations

from cocommission.shared.sql import reword


class Migration(migrations.Migration):
    """Locks only: what is refused stays."""

    dependencies = [("shared", "0003_search")]
    operations = [reword(("p_book FOR UPDATE", "p_book FOR NO KEY UPDATE"))]

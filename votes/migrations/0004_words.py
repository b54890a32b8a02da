"""A sentence of the referee of consultations in the words of the service."""

from django.db import migrations

from cocommission.shared.sql import reword


class Migration(migrations.Migration):
    """A sentence only: what is refused stays."""

    dependencies = [("votes", "0003_words")]
    operations = [
        reword(
            (
                "A consultation closes by itself at its closing time.",
                "A consultation closes automatically at its closing time.",
            )
        )
    ]

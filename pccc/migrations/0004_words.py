"""Sentences of the referee of committees and meetings in the words of the service."""

from django.db import migrations

from cocommission.shared.sql import reword


class Migration(migrations.Migration):
    """Sentences only: what is refused stays."""

    dependencies = [("pccc", "0003_words")]
    operations = [
        reword(
            ("Somebody else activated or ended this committee", "Another person activated or ended this committee"),
            ("Somebody was appointed to this seat", "A member was appointed to this seat"),
            ("You cannot appoint anybody to it.", "You cannot appoint members to it."),
            (
                "This committee already has somebody in this office at that time.",
                "A member of this committee already holds this office at that time.",
            ),
            ("Somebody else took these minutes", "Another person took these minutes"),
            ("Somebody else took this meeting", "Another person took this meeting"),
            ("Give the reason for adding the item late.", "Enter the reason for adding the item late."),
            ("Somebody else finished or withdrew this item", "Another person finished or withdrew this item"),
            ("Give the reason for the decision on the conflict.", "Enter the reason for the decision on the conflict."),
        )
    ]

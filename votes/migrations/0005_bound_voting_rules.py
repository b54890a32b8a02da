"""A question on a constitution change binds the voting rules of the version beside its text."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("votes", "0003_referee_consultations")]

    operations = [
        migrations.AddField(
            name,
            "constitution_rules_hash",
            models.CharField(
                blank=True,
                default="",
                max_length=64,
                verbose_name="hash of the voting rules that members vote on",
            ),
        )
        for name in ("question", "historicalquestion")
    ]

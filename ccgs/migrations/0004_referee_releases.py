"""What was loaded, and what was uploaded, stays on record."""

from django.db import migrations

from cocommission.shared.sql import append_only


class Migration(migrations.Migration):
    dependencies = [("ccgs", "0003_referee_constitutions"), ("shared", "0002_referee")]

    operations = [
        migrations.RunSQL(*append_only("ccgs_release")),
        migrations.RunSQL(*append_only("ccgs_releaseupload")),
    ]

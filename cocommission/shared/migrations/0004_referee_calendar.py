"""Calendar addresses are added and never changed: the last one of a person works."""

from django.db import migrations

from cocommission.shared.sql import append_only


class Migration(migrations.Migration):
    dependencies = [("shared", "0003_calendar")]

    operations = [migrations.RunSQL(*append_only("shared_calendaraddress"))]

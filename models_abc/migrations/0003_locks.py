"""The referees of applications lock them without their keys: who refers to a row does not wait for it."""

from django.db import migrations

from cocommission.shared.sql import reword


class Migration(migrations.Migration):
    """Locks only: what is refused stays."""

    dependencies = [("models_abc", "0002_referee")]
    operations = [reword(("NEW.application_id FOR UPDATE", "NEW.application_id FOR NO KEY UPDATE"))]

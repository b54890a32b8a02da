"""The migrations say what the models say, and each can be taken back."""

from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

OURS = [config.label for config in apps.get_app_configs() if config.name.split(".")[0] in
        ("cocommission", "ccgs", "votes", "models_abc", "conflicts", "pccc")]  # fmt: skip


def test_no_model_has_drifted_from_its_migrations(db):
    out = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=out, verbosity=1)
    except SystemExit:
        pytest.fail(out.getvalue())


def test_every_step_can_be_taken_back():
    loader = MigrationLoader(connection, load=False)
    loader.load_disk()
    irreversible = [
        f"{app}.{name}"
        for (app, name), migration in loader.disk_migrations.items()
        if app in OURS and not all(operation.reversible for operation in migration.operations)
    ]
    assert irreversible == []

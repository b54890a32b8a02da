"""The migrations say what the models say, and each can be taken back."""

from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from cocommission.shared.sql import run_file
from tests.database import as_owner

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


def test_each_app_begins_with_its_tables_and_its_referee():
    loader = MigrationLoader(connection, load=False)
    loader.load_disk()
    for app in {app for app, _ in loader.disk_migrations if app in OURS}:
        names = sorted(name for label, name in loader.disk_migrations if label == app)
        assert names[:2] == ["0001_initial", "0002_referee"], app
        assert [int(name[:4]) for name in names] == list(range(1, len(names) + 1)), app


def test_every_file_of_sql_belongs_to_a_migration_and_says_how_to_take_it_back(tmp_path):
    files = [path for config in apps.get_app_configs() if config.label in OURS
             for path in Path(config.path).glob("migrations/sql/*.sql")]  # fmt: skip
    assert len(files) >= 15
    for path in files:
        [migration] = path.parents[1].glob(f"{path.name[:4]}_*.py")
        assert f'"{path.stem}"' in migration.read_text("utf-8"), path
        assert run_file(str(migration), path.stem).reversible
    (tmp_path / "sql").mkdir()
    (tmp_path / "sql" / "0003_one_way.sql").write_text("SELECT 1;\n")
    with pytest.raises(ValueError, match="0003_one_way.sql does not say"):
        run_file(str(tmp_path / "0003_one_way.py"), "0003_one_way")


def test_a_database_of_another_version_is_not_migrated(db):
    with as_owner():
        MigrationRecorder(connection).record_applied("ccgs", "0009_conflict_rights")
        with pytest.raises(CommandError, match=r"among them ccgs\.0009_conflict_rights"):
            call_command("migrate", verbosity=0)
        MigrationRecorder(connection).record_unapplied("ccgs", "0009_conflict_rights")
        call_command("migrate", verbosity=0)

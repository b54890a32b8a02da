"""The record proved: what was changed, added or taken away past its history is named."""

import json

import pytest
from django.core.management import call_command
from django.db import connection, models, transaction

from cocommission.shared.queries.record import governed_models, not_as_recorded
from tests.database import triggers_silenced
from tests.factories import meetings, votes

pytestmark = pytest.mark.django_db


@pytest.fixture
def record(world, database_clock):
    database_clock(world.now)
    votes.opened(world, now=world.now)
    meetings.planned(world).item("Merger of two practices")
    return world


def with_rows() -> list[type[models.Model]]:
    return [model for model in governed_models() if model.objects.exists()]


def past_history(sql: str) -> list[tuple[str, int, tuple[str, ...]]]:
    """What is found after a statement of somebody with the server's own powers; taken back."""
    with transaction.atomic():
        with triggers_silenced(), connection.cursor() as cursor:
            cursor.execute(sql)
            assert cursor.rowcount == 1, sql
        found = [(one.table, one.count, one.named) for one in not_as_recorded()]
        transaction.set_rollback(True)
    return found


def test_every_row_of_a_ccg_at_work_is_as_recorded(record):
    assert list(not_as_recorded()) == []
    assert len(with_rows()) > 20


def test_a_row_that_is_changed_added_or_taken_away_is_named_in_every_table(record):
    for model in with_rows():
        label, table, history = model._meta.label_lower, model._meta.db_table, model.history.model._meta.db_table
        key = model.objects.order_by("pk").values_list("pk", flat=True)[0]
        for what, sql in (
            ("the row is missing", f"DELETE FROM {table} WHERE id = {key}"),
            ("it has no history", f"UPDATE {history} SET id = -id WHERE history_id = "
                                  f"(SELECT min(history_id) FROM {history} WHERE id = {key}) AND id NOT IN "
                                  f"(SELECT id FROM {history} GROUP BY id HAVING count(*) > 1)"),
        ):  # fmt: skip
            if what == "it has no history" and model.history.filter(id=key).count() > 1:
                continue
            found = past_history(sql)
            assert f"{key}: {what}" in next(one[2] for one in found if one[0] == label), f"{label}: {sql}"


def test_a_changed_text_is_named_in_every_table(record):
    for model in with_rows():
        table = model._meta.db_table
        key = model.objects.order_by("pk").values_list("pk", flat=True)[0]
        for field in model._meta.concrete_fields:
            if not isinstance(field, models.CharField | models.TextField) or field.choices or field.unique:
                continue
            (found,) = past_history(f"UPDATE {table} SET {field.column} = {field.column} || '!' WHERE id = {key}")
            assert found == (model._meta.label_lower, 1, (f"{key}: {field.column}",))
            break


def test_the_command_says_it_in_words_and_for_programs(record, capsys):
    call_command("verify_record")
    assert "tables are as their history says" in capsys.readouterr().out
    with triggers_silenced(), connection.cursor() as cursor:
        cursor.execute("UPDATE votes_ballot SET title = 'Another title'")
    with pytest.raises(SystemExit):
        call_command("verify_record", json=True)
    said = json.loads(capsys.readouterr().out)
    assert (said["ok"], said["rows"]["votes.ballot"]["count"], said["ledger"]) == (False, 1, None)

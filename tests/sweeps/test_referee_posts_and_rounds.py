"""What plain SQL could do to posts and to a round's closing time behind the actions: the database refuses it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from ccgs.actions.posts import revoke_post
from cocommission.shared.errors import Conflict
from models_abc.actions.rounds import change_round
from models_abc.models import Round
from tests.database import as_owner
from tests.factories.models_abc import ready, sent
from tests.factories.rounds import round_row

pytestmark = pytest.mark.django_db
MOVE = "UPDATE models_abc_round SET closes_at = %s WHERE id = %s"


@pytest.fixture(autouse=True)
def _clock(world, now, travel):
    travel(now)


def run(statement, *values):
    with transaction.atomic(), as_owner(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def test_an_open_round_may_close_later(world, now):
    row = round_row()
    later = row.closes_at + timedelta(days=7)
    changed = change_round(round=row, by=world.regional_officer, now=now, why="Snow", closes_at=later)
    assert Round.objects.get(pk=changed.pk).closes_at == later


@pytest.mark.parametrize("days", [-7, 7])
def test_a_close_that_has_passed_stays(travel, days):
    row = round_row()
    travel(row.closes_at)
    with pytest.raises(DatabaseError, match="has closed"):
        run(MOVE, row.closes_at + timedelta(days=days), row.pk)
    assert run("UPDATE models_abc_round SET source = 'A letter' WHERE id = %s", row.pk) == 1


def test_a_round_does_not_close_before_what_came_in(world, now):
    application = ready(world)
    sent(world, application)
    with pytest.raises(DatabaseError, match="came in meanwhile"):
        run(MOVE, now, application.round_id)
    assert run(MOVE, now + timedelta(seconds=1), application.round_id) == 1


def test_a_round_is_never_deleted():
    with pytest.raises(DatabaseError, match="stays on record"):
        run("DELETE FROM models_abc_round WHERE id = %s", round_row().pk)


def test_a_post_is_never_deleted(world):
    with pytest.raises(DatabaseError, match="never deleted"):
        run("DELETE FROM ccgs_post WHERE id = %s", world.posts["officer"].pk)


@pytest.mark.parametrize("column", ["person_id", "ccg_id", "role"])
def test_a_post_is_not_handed_on(world, column):
    values = {"person_id": world.lmc_reviewer.pk,
              "ccg_id": world.other_ccg.pk, "role": "AUDITOR"}  # fmt: skip
    with pytest.raises(DatabaseError, match="stays the post of one person"):
        run(f"UPDATE ccgs_post SET {column} = %s WHERE id = %s", values[column], world.posts["lay_member"].pk)


def test_a_revoked_post_stays_revoked(world, now):
    row = world.posts["lay_member"]
    revoke_post(post=row, reason="Moves", by=world.officer, now=now)
    clear = "UPDATE ccgs_post SET ends_at = NULL, revoked_at = NULL, revoked_by_id = NULL, revoked_reason = ''"
    for statement in (clear, "UPDATE ccgs_post SET ends_at = NULL"):
        with pytest.raises(DatabaseError, match="stays ended"):
            run(f"{statement} WHERE id = %s", row.pk)


def test_a_round_that_closed_between_the_page_and_the_database_is_a_conflict(world, now, database_clock):
    row = round_row()
    database_clock(row.closes_at)
    with pytest.raises(Conflict, match="has closed"):
        change_round(round=row, by=world.regional_officer, now=now, why="Snow", closes_at=row.closes_at + timedelta(1))

"""What the database itself refuses about declarations, whoever asks (COI-09)."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from conflicts.actions.interests import end_interest, withdraw_interest
from conflicts.models import Declarant, Interest
from conflicts.rules.values import value_on
from tests.database import delete_row, owners_cursor
from tests.factories.interests import declarant, declaration, reviewed

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world, database_clock, now):
    database_clock(now)
    return world


@pytest.mark.parametrize(
    "change",
    [
        "number = 99", "declared_at = now()", "form_token = gen_random_uuid()", "position = 'None'",
        "declared_by_id = (SELECT min(id) FROM shared_person)", "person_id = (SELECT min(id) FROM shared_person)",
    ],
)  # fmt: skip
def test_the_database_refuses_to_rewrite_who_declared_when(world, change):
    made = declaration(world, world.gp_member)
    with pytest.raises(DatabaseError, match="never changes"), owners_cursor() as cursor:
        cursor.execute(f"UPDATE conflicts_interest SET {change} WHERE id = %s", [made.pk])  # noqa: S608


def test_the_database_refuses_a_review_by_the_declarant_and_a_return_from_withdrawal(world, now):
    made = declaration(world, world.gp_member)
    own = "UPDATE conflicts_interest SET state = 'COMPLETE', mitigation = 'x', reviewed_at = now(), reviewed_by_id = %s"
    with pytest.raises(DatabaseError), owners_cursor() as cursor:
        cursor.execute(f"{own} WHERE id = %s", [world.gp_member.pk, made.pk])
    withdraw_interest(interest=made, reason="Error", by=world.officer, now=now)
    with pytest.raises(DatabaseError, match="was withdrawn meanwhile"), owners_cursor() as cursor:
        cursor.execute("UPDATE conflicts_interest SET state = 'SUBMITTED' WHERE id = %s", [made.pk])


def test_coi_09_the_database_keeps_an_entry_for_six_years_after_its_end(world, now, database_clock):
    made = reviewed(world, world.gp_member)

    def delete():
        with transaction.atomic():
            delete_row(made)

    with pytest.raises(DatabaseError, match="six years"):
        delete()
    end_interest(interest=made, ended_on=date(2015, 11, 1), by=world.gp_member, now=now)
    period = value_on("kept_after_end", date(2015, 11, 1))
    assert (period.value, period.unit) == (6, "years")
    database_clock("2021-10-31T23:59:59Z")
    with pytest.raises(DatabaseError, match="six years"):
        delete()
    database_clock("2021-11-01T00:00:00Z")
    delete()
    assert not Interest.objects.filter(pk=made.pk).exists()


def test_a_position_is_ended_never_deleted(world):
    row = declarant(world, world.gp_member)
    with pytest.raises(DatabaseError, match="never deleted"), transaction.atomic():
        delete_row(row)
    assert Declarant.objects.filter(pk=row.pk).exists()

"""What the database itself refuses about meetings, whatever SQL is sent to it."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from pccc.actions.meetings import cancel_meeting, close_meeting
from pccc.models import Attendance, MeetingDeclaration, Movement
from tests.database import as_owner
from tests.factories.meetings import noticed, opened, planned

pytestmark = pytest.mark.django_db


def run(statement, *values):
    with transaction.atomic(), as_owner(), connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.rowcount


def refused(match, statement, *values):
    with pytest.raises(DatabaseError, match=match):
        run(statement, *values)


@pytest.fixture
def closed(world):
    """A meeting that was held."""
    s = opened(world).asked()
    s.finish(s.take(s.meeting.items.get()))
    close_meeting(meeting=s.meeting, by=s.by, now=s.later())
    return s


@pytest.mark.parametrize(("opened_first", "state"), [(False, "PLANNED"), (False, "CLOSED"), (True, "NOTICED")])
def test_a_meeting_never_goes_back_or_leaps(world, opened_first, state):
    s = noticed(world)
    if opened_first:
        s.open()
    refused("to another stage", "UPDATE pccc_meeting SET state = %s WHERE id = %s", state, s.meeting.pk)


def test_nothing_changes_in_a_closed_meeting(closed):
    key, item = closed.meeting.pk, closed.meeting.items.get().pk
    refused("is over", "UPDATE pccc_meeting SET place = 'x' WHERE id = %s", key)
    refused("is over", "UPDATE pccc_meeting SET state = 'OPEN' WHERE id = %s", key)
    refused("is over", "UPDATE pccc_agendaitem SET notes = 'x' WHERE id = %s", item)
    refused("is over", "DELETE FROM pccc_agendaitem WHERE id = %s", item)
    refused("is over", "UPDATE pccc_itempaper SET title = 'x' WHERE item_id = %s", item)
    refused("not open", "UPDATE pccc_attendance SET position = 'x' WHERE meeting_id = %s", key)
    refused("not open", "DELETE FROM pccc_attendance WHERE meeting_id = %s", key)
    refused("stays on record", "DELETE FROM pccc_meeting WHERE id = %s", key)


def movement(s, at, **more):
    given = {"meeting": s.meeting, "person": s.people["NURSE"], "direction": "OUT", "moved_at": at, "recorded_at": at,
             "recorded_by": s.by}  # fmt: skip
    with transaction.atomic():
        return Movement.objects.create(**{**given, **more})


def test_movements_only_in_session_and_after_the_opening(world):
    s = noticed(world)
    with pytest.raises(DatabaseError, match="not open"):
        movement(s, s.at)
    s.open()
    with pytest.raises(DatabaseError, match="not open at that time"):
        movement(s, s.meeting.opened_at - timedelta(minutes=1))
    assert movement(s, s.later())


def test_nobody_moves_or_declares_after_the_close(closed):
    with pytest.raises(DatabaseError, match="not open"):
        movement(closed, closed.at)
    with pytest.raises(DatabaseError, match="not open"), transaction.atomic():
        MeetingDeclaration.objects.create(
            meeting=closed.meeting, person=closed.people["NURSE"], nature="x", declared_at=closed.at,
            recorded_by=closed.by, form_token="1b4e28ba-2fa1-11d2-883f-0016d3cca427",
        )  # fmt: skip


def test_before_the_session_there_are_only_apologies(world):
    s = noticed(world)
    given = {"meeting": s.meeting, "person": s.people["NURSE"], "position": "Nurse", "recorded_at": s.at,
             "recorded_by": s.by}  # fmt: skip
    with pytest.raises(DatabaseError, match="not open"), transaction.atomic():
        Attendance(kind="MEMBER", **given).record(by=s.by, at=s.at, why="x")
    assert Attendance(kind="APOLOGIES", **given).record(by=s.by, at=s.at, why="x")


def test_items_of_a_published_agenda_stay_and_late_ones_have_a_reason(world):
    s = planned(world)
    gone, kept = s.item("Gone"), s.item("Kept")
    assert run("DELETE FROM pccc_agendaitem WHERE id = %s", gone.pk) == 1
    s.publish()
    refused("can no longer remove this item", "DELETE FROM pccc_agendaitem WHERE id = %s", kept.pk)
    refused("change the order of its items", "UPDATE pccc_agendaitem SET number = 9 WHERE id = %s", kept.pk)
    late = s.item("Late")
    refused(
        "Enter the reason",
        "INSERT INTO pccc_agendaitem (meeting_id, number, title, summary, kind, part, private_reason, functions, "
        "affects_all_practices, late_reason, moves_contract, state, added_at, added_by_id, notes) SELECT meeting_id, "
        "9, title, summary, kind, part, private_reason, functions, affects_all_practices, '', moves_contract, state, "
        "added_at, added_by_id, notes FROM pccc_agendaitem WHERE id = %s",
        late.pk,
    )


def test_items_are_taken_only_in_session_and_stay_settled(world):
    s = noticed(world)
    item = s.meeting.items.get()
    refused("not open", "UPDATE pccc_agendaitem SET state = 'TAKEN', taken_at = now() WHERE id = %s", item.pk)
    s.open().asked()
    s.finish(s.take(item))
    refused("finished or withdrew this item", "UPDATE pccc_agendaitem SET state = 'LISTED' WHERE id = %s", item.pk)


def test_a_meeting_with_an_open_item_is_not_closed(world):
    s = opened(world)
    refused(
        "still open",
        "UPDATE pccc_meeting SET state = 'CLOSED', closed_at = now(), closed_by_id = %s WHERE id = %s",
        s.by.pk,
        s.meeting.pk,
    )


def test_a_cancelled_meeting_is_over(world):
    s = noticed(world)
    cancel_meeting(meeting=s.meeting, reason="Snow", by=s.by, now=s.at)
    refused("is over", "UPDATE pccc_meeting SET state = 'NOTICED' WHERE id = %s", s.meeting.pk)
    refused("is over", "UPDATE pccc_agendaitem SET title = 'x' WHERE meeting_id = %s", s.meeting.pk)

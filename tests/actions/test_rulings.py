"""The chair's decisions: who may, what is kept, what the member hears, what the database refuses (F-44)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry, Message
from pccc.actions.rulings import confirm_item, rule_on
from pccc.models import Meeting, Ruling
from pccc.queries.rulings import handling_of, history_of, papers_hidden, proposals_digest, row_of
from pccc.terms import Handling, MeetingState, Office, SeatRole
from tests.database import owners_cursor
from tests.factories import conflict_map as make
from tests.factories.ccgs_people import person


class Room:
    """A chair, a vice chair, a lay member, and a GP with a practice that the item is about."""

    def __init__(self, world):
        self.world, self.now = world, world.now
        self.practice = make.body(practice=world.practices[0])
        self.committee = make.committee(world.ccg, world.now)
        self.chair = make.sits(self.committee, person("Laura Lay"), office=Office.CHAIR).person
        self.vice = make.sits(self.committee, person("Victor Vice"), office=Office.VICE_CHAIR).person
        self.lay = make.sits(self.committee, person("Lea Layman")).person
        self.gp = make.sits(self.committee, world.gp_member, SeatRole.LOCAL_GP).person
        self.interest = make.interest(world.ccg, self.gp, self.practice, at=world.now)
        self.meeting = make.meeting(self.committee, world.now)
        self.item = make.item(self.meeting, self.practice)

    def rule(self, who=None, ruled=Handling.LEAVE_ITEM, reason="", **over):
        values = {"ruled_by": self.chair, "by": self.chair, "now": self.now, "item": self.item}
        return rule_on(person=who or self.gp, ruled=ruled, reason=reason, **(values | over))

    def confirm(self, who=None):
        """All that the page proposes now, in the sign-in of who rules: the chair, or `who`."""
        who, seen = who or self.chair, proposals_digest(row_of(self.item, self.now))
        return confirm_item(item=self.item, seen=seen, ruled_by=who, by=who, now=self.now)


@pytest.fixture
def room(world):
    return Room(world)


def test_the_chair_confirms_and_everything_is_kept(room):
    ruling = room.rule()
    assert (ruling.proposed, ruling.ruled) == (Handling.LEAVE_ITEM, Handling.LEAVE_ITEM)
    assert ruling.reason == "As the conflict map proposes"
    (path,) = ruling.path
    assert path["words"] == "member -> partner at practice G82001 (Amber Lane Surgery)"
    assert (path["interest"], path["strength"]) == (room.interest.pk, "A")
    assert handling_of(room.item) == {room.gp.pk: Handling.LEAVE_ITEM}
    entry = Entry.objects.get(body__contains=f'"pccc.Ruling:{ruling.pk}"')
    assert "ruling.made" in entry.body
    told = Message.objects.get(key=f"ruling:{ruling.pk}")
    assert told.to_address == room.gp.email
    assert "You leave the room for it." in told.text


def test_map_04_the_latest_ruling_counts_and_the_first_stays(room):
    first = room.rule()
    with pytest.raises(Refused) as refused:
        room.rule(ruled=Handling.DISCLOSE)
    assert refused.value.blockers[0].rule == "MAP-04"
    second = room.rule(ruled=Handling.DISCLOSE, reason="Her share is one of 400", now=room.now + timedelta(minutes=5))
    assert handling_of(room.item) == {room.gp.pk: Handling.DISCLOSE}
    assert [ruling.pk for ruling in history_of(room.item, room.gp.pk)] == [second.pk, first.pk]


def test_two_rulings_of_the_same_moment_are_told_apart(room):
    room.rule()
    room.rule(ruled=Handling.NO_PAPERS, reason="She may bid")
    assert handling_of(room.item) == {room.gp.pk: Handling.NO_PAPERS}


def test_the_same_ruling_twice_is_one(room):
    assert room.rule() == room.rule()
    assert Ruling.objects.count() == 1
    assert Message.objects.filter(key__startswith="ruling:").count() == 1


def test_map_03_the_secretary_records_it_on_the_chairs_word_and_nobody_else(room, world):
    ruling = room.rule(by=world.secretary)
    assert (ruling.ruled_by, ruling.recorded_by) == (room.chair, world.secretary)
    for stranger in (world.gp_member, world.other_officer, world.regional_officer):
        with pytest.raises(Refused) as refused:
            room.rule(by=stranger, ruled=Handling.NONE, reason="No")
        assert refused.value.status == 403


def test_map_03_nobody_rules_on_themself_not_even_the_chair(room):
    with pytest.raises(Refused, match="You cannot decide on your own conflict"):
        room.rule(who=room.chair, ruled=Handling.NONE)
    with pytest.raises(Refused, match="You cannot decide on your own conflict"):
        room.rule(ruled_by=room.gp, by=room.gp)
    assert room.rule(who=room.chair, ruled=Handling.NONE, ruled_by=room.vice, by=room.vice).ruled_by == room.vice


def test_pcc_12_a_conflicted_chair_does_not_rule_and_whoever_took_the_chair_does(room):
    make.works(room.chair, room.practice)
    with pytest.raises(Refused, match="Laura Lay also has a conflict on this item"):
        room.rule()
    assert room.rule(ruled_by=room.vice, by=room.vice).ruled_by == room.vice
    make.opens(room.meeting, room.now, chair=room.lay)
    with pytest.raises(Refused, match="Lea Layman decides"):
        room.rule(ruled=Handling.NO_PAPERS, reason="x", ruled_by=room.vice, by=room.vice)
    assert room.rule(ruled=Handling.NO_PAPERS, reason="x", ruled_by=room.lay, by=room.lay)


def test_somebody_who_does_not_sit_there_is_not_ruled_on(room, world):
    with pytest.raises(Refused, match="does not sit"):
        room.rule(who=world.other_officer, ruled=Handling.NONE)


def test_pcc_13_papers_are_kept_from_a_member_who_is_to_have_none(room):
    assert papers_hidden([room.item.pk], room.gp, room.now) == set()
    room.rule(ruled=Handling.NO_PAPERS, reason="Her practice may bid")
    assert papers_hidden([room.item.pk], room.lay, room.now) == set()
    other = make.item(room.meeting, title="Another")
    assert papers_hidden([room.item.pk, other.pk], room.gp, room.now) == {room.item.pk}
    room.rule(now=room.now + timedelta(minutes=1))
    assert papers_hidden([room.item.pk], room.gp, room.now + timedelta(minutes=2)) == set()


def test_the_chair_confirms_an_item_at_once(room):
    other = make.sits(room.committee, person("Second Doctor"), SeatRole.LOCAL_GP).person
    make.works(other, room.practice)
    made = room.confirm()
    assert {ruling.person_id for ruling in made} == {room.gp.pk, other.pk}
    assert room.confirm() == []
    make.works(room.chair, room.practice)
    with pytest.raises(Refused):
        room.confirm()
    assert len(room.confirm(room.vice)) == 1


def test_the_chair_confirms_nothing_but_what_the_page_showed(room):
    seen = proposals_digest(row_of(room.item, room.now))
    further = make.interest(room.world.ccg, room.gp, room.practice, at=room.now)
    for shown in ("", seen):
        with pytest.raises(Conflict, match="Check the list, then confirm it"):
            confirm_item(item=room.item, seen=shown, ruled_by=room.chair, by=room.chair, now=room.now)
    assert not Ruling.objects.exists()
    (ruling,) = room.confirm()
    assert further.pk in {path["interest"] for path in ruling.path}


def test_nothing_is_ruled_once_the_meeting_is_cancelled(room):
    meeting = Meeting.objects.get(pk=room.meeting.pk)
    meeting.state, meeting.cancelled_at, meeting.cancelled_by = MeetingState.CANCELLED, room.now, room.chair
    meeting.record(by=room.chair, at=room.now, why="Off")
    with pytest.raises(Refused, match="cancelled"):
        room.rule()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"person": "chair"}, "cannot decide about your own conflict"),
        ({"reason": "  "}, "Enter the reason"),
        ({"ruled_by": "stranger", "recorded_by": "stranger"}, "must both sit on the committee"),
        ({"person": "stranger"}, "must both sit on the committee"),
        ({"recorded_by": "lay"}, "Only the chair, a governance officer"),
    ],
)
def test_the_database_refuses_what_went_past_the_action(room, world, change, words):
    people = {"chair": room.chair, "lay": room.lay, "stranger": world.other_officer}
    values = {"person": room.gp, "ruled_by": room.chair, "recorded_by": room.chair, "reason": "Because"}
    values |= {key: people.get(value, value) for key, value in change.items()}
    with pytest.raises(IntegrityError, match=words), transaction.atomic():
        Ruling.objects.create(item=room.item, proposed="NONE", ruled="NONE", ruled_at=room.now, **values)


def test_a_ruling_is_never_changed(room):
    ruling = room.rule()
    with pytest.raises(IntegrityError, match="append-only"), owners_cursor() as cursor:
        cursor.execute("UPDATE pccc_ruling SET ruled = 'NONE' WHERE id = %s", [ruling.pk])

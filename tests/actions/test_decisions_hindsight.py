"""What is written down after a decision does not contradict it: movements, arrivals, memberships that end (DEC-05)."""

from datetime import timedelta

import pytest

from cocommission.shared.clock import london
from cocommission.shared.errors import Refused
from pccc.actions.attendance import record_attendance, record_movement
from pccc.actions.seats import end_membership, end_seat
from pccc.models import Membership, Movement
from pccc.terms import AttendanceKind, Direction, Handling, ItemKind, SeatRole
from tests.factories.ccgs_people import person
from tests.factories.committees import WIDE, member
from tests.factories.decisions import decided, first, ruled, taken, votes
from tests.factories.meetings import declared, present_for, quorum_of

pytestmark = pytest.mark.django_db


def moved(s, role, direction, at):
    return record_movement(
        meeting=s.meeting, person=s.people[role], direction=direction, by=s.by, now=s.later(1), moved_at=at
    )


def test_who_voted_did_not_leave_before_the_vote(world):
    s, item = taken(world)
    before = s.at
    s.later(10)
    made = decided(s, item)
    with pytest.raises(Refused, match="counts Morgan Elder among those who voted") as refused:
        moved(s, "NURSE", Direction.OUT, before + timedelta(minutes=1))
    assert [(one.rule, one.field) for one in refused.value.blockers] == [("DEC-05", "moved_at")]
    assert not Movement.objects.exists()
    assert moved(s, "NURSE", Direction.OUT, made.decided_at).moved_at == made.decided_at


def test_who_was_ruled_out_and_who_has_no_vote_left_when_they_left(world):
    s, item = taken(world)
    ruled(s, item, "LOCAL_GP", Handling.LEAVE_ITEM)
    before = s.later(1)
    s.later(10)
    decided(s, item, votes=votes(s, out=("LOCAL_GP",)))
    assert moved(s, "LOCAL_GP", Direction.OUT, before).moved_at == before
    assert moved(s, "LMC", Direction.OUT, before).moved_at == before


def test_who_was_not_asked_for_a_vote_did_not_come_before_it(world):
    s, item = taken(world, "FINANCE_OFFICER")
    moved(s, "NURSE", Direction.OUT, s.later(1))
    between = s.later(2)
    s.later(10)
    decided(s, item, votes=votes(s, out=("NURSE", "FINANCE_OFFICER")))
    with pytest.raises(Refused, match="without Morgan Elder"):
        moved(s, "NURSE", Direction.IN, between)
    late = {"meeting": s.meeting, "person": s.people["FINANCE_OFFICER"], "kind": AttendanceKind.MEMBER, "by": s.by}
    for arrived_at in (between, None):
        with pytest.raises(Refused, match="without Morgan Damson"):
            record_attendance(**late, now=s.at, arrived_at=arrived_at)
    assert record_attendance(**late, now=s.later(1), arrived_at=s.at).arrived_at == s.at
    assert moved(s, "NURSE", Direction.IN, s.at).moved_at


def test_a_movement_written_down_later_belongs_to_the_item_of_its_time(world):
    s, item = taken(world)
    during = s.later(1)
    decided(s, item, votes=votes(s))
    s.finish(item)
    between = s.later(1)
    late = s.item("Another matter", kind=ItemKind.DISCUSSION)
    s.take(late)
    assert moved(s, "LMC", Direction.OUT, during).item == item
    assert moved(s, "LMC", Direction.IN, between).item is None
    assert moved(s, "LMC", Direction.OUT, s.at).item == late


def test_a_membership_that_ends_in_mid_meeting_counts_no_more_from_that_minute(world):
    s, item = taken(world)
    before = s.at
    nurse = Membership.objects.get(person=s.people["NURSE"], seat__committee=s.committee)
    end_membership(membership=nurse, ends_at=s.later(5), reason="Resigned", by=s.by, now=s.at)
    assert s.people["NURSE"].pk in {one.person_id for one in present_for(item, before)}
    assert s.people["NURSE"].pk not in {one.person_id for one in present_for(item, s.at)}
    with pytest.raises(Refused, match="not in the room"):
        decided(s, item)
    made = decided(s, item, votes=votes(s, out=("NURSE",)))
    kept = next(one for one in made.members if one["person"] == s.people["NURSE"].pk)
    assert (kept["sits"], kept["why_not"]) == (False, "Their membership has ended")


def test_the_quorum_is_lost_at_the_minute_at_which_the_last_lay_members_seat_ends(world):
    s, item = taken(world)
    lay = Membership.objects.filter(seat__committee=s.committee, seat__role__in=["LAY_MEMBER", "LAY_PERSON"])
    ends_at = s.later(5)
    for row in lay:
        end_membership(membership=row, ends_at=ends_at, reason="Resigned", by=s.by, now=s.at)
    assert quorum_of(item, ends_at - timedelta(minutes=1)).met
    assert not quorum_of(item, ends_at).met


def test_a_seat_that_is_abolished_before_the_day_is_over_takes_its_holder_along(world):
    s, item = taken(world)
    row = Membership.objects.get(seat__committee=s.committee, seat__role="NURSE")
    midnight = (london(s.at) + timedelta(days=1)).replace(hour=0, minute=0)
    end_membership(membership=row, ends_at=midnight, reason="Resigned", by=s.by, now=s.at)
    end_seat(seat=row.seat, to_on=midnight.date(), reason="Merged", by=s.by, now=s.at)
    assert row.person_id in {one.person_id for one in present_for(item, midnight - timedelta(minutes=1))}
    assert row.person_id not in {one.person_id for one in present_for(item, midnight)}


def test_a_deputy_follows_when_the_holders_membership_ends(world, now):
    s, item = taken(world)
    holder = Membership.objects.get(seat__committee=s.committee, seat__role="FINANCE_OFFICER", deputy=False)
    stand_in = person("Dana Deputy")
    member(holder.seat, stand_in, deputy=True, by=s.by, now=now)
    declared(world.ccg, stand_in, s.at)
    record_attendance(
        meeting=s.meeting, person=stand_in, kind=AttendanceKind.DEPUTY, by=s.by, now=s.at, arrived_at=s.at
    )
    assert stand_in.pk not in {one.person_id for one in present_for(item, s.at)}
    end_membership(membership=holder, ends_at=s.later(1), reason="Resigned", by=s.by, now=s.at)
    assert stand_in.pk in {one.person_id for one in present_for(item, s.at)}


def test_pcc_12_nothing_is_decided_under_a_chair_who_is_ruled_out_or_has_gone(world):
    s, item = taken(world, rows=(*WIDE, (SeatRole.LAY_MEMBER, True)))
    chair = s.people["LAY_MEMBER"]
    ruled(s, item, "LAY_MEMBER", Handling.LEAVE_DECISION, ruled_by=s.people["LAY_PERSON"])
    with pytest.raises(Refused, match="cannot lead it") as refused:
        decided(s, item, votes=votes(s, out=("LAY_MEMBER",)))
    assert "PCC-12" in [one.rule for one in refused.value.blockers]
    record_movement(meeting=s.meeting, person=chair, direction=Direction.OUT, by=s.by, now=s.later(1))
    with pytest.raises(Refused, match="not in the room"):
        decided(s, item, votes=votes(s, out=("LAY_MEMBER",)))
    s.chair("LAY_PERSON")
    assert decided(s, item, votes=votes(s, out=("LAY_MEMBER",))).outcome == "CARRIED"


def test_an_item_for_information_decides_nothing(world):
    s, item = taken(world)
    s.finish(item)
    for kind in (ItemKind.INFORMATION, ItemKind.DISCUSSION):
        note = s.item(f"A report for {kind}", kind=kind)
        s.take(note)
        with pytest.raises(Refused, match="as an item for decision") as refused:
            decided(s, note)
        assert "DEC-05" in {one.rule for one in refused.value.blockers}
        s.finish(note)
    assert not first(s).decisions.exists()

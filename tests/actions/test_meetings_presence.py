"""Who is in the room: attendance, deputies, movements, declarations, the chair (F-43, PCC-09, PCC-12, COI-05)."""

from datetime import timedelta
from uuid import uuid4

import pytest

from cocommission.shared.errors import Conflict, Refused
from pccc.actions.attendance import declare_at_meeting, nil_for_the_rest, record_attendance, record_movement, take_chair
from pccc.actions.items import take_item
from pccc.actions.rulings import rule_on
from pccc.models import Attendance, MeetingDeclaration, Membership, Movement
from pccc.queries.meetings import silent_digest
from pccc.queries.presence import room_of
from pccc.terms import AttendanceKind, Direction, Handling
from tests.factories.ccgs_people import person
from tests.factories.committees import member
from tests.factories.meetings import ask_the_rest, declared, noticed, opened, present_for, quorum_of

pytestmark = pytest.mark.django_db
OUT, IN = Direction.OUT, Direction.IN


def names(sitters):
    return {sitter.role for sitter in sitters}


def moves(s, role, direction, **more):
    return record_movement(
        meeting=s.meeting, person=s.people[role], direction=direction, by=s.by, now=s.later(), **more
    )


def test_everybody_there_sits_and_apologies_do_not(world):
    s = opened(world, "NURSE")
    item = s.meeting.items.get()
    assert names(present_for(item, s.later())) == set(s.people) - {"NURSE"}
    assert quorum_of(item, s.at).met


def test_who_left_counts_no_more_until_they_come_back(world):
    s = opened(world)
    item = s.meeting.items.get()
    before = s.at
    moves(s, "CHIEF_OFFICER", OUT)
    moves(s, "FINANCE_OFFICER", OUT)
    away = s.at
    result = quorum_of(item, away)
    assert not result.met
    assert "chief officer" in " ".join(result.missing)
    assert quorum_of(item, before).met
    moves(s, "CHIEF_OFFICER", IN)
    assert quorum_of(item, s.at).met
    assert not quorum_of(item, away).met


def test_leaving_twice_is_written_once(world):
    s = opened(world)
    first = moves(s, "NURSE", OUT)
    assert moves(s, "NURSE", OUT) == first
    assert moves(s, "NURSE", OUT, moved_at=first.moved_at) == first
    with pytest.raises(Conflict, match="already left"):
        moves(s, "NURSE", OUT, moved_at=first.moved_at + timedelta(minutes=2))
    with pytest.raises(Conflict, match="already in the room"):
        moves(s, "CHIEF_OFFICER", IN, moved_at=first.moved_at)
    assert Movement.objects.count() == 1
    assert moves(s, "LMC", IN) is None


def test_times_of_movements_are_in_order(world):
    s = opened(world)
    moves(s, "NURSE", OUT)
    left = s.at
    for moved_at, words in (
        (s.meeting.opened_at - timedelta(minutes=1), "opened on"),
        (left - timedelta(minutes=1), "came or went later"),
        (s.at + timedelta(hours=1), "not in the future"),
    ):
        with pytest.raises(Refused, match=words):
            moves(s, "NURSE", IN, moved_at=moved_at)
    with pytest.raises(Refused, match="attendance list"):
        record_movement(meeting=s.meeting, person=world.nobody, direction=OUT, by=s.by, now=s.at)


def test_who_comes_late_was_not_there_before(world):
    s = noticed(world).open("NURSE")
    s.later(30)
    row = record_attendance(meeting=s.meeting, person=s.people["NURSE"], kind=AttendanceKind.MEMBER, by=s.by, now=s.at,
                            arrived_at=s.at)  # fmt: skip
    item = s.meeting.items.get()
    assert "NURSE" not in names(present_for(item, s.at - timedelta(minutes=1)))
    assert "NURSE" in names(present_for(item, s.at))
    assert row.kind == AttendanceKind.MEMBER


def test_a_deputy_sits_only_while_the_holder_is_away(world, now):
    s = noticed(world)
    seat = Membership.objects.get(seat__role="FINANCE_OFFICER").seat
    stand_in = person("Dana Deputy")
    member(seat, stand_in, deputy=True, by=s.by, now=now)
    declared(world.ccg, stand_in, now)
    s.open("FINANCE_OFFICER")
    record_attendance(meeting=s.meeting, person=stand_in, kind=AttendanceKind.DEPUTY, by=s.by, now=s.at)
    item = s.meeting.items.get()
    sitting = next(sitter for sitter in present_for(item, s.at) if sitter.person_id == stand_in.pk)
    assert (sitting.role, sitting.voting, sitting.eligible) == ("FINANCE_OFFICER", True, True)
    record_attendance(meeting=s.meeting, person=s.people["FINANCE_OFFICER"], kind=AttendanceKind.MEMBER, by=s.by,
                      now=s.later(), arrived_at=s.at)  # fmt: skip
    seated = [sitter.person_id for sitter in present_for(item, s.at) if sitter.role == "FINANCE_OFFICER"]
    assert seated == [s.people["FINANCE_OFFICER"].pk]
    moves(s, "FINANCE_OFFICER", OUT)
    assert stand_in.pk in {sitter.person_id for sitter in present_for(item, s.at)}


def test_nobody_is_a_deputy_or_member_without_a_seat(world):
    s = opened(world)
    for kind, words in ((AttendanceKind.DEPUTY, "no deputy"), (AttendanceKind.MEMBER, "no seat")):
        with pytest.raises(Refused, match=words):
            record_attendance(meeting=s.meeting, person=world.nobody, kind=kind, by=s.by, now=s.at)


def test_people_in_attendance_count_towards_nothing(world):
    s = opened(world)
    record_attendance(meeting=s.meeting, person=world.nobody, kind=AttendanceKind.OFFICER, position="Head of estates",
                      by=s.by, now=s.at)  # fmt: skip
    assert world.nobody.pk not in {sitter.person_id for sitter in present_for(s.meeting.items.get(), s.at)}


def test_attendance_is_not_changed_once_items_were_taken(world):
    s = opened(world).asked()
    s.take(s.meeting.items.get())
    with pytest.raises(Conflict, match="when they left"):
        record_attendance(meeting=s.meeting, person=s.people["NURSE"], kind=AttendanceKind.APOLOGIES, by=s.by, now=s.at)


def test_attendance_waits_for_the_session_apologies_do_not(world):
    s = noticed(world)
    with pytest.raises(Conflict, match="only while the meeting is open"):
        record_attendance(meeting=s.meeting, person=s.people["NURSE"], kind=AttendanceKind.MEMBER, by=s.by, now=s.at)
    row = record_attendance(
        meeting=s.meeting, person=s.people["NURSE"], kind=AttendanceKind.APOLOGIES, by=s.by, now=s.at
    )
    assert row == Attendance.objects.get()


def test_coi_05_without_a_declaration_since_appointment_nobody_votes(world):
    s = opened(world, declare=False)
    item = s.meeting.items.get()
    assert not any(sitter.eligible for sitter in present_for(item, s.at) if sitter.voting)
    assert not quorum_of(item, s.at).met
    for role in ("LAY_MEMBER", "CHIEF_OFFICER", "FINANCE_OFFICER"):
        declared(world.ccg, s.people[role], s.at)
    assert quorum_of(item, s.at).met


def test_a_declaration_before_the_appointment_does_not_count(world, now):
    s = opened(world, declare=False)
    declared(world.ccg, s.people["NURSE"], now - timedelta(days=300))
    nurse = next(x for x in present_for(s.meeting.items.get(), s.at) if x.role == "NURSE")
    assert not nurse.eligible


def declares(s, role, **more):
    given = {"form_token": uuid4(), "by": s.people[role], "now": s.later(1), **more}
    return declare_at_meeting(meeting=s.meeting, person=s.people[role], **given)


def test_each_member_declares_for_an_item_or_nil(world):
    s = opened(world)
    item = s.meeting.items.get()
    one = declares(s, "LOCAL_GP", item=item, nature="Partner at the practice, a third of its profit")
    nil = declares(s, "NURSE")
    assert (one.nil, nil.nil) == (False, True)
    with pytest.raises(Refused, match="how large"):
        declares(s, "LOCAL_GP", item=item, nature=" ")
    with pytest.raises(Refused, match="cannot record nothing to declare"):
        declares(s, "LOCAL_GP")


def test_the_same_form_declares_once_and_serves_nobody_else(world):
    s, token = opened(world), uuid4()
    assert declares(s, "NURSE", form_token=token) == declares(s, "NURSE", form_token=token)
    with pytest.raises(Conflict, match="already sent"):
        declares(s, "LMC", form_token=token)


def test_a_member_declares_ahead_once_the_agenda_is_public(world):
    s = noticed(world)
    assert declares(s, "NURSE").nil


def test_nobody_declares_for_another_but_who_runs_the_meeting(world):
    s = opened(world)
    with pytest.raises(Refused) as refused:
        declares(s, "NURSE", by=s.people["LMC"])
    assert refused.value.status == 403
    assert declares(s, "NURSE", by=s.by).recorded_by == s.by
    with pytest.raises(Refused, match="is not a member of this committee"):
        declare_at_meeting(meeting=s.meeting, person=world.nobody, form_token=uuid4(), by=world.nobody, now=s.at)


def test_nil_for_the_rest_asks_those_in_the_room_who_were_silent(world):
    s = opened(world, "LMC")
    declares(s, "NURSE")
    made = ask_the_rest(s.meeting, by=s.by, now=s.later(1))
    assert {row.person_id for row in made} == {p.pk for r, p in s.people.items() if r not in ("LMC", "NURSE")}
    assert ask_the_rest(s.meeting, by=s.by, now=s.later(1)) == []
    assert MeetingDeclaration.objects.count() == len(s.people) - 1


def test_nil_for_the_rest_refuses_a_list_that_the_page_did_not_show(world):
    s = opened(world)
    for seen in ("", silent_digest(room_of(s.meeting), s.later(1))):
        declares(s, "NURSE", item=s.meeting.items.get(), nature="Partner")
        with pytest.raises(Conflict, match="Check who has not been asked yet"):
            nil_for_the_rest(meeting=s.meeting, seen=seen, by=s.by, now=s.later(1))
    assert not [row for row in MeetingDeclaration.objects.all() if row.nil]


def vice_of(s):
    return next(role for role, who in s.people.items() if who == Membership.objects.get(office="VICE_CHAIR").person)


def test_pcc_12_a_conflicted_chair_hands_over_to_the_vice_chair(world):
    s = opened(world, template="bmj-3").asked()
    item, chair = s.meeting.items.get(), s.people["LAY_MEMBER"]
    vice = s.people[vice_of(s)]
    rule_on(item=item, person=chair, ruled=Handling.LEAVE_ITEM, reason="Trustee of a landlord", ruled_by=vice, by=s.by,
            now=s.later(1))  # fmt: skip
    with pytest.raises(Refused) as refused:
        s.take(item)
    assert [b.rule for b in refused.value.blockers] == ["PCC-12"]
    with pytest.raises(Refused, match="is vice chair"):
        s.chair("NURSE")
    s.chair(vice_of(s))
    s.fresh()
    assert s.take(item).taken_at == s.at
    assert s.fresh().chair == vice


def test_pcc_12_nobody_who_is_conflicted_or_away_takes_the_chair(world):
    s = opened(world).asked()
    item, vice = s.meeting.items.get(), vice_of(s)
    rule_on(item=item, person=s.people["NURSE"], ruled=Handling.NO_VOTE, reason="Works there", by=s.by, now=s.later(1),
            ruled_by=s.people["LAY_MEMBER"])  # fmt: skip
    with pytest.raises(Refused, match="cannot lead"):
        s.chair("NURSE")
    moves(s, vice, OUT)
    with pytest.raises(Refused, match="not in the room"):
        s.chair(vice)
    with pytest.raises(Refused, match="not in the room"):
        take_chair(meeting=s.meeting, person=world.nobody, by=s.by, now=s.at)


def test_pcc_12_a_chair_who_left_leads_no_item(world):
    s = opened(world, template="bmj-3").asked()
    moves(s, "LAY_MEMBER", OUT)
    with pytest.raises(Refused, match="Another member takes the chair"):
        take_item(item=s.meeting.items.get(), by=s.by, now=s.at)
    s.chair(vice_of(s))
    assert s.take(s.meeting.items.get()).taken_at


def test_pcc_12_passing_over_the_vice_chair_needs_a_reason(world):
    s = opened(world).asked()
    with pytest.raises(Refused, match="Enter why they do not"):
        s.chair("NURSE")
    assert s.chair("NURSE", reason="The vice chair has lost her voice").chair == s.people["NURSE"]

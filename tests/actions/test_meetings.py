"""Meetings: planned, published, moved, cancelled, opened and closed (F-43)."""

from datetime import timedelta

import pytest

from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry, Message
from pccc.actions.items import add_item, edit_item, remove_item, withdraw_item
from pccc.actions.meetings import (
    cancel_meeting,
    close_meeting,
    edit_meeting,
    open_meeting,
    plan_meeting,
    publish_agenda,
)
from pccc.models import AgendaItem, Membership
from pccc.rules.facts import ListedItemFacts
from pccc.terms import AttendanceKind, ItemKind, ItemState, MeetingState, Part
from tests.factories.committees import draft, pccc
from tests.factories.meetings import noticed, opened, planned

pytestmark = pytest.mark.django_db


def test_a_meeting_is_numbered_within_its_committee_and_entered(world, now):
    first = planned(world)
    second = plan_meeting(
        committee=first.committee, starts_at=now + timedelta(days=40), place="Library", by=world.officer, now=now
    )
    assert (first.meeting.number, second.number) == (1, 2)
    assert Entry.objects.filter(act="meeting.planned", subject=second.subject).count() == 1


def test_a_meeting_in_the_past_is_refused(world, now):
    with pytest.raises(Refused, match="in the future"):
        plan_meeting(committee=pccc(world), starts_at=now, place="Town Hall", by=world.secretary, now=now)


@pytest.mark.parametrize("who", ["gp_member", "lay_member", "other_officer", "accountable_officer"])
def test_only_who_runs_committees_plans_a_meeting(world, now, who):
    with pytest.raises(Refused) as refused:
        plan_meeting(committee=pccc(world), starts_at=now + timedelta(days=9), place="x", by=world.people[who], now=now)
    assert refused.value.status == 403


def test_the_agenda_is_published_members_are_told_and_it_is_entered(world):
    s = noticed(world)
    assert s.fresh().state == MeetingState.NOTICED
    assert Message.objects.filter(key__startswith=f"meeting:{s.meeting.pk}:noticed:").count() == len(s.people)
    assert Entry.objects.filter(act="meeting.noticed", subject=s.meeting.subject).count() == 1


def test_an_agenda_lacks_items_functions_and_notice(world):
    s = planned(world, days=2)
    with pytest.raises(Refused) as refused:
        s.publish()
    texts = " ".join(refused.value.texts)
    assert "at least one item" in texts
    assert "2 of the 7 days" in texts
    s.item(functions=[])
    with pytest.raises(Refused, match="choose the function"):
        s.publish()


def test_short_notice_with_a_reason_is_published(world, now):
    s = planned(world, days=2)
    s.item()
    edit_meeting(meeting=s.meeting, starts_at=s.meeting.starts_at, place="Town Hall", by=s.by, now=now,
                 short_notice_reason="The contract ends on Friday")  # fmt: skip
    assert s.publish().fresh().noticed_at == now


def test_a_committee_that_is_not_active_publishes_no_agenda(world, now):
    committee = draft(world)
    meeting = plan_meeting(
        committee=committee, starts_at=now + timedelta(days=9), place="x", by=world.secretary, now=now
    )
    with pytest.raises(Refused) as refused:
        publish_agenda(meeting=meeting, by=world.secretary, now=now)
    assert {"not active" in text for text in refused.value.texts} == {True, False}
    assert any("terms of reference" in text for text in refused.value.texts)


def test_pcc_14_a_private_item_needs_a_reason(world):
    s = planned(world)
    with pytest.raises(Refused) as refused:
        s.item(part=Part.PRIVATE)
    assert refused.value.blockers[0].rule == "PCC-14"
    item = s.item(part=Part.PRIVATE, private_reason="Names of patients")
    assert item.private_reason == "Names of patients"
    with pytest.raises(Refused, match="enter why it is taken in private"):
        edit_item(item=item, private_reason=" ", by=s.by, now=s.at)


def test_pcc_16_a_sub_group_lists_no_decision(world, now):
    parent = pccc(world)
    sub = draft(world, "SUBGROUP", parent=parent)
    meeting = plan_meeting(committee=sub, starts_at=now + timedelta(days=9), place="x", by=world.secretary, now=now)
    with pytest.raises(Refused) as refused:
        add_item(
            meeting=meeting,
            facts=ListedItemFacts("x", ItemKind.DECISION, functions=["CONTRACTS"]),
            by=world.secretary,
            now=now,
        )
    assert refused.value.blockers[0].rule == "PCC-16"
    assert (
        add_item(meeting=meeting, facts=ListedItemFacts("x", ItemKind.DISCUSSION), by=world.secretary, now=now).number
        == 1
    )


def test_a_late_item_needs_a_reason_and_members_are_told(world):
    s = noticed(world)
    with pytest.raises(Refused, match="late"):
        s.item("Late", late_reason=" ")
    item = s.item("Late", late_reason="The practice closed on Monday")
    assert item.late_reason
    assert Message.objects.filter(key__startswith=f"meeting:{s.meeting.pk}:late-item:").count() == len(s.people)


def test_an_item_of_a_published_agenda_is_withdrawn_and_stays(world):
    s = planned(world)
    gone, kept = s.item("Gone"), s.item("Kept")
    remove_item(item=gone, by=s.by, now=s.at)
    s.publish()
    with pytest.raises(Conflict, match="Withdraw"):
        remove_item(item=kept, by=s.by, now=s.at)
    withdraw_item(item=kept, reason="The practice asked", by=s.by, now=s.at)
    row = AgendaItem.objects.get(meeting=s.meeting)
    assert (row.state, row.notes) == (ItemState.WITHDRAWN, "The practice asked")


def test_a_published_meeting_is_moved_with_a_reason(world, now):
    s = noticed(world)
    later = s.meeting.starts_at + timedelta(days=7)
    with pytest.raises(Refused, match="Enter why"):
        edit_meeting(meeting=s.meeting, starts_at=later, place="Library", by=s.by, now=now)
    edit_meeting(meeting=s.meeting, starts_at=later, place="Library", reason="The room is let", by=s.by, now=now)
    assert s.fresh().starts_at == later
    assert Message.objects.filter(key__startswith=f"meeting:{s.meeting.pk}:moved:").count() == len(s.people)


def test_a_published_meeting_is_not_brought_forward_without_notice(world, now):
    s = noticed(world)
    soon = now + timedelta(days=1)
    with pytest.raises(Refused, match="1 of the 7 days"):
        edit_meeting(meeting=s.meeting, starts_at=soon, place="x", reason="Haste", by=s.by, now=now)


def test_a_cancelled_meeting_changes_no_more(world):
    s = noticed(world)
    cancel_meeting(meeting=s.meeting, reason="Snow", by=s.by, now=s.at)
    for act in (
        lambda: s.item(),
        lambda: s.open(),
        lambda: cancel_meeting(meeting=s.meeting, reason="x", by=s.by, now=s.at),
    ):
        with pytest.raises(Conflict, match="cancelled"):
            act()


def test_a_meeting_is_not_opened_before_its_time(world):
    s = noticed(world)
    with pytest.raises(Refused, match="You can open it from 15 October 2015"):
        open_meeting(meeting=s.meeting, by=s.by, now=s.meeting.starts_at - timedelta(minutes=31))


def test_a_meeting_is_opened_with_its_roll_and_the_chair_leads(world):
    s = opened(world, "LMC")
    kinds = dict(s.meeting.attendances.values_list("person__name", "kind"))
    assert kinds[s.people["LMC"].name] == AttendanceKind.APOLOGIES
    assert s.meeting.chair == s.people["LAY_MEMBER"]


def test_the_vice_chair_leads_where_the_chair_is_away(world):
    leads = opened(world, "LAY_MEMBER").meeting.chair
    assert leads == Membership.objects.get(office="VICE_CHAIR").person


def test_a_roll_without_anybody_opens_nothing(world):
    s = noticed(world)
    roll = dict.fromkeys(s.people.values(), AttendanceKind.APOLOGIES)
    with pytest.raises(Refused, match="who is there"):
        open_meeting(meeting=s.meeting, by=s.by, now=s.meeting.starts_at, roll=roll)


def test_a_meeting_closes_when_every_item_is_settled(world):
    s = opened(world).asked()
    item = s.meeting.items.get()
    with pytest.raises(Refused, match="still open"):
        close_meeting(meeting=s.meeting, by=s.by, now=s.at)
    s.finish(s.take(item), notes="Put off: the figures were not ready")
    close_meeting(meeting=s.meeting, by=s.by, now=s.later())
    assert s.fresh().state == MeetingState.CLOSED
    with pytest.raises(Conflict, match="only before the meeting closes"):
        s.item("After the event")


def test_a_meeting_planned_again_with_another_reason_is_refused_in_words(world, now):
    wanted = {"committee": pccc(world), "starts_at": now + timedelta(days=2), "place": "Library", "by": world.officer}
    first = plan_meeting(**wanted, now=now, short_notice_reason="The practice closes on Friday")
    assert plan_meeting(**wanted, now=now, short_notice_reason="The practice closes on Friday") == first
    with pytest.raises(Conflict, match="already planned"):
        plan_meeting(**wanted, now=now, short_notice_reason="Another")

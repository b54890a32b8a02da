"""Minutes from data: drafted, complete or not final, approved at the next meeting, published (F-46)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError

from cocommission.shared.errors import Conflict, Refused
from conflicts.models import Breach
from pccc.actions.attendance import declare_at_meeting, record_movement
from pccc.actions.meetings import open_meeting
from pccc.actions.minutes import add_words, approve, draft_minutes, finalise, publish, take_back
from pccc.queries.minutes import account_of
from pccc.rules.minutes import content_hash, visible
from pccc.terms import AttendanceKind, Direction, Handling, MinutesState
from tests.database import owners_cursor
from tests.factories.conflict_map import interest
from tests.factories.decisions import closed, decided, decided_and_closed, first, practice_body, ruled, sitting, votes
from tests.factories.meetings import planned

pytestmark = pytest.mark.django_db


def minuted(s):
    return draft_minutes(meeting=s.fresh(), by=s.by, now=s.later(1))


def with_conflict(world, *, declare=True, rule=True, leave=True):
    """A GP with a share in the practice of the item; what is done about it is asked."""
    body = practice_body(world)
    s = sitting(world, item={"affected": [body]})
    gp, item = s.people["LOCAL_GP"], first(s)
    interest(world.ccg, gp, body, at=world.now)
    if declare:
        declare_at_meeting(meeting=s.meeting, person=gp, item=item, nature="Partner at Amber Lane, a fifth of it",
                           form_token=uuid4(), by=gp, now=s.later(1))  # fmt: skip
    if rule:
        ruled(s, item, "LOCAL_GP", Handling.LEAVE_ITEM)
    s.take(item)
    if leave:
        record_movement(meeting=s.meeting, person=gp, direction=Direction.OUT, by=s.by, now=s.later(1))
    decided(s, first(s), votes=votes(s, out=("LOCAL_GP",)) if rule or leave else votes(s))
    if leave:
        record_movement(meeting=s.meeting, person=gp, direction=Direction.IN, by=s.by, now=s.later(1))
    s.finish(first(s))
    closed(s)
    return s


def test_minutes_are_drafted_only_once_the_meeting_is_closed_and_only_once(world):
    s = sitting(world)
    with pytest.raises(Conflict):
        minuted(s)
    s.take(first(s))
    decided(s, first(s))
    s.finish(first(s))
    closed(s)
    assert minuted(s) == minuted(s)


def test_the_draft_tells_attendance_quorum_votes_decisions_and_movements(world):
    s = with_conflict(world)
    minutes = minuted(s)
    account = account_of(s.meeting, minutes.remarks, s.at)
    item = account.content["items"][0]
    assert {one["name"] for one in account.content["present"]} == {person.name for person in s.people.values()}
    assert item["quorum"]["met"] is True
    assert item["decisions"][0]["figures"]["for"] == 5
    assert [one["words"] for one in item["movements"]] == ["left", "came back"]
    handled = item["handled"][0]
    assert handled["nature"].startswith("Partner at Amber Lane")
    assert handled["action"] == "Leave for the item"
    assert "Left at" in handled["evidence"]
    assert account.waiting == ()


def test_pcc_15_complete_minutes_are_final_under_their_hash_and_frozen(world):
    s = with_conflict(world)
    minutes = add_words(minutes=minuted(s), words={"items": {"1": "There was a long debate."}}, by=s.by, now=s.at)
    minutes = finalise(minutes=minutes, by=s.by, now=s.later(1))
    assert minutes.content["items"][0]["remarks"] == "There was a long debate."
    assert minutes.content_hash == content_hash(minutes.content)
    with pytest.raises(Conflict):
        add_words(minutes=minutes, words={"items": {"1": "x"}}, by=s.by, now=s.at)
    with pytest.raises(DatabaseError, match="minutes are final"), owners_cursor() as cursor:
        cursor.execute("UPDATE pccc_minutes SET content = '{}' WHERE id = %s", [minutes.pk])


def test_pcc_15_a_ruling_to_leave_without_evidence_keeps_the_minutes_open_until_it_is_given(world):
    s = with_conflict(world, leave=False)
    minutes = minuted(s)
    with pytest.raises(Refused, match="enter the evidence") as refused:
        finalise(minutes=minutes, by=s.by, now=s.at)
    assert [blocker.rule for blocker in refused.value.blockers] == ["PCC-15"]
    key = f"1:{s.people['LOCAL_GP'].pk}"
    add_words(minutes=minutes, words={"evidence": {key: "Left with the others."}}, by=s.by, now=s.at)
    assert finalise(minutes=minutes, by=s.by, now=s.at).state == MinutesState.FINAL


def test_bre_05_registered_but_not_declared_opens_a_draft_breach_and_minutes_wait_for_a_ruling(world):
    s = with_conflict(world, declare=False, rule=False, leave=False)
    assert Breach.objects.get(person=s.people["LOCAL_GP"]).state == "DRAFT"
    minutes = minuted(s)
    with pytest.raises(Refused, match="not declared at the meeting") as refused:
        finalise(minutes=minutes, by=s.by, now=s.at)
    assert [blocker.rule for blocker in refused.value.blockers] == ["BRE-05"]
    ruled(s, first(s), "LOCAL_GP", Handling.LEAVE_ITEM, reason="Should have left")
    with pytest.raises(Refused, match="enter the evidence"):
        finalise(minutes=minutes, by=s.by, now=s.at)
    key = f"1:{s.people['LOCAL_GP'].pk}"
    words = {"evidence": {key: "Stayed and voted. The Guardian was told."}}
    add_words(minutes=minutes, words=words, by=s.by, now=s.at)
    assert finalise(minutes=minutes, by=s.by, now=s.at).state == MinutesState.FINAL


def test_minutes_are_approved_at_the_next_meeting_and_then_published(world):
    s, _ = decided_and_closed(world)
    minutes = finalise(minutes=minuted(s), by=s.by, now=s.later(1))
    with pytest.raises(Refused):
        approve(minutes=minutes, at_meeting=s.meeting, by=s.by, now=s.at)
    with pytest.raises(Conflict):
        publish(minutes=minutes, by=s.by, now=s.at)
    world.now = s.at
    after = planned(world, committee=s.committee, declare=False)
    after.paper(after.item())
    after.publish()
    after.at = after.meeting.starts_at
    roll = dict.fromkeys(s.people.values(), AttendanceKind.MEMBER)
    open_meeting(meeting=after.meeting, by=s.by, now=after.at, roll=roll)
    minutes = approve(minutes=minutes, at_meeting=after.fresh(), by=s.by, now=after.at)
    minutes = publish(minutes=minutes, by=s.by, now=after.at + timedelta(hours=1))
    assert minutes.state == MinutesState.PUBLISHED


def test_final_minutes_go_back_to_draft_with_a_reason(world):
    s, _ = decided_and_closed(world)
    minutes = finalise(minutes=minuted(s), by=s.by, now=s.later(1))
    with pytest.raises(Refused):
        take_back(minutes=minutes, reason=" ", by=s.by, now=s.at)
    minutes = take_back(minutes=minutes, reason="A name was misspelt", by=s.by, now=s.at)
    assert (minutes.state, minutes.content) == (MinutesState.DRAFT, {})


def test_the_private_part_is_left_out_for_the_public(world):
    private = {"part": "PRIVATE", "private_reason": "It names a person", "title": "A matter of one doctor"}
    s, _ = decided_and_closed(world, item=private)
    account = account_of(s.meeting, {}, s.at)
    assert "A matter of one doctor" not in str(visible(account.content, private=False))
    assert "The merger is approved" not in str(visible(account.content, private=False))
    assert "It names a person" in str(visible(account.content, private=False))


@pytest.mark.parametrize("who", ["gp_member", "accountable_officer", "other_officer"])
def test_only_who_runs_committees_writes_minutes(world, who):
    s, _ = decided_and_closed(world)
    with pytest.raises(Refused) as refused:
        draft_minutes(meeting=s.meeting, by=world.people[who], now=s.at)
    assert refused.value.status == 403


def test_an_interest_that_came_onto_the_register_afterwards_does_not_keep_the_minutes_open(world):
    body = practice_body(world)
    s, _ = decided_and_closed(world, item={"affected": [body]})
    interest(world.ccg, s.people["LOCAL_GP"], body, at=s.later(60))
    minutes = finalise(minutes=minuted(s), by=s.by, now=s.later(1))
    assert minutes.state == MinutesState.FINAL

"""The engagement log: events, attendance out of the members of that day, questions and replies (F-19)."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from ccgs.models import PracticeVersion
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry
from tests.database import owners_cursor
from tests.factories.consultations import draft, upload
from tests.factories.engagement import event
from votes.actions.engagement import add_engagement_paper, edit_event, set_attendance, strike_event
from votes.actions.engagement_questions import add_board_questions, add_question, reply_to_question
from votes.models import EngagementAttendance
from votes.queries.engagement import attended_ids, board_questions, event_with_everything, events_of, reached
from votes.terms.engagement import BOARD_QUESTIONS, AskedBy

pytestmark = pytest.mark.django_db


def test_an_entry_has_a_number_a_history_and_a_place_in_the_ledger(world, now):
    first, second = event(world), event(world, title="Monthly meeting", kind="MEETING")
    assert (first.number, second.number) == (1, 2)
    assert second.history.get().history_change_reason == "Logged"
    assert Entry.objects.filter(subject=second.subject, act="engagement.logged").count() == 1


@pytest.mark.parametrize("who", ["representative", "lmc_reviewer", "accountable_officer", "other_officer", "nobody"])
def test_only_a_governance_officer_of_the_ccg_keeps_the_log(world, now, who):
    with pytest.raises(Refused) as refused:
        event(world, by=world.people[who])
    assert refused.value.status == 403


def test_attendance_is_a_share_of_the_members_of_that_day(world, now):
    made = event(world, came=3)
    found = event_with_everything(world.ccg, 1, working=True)
    assert (found.attended, found.members_then, len(found.came)) == (3, 5, 3)
    assert set_attendance(event=made, practices=attended_ids(made), by=world.officer, now=now).attendance_revision == 1
    set_attendance(event=made, practices=[world.practices[4].pk], by=world.officer, now=now)
    assert event_with_everything(world.ccg, 1, working=True).attended == 1
    assert EngagementAttendance.objects.count() == 4  # the earlier list stays on record


def test_a_foreign_practice_did_not_come(world, now):
    made = event(world)
    with pytest.raises(Refused, match="members of this CCG on the day"):
        set_attendance(event=made, practices=[world.other_practices[0].pk], by=world.officer, now=now)


def test_a_practice_that_had_left_by_that_day_cannot_be_ticked(world, now):
    version = PracticeVersion.objects.get(practice=world.practices[0])
    version.to_on = date(2015, 9, 1)
    version.record(by=world.steward, at=now, why="Left")
    with pytest.raises(Refused):
        set_attendance(event=event(world), practices=[world.practices[0].pk], by=world.officer, now=now)


def test_moving_an_event_to_a_day_when_a_practice_was_no_member_is_refused(world, now):
    made = event(world, came=2)
    with pytest.raises(Refused, match="Amber Lane Surgery was not a member practice on that day"):
        edit_event(event=made, reason="Wrong year", held_at=now.replace(year=2012), by=world.officer, now=now)


def test_an_edit_needs_a_reason_and_keeps_what_was_there(world, now):
    made = event(world)
    with pytest.raises(Refused):
        edit_event(event=made, reason="", title="Other", by=world.officer, now=now)
    edit_event(event=made, reason="Typing error", title="The webinar", by=world.officer, now=now)
    assert [row.title for row in made.history.order_by("history_id")] == [
        "Delegated commissioning webinar",
        "The webinar",
    ]


def test_a_link_to_another_ccgs_consultation_is_refused(world, now):
    elsewhere = draft(world, paper=False, ccg=world.other_ccg, by=world.other_officer)
    with pytest.raises(Refused, match="another CCG"):
        event(world, consultation=elsewhere)


def test_questions_say_who_asked_and_keep_every_reply(world, now):
    made = event(world)
    asked = add_question(
        event=made, asked_by=AskedBy.PRACTICE, practice=world.practices[0], text="Who pays?", by=world.officer, now=now
    )
    reply_to_question(question=asked, reply="The CCG.", by=world.officer, now=now)
    reply_to_question(question=asked, reply="NHS England.", by=world.officer, now=now)
    reply_to_question(question=asked, reply="NHS England.", by=world.officer, now=now)
    assert [row.reply for row in asked.history.order_by("history_id")] == ["", "The CCG.", "NHS England."]
    with pytest.raises(Refused):
        add_question(event=made, asked_by=AskedBy.LMC, practice=world.practices[0], text="x", by=world.officer, now=now)
    with pytest.raises(Refused):
        add_question(
            event=made, asked_by=AskedBy.PRACTICE, practice=world.far_practices[0], text="x", by=world.officer, now=now
        )
    by_lmc = add_question(
        event=made, asked_by=AskedBy.LMC, lmc=world.lmc, text="When?", reply="In April.", by=world.officer, now=now
    )
    assert (by_lmc.number, by_lmc.replied_by) == (2, world.officer)


def test_the_template_is_added_once_and_shows_where_it_was_answered(world, now):
    made = event(world)
    assert [add_board_questions(event=made, by=world.officer, now=now) for _ in range(2)] == [5, 0]
    first = made.questions.get(text=BOARD_QUESTIONS[0])
    reply_to_question(question=first, reply="Better care.", by=world.officer, now=now)
    found = board_questions(world.ccg, working=False)
    assert [bool(q.raised and q.raised.reply) for q in found] == [True, False, False, False, False]


def test_papers_are_kept_with_their_hash(world, now):
    paper = add_engagement_paper(event=event(world), title="", file=upload("slides.txt"), by=world.officer, now=now)
    assert (paper.title, paper.sha256) == ("slides.txt", paper.document.sha256)


def test_an_entry_is_struck_out_and_never_lost(world, now):
    made = event(world, came=5)
    with pytest.raises(Refused):
        strike_event(event=made, reason=" ", by=world.officer, now=now)
    strike_event(event=made, reason="Logged twice", by=world.officer, now=now)
    assert not events_of(world.ccg, working=False).exists()
    assert events_of(world.ccg, working=True).get().struck_reason == "Logged twice"
    assert reached(world.ccg, now).reach.attended == 0
    with pytest.raises(Conflict):
        edit_event(event=made, reason="x", title="x", by=world.officer, now=now)


def test_reach_counts_each_practice_once_and_names_those_not_reached(world, now):
    event(world, came=2)
    event(world, came=3)
    event(world, came=4, held_at=now + timedelta(days=3))  # not held yet
    found = reached(world.ccg, now)
    assert (found.reach.attended, found.reach.members) == (3, 5)
    assert [member.code for member in found.never] == ["G82004", "G82005"]


def test_the_database_keeps_attendance_lists_as_they_were_written(world):
    event(world, came=1)
    with pytest.raises(IntegrityError), owners_cursor() as cursor:
        cursor.execute("DELETE FROM votes_engagementattendance")

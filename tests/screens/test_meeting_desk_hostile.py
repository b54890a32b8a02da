"""The desk and its forms under bad hands: sent twice, too early, too late, by the wrong verb, with nonsense in them."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest
import time_machine

from conflicts.terms import Capacity
from pccc.actions.attendance import record_attendance
from pccc.actions.items import choose_remedy
from pccc.models import AgendaItem, Attendance, Decision, ItemPaper, Meeting, Membership, Minutes, Movement
from pccc.terms import AttendanceKind, Handling, ItemKind, MeetingState, MinutesState
from tests.browser import Browser
from tests.factories.committees import WIDE, member
from tests.factories.conflict_map import works
from tests.factories.consultations import upload
from tests.factories.decisions import closed, decided, first, practice_body, ruled, scheme, sitting, taken, votes
from tests.factories.meetings import noticed, planned

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretary(world):
    def at(moment):
        travel = time_machine.travel(moment, tick=False)
        travel.start()
        travels.append(travel)
        client = Browser()
        client.force_login(world.secretary)
        return client

    travels = []
    yield at
    for travel in travels:
        travel.stop()


def words(answer):
    return " ".join(unescape(answer.content.decode()).split())


def test_a_meeting_an_item_and_a_paper_that_are_sent_twice_are_there_once(secretary, world):
    s = planned(world)
    client = secretary(s.at)
    new = {"starts_at[day]": "20", "starts_at[month]": "11", "starts_at[year]": "2015", "starts_at[time]": "10:00",
           "place": "Town Hall"}  # fmt: skip
    where = {client.post(f"{s.committee.url}meetings/new/", new).headers["Location"] for _ in range(2)}
    assert len(where) == 1
    assert Meeting.objects.count() == 2
    item = {"title": "A lease", "kind": "DECISION", "functions": ["PREMISES"], "part": "PUBLIC"}
    where = {client.post(f"{s.meeting.url}items/new/", item).headers["Location"] for _ in range(2)}
    assert len(where) == AgendaItem.objects.count() == 1
    for _ in range(2):
        sent = client.post(f"{where.copy().pop()}papers/new/", {"title": "Report", "file": upload("a.txt", "One.")})
        assert sent.status_code == 302
    assert ItemPaper.objects.count() == 1


def test_two_items_that_differ_in_whom_they_affect_are_two(world):
    s = planned(world)
    one = s.item("A lease", affected=[practice_body(world, 0)])
    assert s.item("A lease", affected=[practice_body(world, 0)]) == one
    assert s.item("A lease", affected=[practice_body(world, 1)]) != one


def test_minutes_are_there_the_moment_the_meeting_is_closed(secretary, world):
    s, item = taken(world)
    decided(s, item)
    s.finish(item)
    client = secretary(s.later(1))
    answer = client.post(f"{s.meeting.url}close/", follow=True)
    assert "Its minutes are drafted" in words(answer)
    minutes = Minutes.objects.get()
    assert (minutes.state, minutes.drafted_by) == (MinutesState.DRAFT, world.secretary)
    page = words(client.get(f"{s.meeting.url}minutes/"))
    for said in ("Morgan Ash", "The merger is approved.", "6 for, 0 against, 0 abstained", "Quorum: met."):
        assert said in page
    assert client.get(f"{s.meeting.url}minutes/minutes.docx").status_code == 200
    assert client.post(f"{s.meeting.url}close/").status_code == 409


def test_the_desk_names_who_may_still_come_and_takes_them_in_by_one_button(secretary, world):
    s = noticed(world)
    nurse, finance = s.people["NURSE"], s.people["FINANCE_OFFICER"]
    holder = s.committee.seats.get(role="FINANCE_OFFICER").members.get()
    stand_in = member(holder.seat, world.nobody, deputy=True, by=s.by, now=world.now)
    s.open("NURSE", "FINANCE_OFFICER", apologies=False)
    client = secretary(s.later(1))
    page = words(client.get(f"{s.meeting.url}desk/"))
    assert "Not here" in page
    for who, kind in ((nurse, "MEMBER"), (finance, "MEMBER"), (stand_in.person, "DEPUTY")):
        assert f'name="kind" value="{kind}"' in page
        assert who.email in page
    answer = client.post(f"{s.meeting.url}arrival/", {"kind": "MEMBER", "email": nurse.email})
    assert answer.status_code == 302
    assert Attendance.objects.get(person=nurse).kind == AttendanceKind.MEMBER
    assert nurse.email not in words(client.get(f"{s.meeting.url}desk/"))


def test_nobody_is_ticked_into_two_seats(secretary, world):
    s = noticed(world)
    finance = s.committee.seats.get(role="FINANCE_OFFICER")
    member(finance, s.people["NURSE"], deputy=True, by=s.by, now=world.now)
    client = secretary(s.meeting.starts_at)
    fields = {f"who_{pk}": "HERE" for pk in Membership.objects.values_list("pk", flat=True)}
    answer = client.post(f"{s.meeting.url}open/", fields)
    assert "is here in another seat already" in words(answer)
    assert s.fresh().state == MeetingState.NOTICED


def test_the_desk_says_when_the_quorum_rests_on_nobody_having_ruled(secretary, world):
    s = sitting(world, rows=WIDE, item={"affected": [practice_body(world)]})
    for role in ("LAY_PERSON", "CHIEF_OFFICER", "FINANCE_OFFICER"):
        works(s.people[role], practice_body(world), Capacity.OWNER)
    client = secretary(s.later(1))
    page = words(client.get(f"{s.meeting.url}desk/"))
    assert "It is lost if the conflict map is followed" in page
    for role in ("LAY_PERSON", "CHIEF_OFFICER", "FINANCE_OFFICER"):
        ruled(s, first(s), role, Handling.NONE, reason="It is nothing")
    client = secretary(s.later(1))
    assert "lost if the conflict map is followed" not in words(client.get(f"{s.meeting.url}desk/")).lower()


def test_the_decision_page_says_who_is_not_ruled_on_and_who_should_have_left(secretary, world):
    s = sitting(world, item={"affected": [practice_body(world)]})
    works(s.people["LOCAL_GP"], practice_body(world))
    works(s.people["NURSE"], practice_body(world))
    ruled(s, first(s), "NURSE", Handling.LEAVE_ITEM)
    s.take(first(s))
    page = words(secretary(s.later(1)).get(f"{first(s).url}decide/"))
    assert "Morgan Fir is flagged by the conflict map, may vote, and the chair has not decided." in page
    assert "Morgan Elder must leave by the chair's decision and is still in the room." in page
    assert "Before you go on" in page


POSTS = ("publish/", "close/", "nil/", "items/1/take/", "items/1/remove/", "minutes/draft/", "minutes/final/",
         "minutes/publish/")  # fmt: skip


@pytest.mark.parametrize("leaf", POSTS)
def test_acts_are_posted(secretary, world, leaf):
    s = sitting(world)
    client = secretary(s.later(1))
    for verb in (client.get, client.head):
        assert verb(f"{s.meeting.url}{leaf}").status_code == 405
    assert s.fresh().state == MeetingState.OPEN


@pytest.mark.parametrize(
    "leaf",
    ["publish/", "open/", "close/", "cancel/", "edit/", "apologies/", "arrival/", "movement/", "nil/", "chair/",
     "declare/", "items/new/", "items/1/edit/", "items/1/take/", "items/1/finish/", "items/1/remedy/",
     "items/1/withdraw/", "items/1/remove/", "items/1/decide/", "items/1/scheme/", "items/1/consents/",
     "items/1/papers/new/", "minutes/words/", "minutes/final/", "minutes/back/", "minutes/approve/",
     "minutes/publish/", "minutes/draft/", "map/1/confirm/"],
)  # fmt: skip
@pytest.mark.parametrize("state", ["planned", "noticed", "open", "closed"])
def test_nothing_that_is_posted_at_the_wrong_time_or_with_nonsense_is_an_error(secretary, world, leaf, state):
    s = scheme(world, state)
    client = secretary(s.later(1))
    client.raise_request_exception = False
    nasty = {"text": "a\x00b", "reason": "x" * 70_000, "items/1": "a\x00b", "evidence/9:9": "x", "placed/1": "99",
             "person": "999999999999999999999", "direction": "UP", "remedy": "NONE", "kind": "GOD", "email": "no\x00",
             "form_token": "1", "approved_at_meeting": "'", "how": "VOTE", "vote_0": "FOR", "notes": "\x00",
             "starts_at[day]": "99", "starts_at[time]": "25:99", "ruled_by": "-1", "nil": "maybe", "item": "0",
             "title": "\x00", "functions": ["GOD", "\x00"], "file": "not a file",
             "affected": ["practice:\x00", "body:\x00"],
             "consultation": "99999999999999999999", "practice": "\x00", "given_on[day]": "0"}  # fmt: skip
    for data in ({}, nasty):
        answer = client.post(f"{s.meeting.url}{leaf}", data)
        assert answer.status_code in (200, 302, 400, 404, 409), (leaf, state, answer.status_code)
    assert not Decision.objects.exists()
    assert not Movement.objects.exists()


def test_items_and_meetings_of_another_committee_are_not_found(secretary, world):
    s, item = taken(world)
    other = planned(world, name="Another committee")
    client = secretary(s.later(1))
    for leaf in ("desk/", "map/", "minutes/", "items/1/", "items/1/decide/"):
        assert client.get(f"{other.meeting.url}{leaf}".replace("meetings/1/", "meetings/7/")).status_code == 404
    moved = client.post(f"{s.meeting.url}movement/", {"person": other.people["NURSE"].pk, "direction": "OUT"})
    assert "Your choice is no longer offered" in words(moved)
    data = {"kind": "MEETING", "function": "CONTRACTS", "text": "Yes", "how": "VOTE", "form_token": uuid4()}
    choices = {f"vote_{pk}": choice for pk, choice in votes(s).items()}
    foreign = {f"vote_{other.people['NURSE'].pk}": "AGAINST"}
    refused = client.post(f"{item.url}decide/", data | choices | foreign)
    assert refused.status_code == 409
    assert "your answer was not recorded" in words(refused)
    assert client.post(f"{item.url}decide/", data | choices).status_code == 302
    assert Decision.objects.get().votes.count() == 6


def test_words_about_no_item_of_the_meeting_are_not_kept_and_what_was_typed_is_still_there(secretary, world):
    s, item = taken(world)
    decided(s, item)
    s.finish(item)
    closed(s)
    address = f"{s.meeting.url}minutes/words/"
    client = secretary(s.later(1))
    answer = client.post(address, {"items/1": "A long debate.", "items/9": "Elsewhere."})
    assert answer.status_code == 400
    assert "not part of this meeting" in words(answer)
    assert "A long debate." in words(answer)
    assert Minutes.objects.get().remarks == {}
    assert client.post(address, {"items/1": "x" * 20_001}).status_code == 400
    assert client.post(address, {"items/1": "a\x00b"}).status_code == 302
    assert Minutes.objects.get().remarks == {"items": {"1": "ab"}}


def test_minutes_do_not_say_that_somebody_left_an_item_that_was_not_taken(secretary, world):
    s = sitting(world, item={"affected": [practice_body(world)]})
    for role in ("LAY_PERSON", "CHIEF_OFFICER", "FINANCE_OFFICER"):
        ruled(s, first(s), role, Handling.LEAVE_ITEM)
    choose_remedy(item=first(s), remedy="DEFER", reason="No quorum", by=s.by, now=s.later(1))
    closed(s)
    page = words(secretary(s.later(1)).get(f"{s.meeting.url}minutes/"))
    assert "Was not in the room" not in page
    assert page.count("The item was not taken.") == 3
    assert "Lay member, chair" in page


def test_minutes_do_not_say_that_somebody_was_away_who_came_in_the_middle_of_the_item(secretary, world):
    s = sitting(world, "LOCAL_GP")
    ruled(s, first(s), "LOCAL_GP", Handling.LEAVE_ITEM)
    s.take(first(s))
    record_attendance(meeting=s.meeting, person=s.people["LOCAL_GP"], kind="MEMBER", arrived_at=s.later(1), by=s.by,
                      now=s.at)  # fmt: skip
    decided(s, first(s), votes=votes(s, out=("LOCAL_GP",)))
    s.finish(first(s))
    closed(s)
    page = words(secretary(s.later(1)).get(f"{s.meeting.url}minutes/"))
    assert "Was not in the room" not in page
    assert "enter the evidence that it was done" in page


def test_the_secretary_is_told_whom_to_ask_before_everybody_declares_nothing(secretary, world):
    s = noticed(world)
    works(s.people["LOCAL_GP"], practice_body(world))
    s.item("About Amber Lane", affected=[practice_body(world)])
    s.open()
    page = words(secretary(s.later(1)).get(f"{s.meeting.url}desk/"))
    assert "Ask these first:</strong> they have interests in items on this agenda. Morgan Fir, item 2." in page


def test_questions_of_the_public_have_a_day(secretary, world):
    s = noticed(world)
    assert "Send them by 5 October 2015, 10 days before the meeting." in words(Browser().get(s.meeting.url))


def test_a_return_after_the_item_is_part_of_its_evidence(secretary, world):
    s = sitting(world, item={"affected": [practice_body(world)]})
    late = s.item("A report", kind=ItemKind.DISCUSSION)
    ruled(s, first(s), "LOCAL_GP", Handling.LEAVE_ITEM)
    s.take(first(s))
    client = secretary(s.later(1))
    gp = s.people["LOCAL_GP"].pk
    client.post(f"{s.meeting.url}movement/", {"person": gp, "direction": "OUT"})
    made = decided(s, first(s), votes=votes(s, out=("LOCAL_GP",)))
    s.finish(first(s))
    client = secretary(s.later(3))
    client.post(f"{s.meeting.url}movement/", {"person": gp, "direction": "IN"})
    came = Movement.objects.last()
    assert came.item is None
    s.take(late)
    s.finish(late)
    closed(s)
    client = secretary(s.later(1))
    assert "Came back at" in words(client.get(f"{s.meeting.url}minutes/"))
    assert "came in at" in words(client.get(made.url))
    assert s.at - came.moved_at > timedelta(0)

"""Meetings as the public, members and the secretary see them (F-43, PCC-13, PCC-14)."""

from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pccc.actions.rulings import rule_on
from pccc.models import AgendaItem, Attendance, Meeting, MeetingDeclaration, Membership, Movement
from pccc.terms import Handling, ItemKind, ItemState, MeetingState, Part
from tests.factories.committees import pccc
from tests.factories.conflict_map import body, interest
from tests.factories.meetings import ALL_REMEDIES, noticed, opened, planned

pytestmark = pytest.mark.django_db
BASE = "/ccgs/09W/committees/1/meetings/"
ONE = f"{BASE}1/"


@pytest.fixture
def sign_in(client):
    def as_(person):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_


@pytest.fixture
def at():
    """Moves the clock of the pages."""
    travellers = []

    def go(moment):
        traveller = time_machine.travel(moment, tick=False)
        traveller.start()
        travellers.append(traveller)

    yield go
    for traveller in reversed(travellers):
        traveller.stop()


def moment(day="20", month="10", time="14:00"):
    return {"starts_at[day]": day, "starts_at[month]": month, "starts_at[year]": "2015", "starts_at[time]": time}


def test_the_secretary_plans_fills_and_publishes_an_agenda(world, sign_in):
    pccc(world)
    client = sign_in(world.secretary)
    made = client.post(f"{BASE}new/", {**moment(), "place": "Town Hall"})
    assert made.headers["Location"] == ONE
    assert "at least one item" in client.get(ONE).text
    page = client.get(f"{ONE}items/new/").text
    assert "Amber Lane Surgery" in page
    assert "Medical performers list" not in page
    refused = client.post(f"{ONE}items/new/", {"title": "x", "kind": "DECISION", "part": "PRIVATE"})
    assert "enter why it is taken in private" in refused.text
    data = {"title": "A merger", "kind": "DECISION", "part": "PUBLIC", "functions": ["MERGERS"],
            "affected": ["practice:G82001"]}  # fmt: skip
    assert client.post(f"{ONE}items/new/", data).headers["Location"] == f"{ONE}items/1/"
    assert [str(b) for b in AgendaItem.objects.get().affected.all()] == ["Amber Lane Surgery (G82001)"]
    page = client.get(f"{ONE}items/1/").text
    assert "Practice mergers" in page
    assert client.post(f"{ONE}publish/").status_code == 302
    assert Meeting.objects.get().state == MeetingState.NOTICED


def test_the_public_sees_nothing_of_a_draft_and_the_agenda_once_it_is_published(world, client):
    s = planned(world)
    s.paper(s.item("Public matter"))
    s.item("Secret matter", ItemKind.DISCUSSION, part=Part.PRIVATE, private_reason="Commercial terms")
    assert client.get(ONE).status_code == 404
    assert "Meeting 1<" not in client.get(BASE).text
    s.publish()
    page = client.get(ONE).text
    assert "Public matter" in page
    assert "Commercial terms" in page
    assert "Secret" not in page
    assert "Desk" not in page
    assert client.get(f"{ONE}items/2/").status_code == 404
    assert "Meeting 1<" in client.get(BASE).text


def test_members_see_private_items_strangers_with_working_rights_do_not(world, sign_in):
    s = planned(world)
    s.item("Secret matter", ItemKind.DISCUSSION, part=Part.PRIVATE, private_reason="Commercial terms")
    s.publish()
    assert "Secret matter" in sign_in(s.people["NURSE"]).get(ONE).text
    assert "Secret matter" not in sign_in(world.gp_member).get(ONE).text
    assert "Secret matter" in sign_in(world.secretary).get(ONE).text


def test_pcc_13_papers_are_hidden_from_a_member_ruled_no_papers(world, sign_in, client):
    s = planned(world)
    item = s.item("Secret matter", part=Part.PRIVATE, private_reason="Commercial terms")
    paper = s.paper(item)
    s.publish()
    address = f"{ONE}items/1/papers/{paper.pk}/"
    assert client.get(address).status_code == 404
    gp = s.people["LOCAL_GP"]
    answer = sign_in(gp).get(address)
    assert (answer.status_code, answer.headers["Content-Disposition"]) == (200, 'attachment; filename="paper.txt"')
    rule_on(item=item, person=gp, ruled=Handling.NO_PAPERS, reason="Bidder", ruled_by=s.people["LAY_MEMBER"], by=s.by,
            now=s.at)  # fmt: skip
    assert client.get(address).status_code == 403
    page = client.get(ONE).text
    assert "you do not get the papers" in page
    assert "paper.txt" not in page
    assert address not in page
    assert sign_in(s.people["NURSE"]).get(address).status_code == 200


def test_a_member_declares_and_the_same_form_counts_once(world, sign_in):
    s = noticed(world)
    client, token = sign_in(s.people["LOCAL_GP"]), str(uuid4())
    assert "Declare your interests for this meeting" in client.get(ONE).text
    data = {"nil": "yes", "item": s.meeting.items.get().pk, "form_token": token}
    assert "how large" in client.post(f"{ONE}declare/", data).text
    data["nature"] = "Partner there"
    for _ in range(2):
        assert client.post(f"{ONE}declare/", data).headers["Location"] == ONE
    assert MeetingDeclaration.objects.get().nature == "Partner there"
    assert "Partner there" in client.get(ONE).text


def test_the_desk_calls_the_roll_and_shows_the_quorum_beforehand(world, sign_in, at):
    s = noticed(world)
    client = sign_in(world.secretary)
    page = client.get(f"{ONE}desk/").text
    assert "if everyone attends" in page
    assert "Quorum" in page
    at(s.meeting.starts_at)
    client = sign_in(world.secretary)  # two weeks later
    roll = {f"who_{row.pk}": "HERE" for row in Membership.objects.all()}
    assert client.post(f"{ONE}open/", roll).headers["Location"] == f"{ONE}desk/"
    assert Attendance.objects.count() == len(s.people)


def test_the_desk_takes_an_item_through_the_meeting(world, sign_in, at):
    s = opened(world)
    at(s.later())
    client = sign_in(world.secretary)
    page = client.get(f"{ONE}desk/").text
    assert "Next: item 1" in page
    assert "Not asked yet" in page
    client.post(f"{ONE}nil/")
    nurse = s.people["NURSE"]
    client.post(f"{ONE}movement/", {"person": nurse.pk, "direction": "OUT"})
    assert Movement.objects.get().person == nurse
    assert client.post(f"{ONE}items/1/take/").headers["Location"] == f"{ONE}desk/"
    page = client.get(f"{ONE}desk/").text
    assert "Now: item 1" in page
    assert 'Came back<span class="nhsuk-u-visually-hidden">' in page
    refused = client.post(f"{ONE}items/1/finish/", {"notes": ""})
    assert "No decision is recorded" in refused.text
    client.post(f"{ONE}items/1/finish/", {"notes": "Put off"})
    assert client.post(f"{ONE}close/").status_code == 302
    assert Meeting.objects.get().state == MeetingState.CLOSED
    assert client.post(f"{ONE}nil/").status_code == 409


def test_pcc_18_the_desk_offers_only_the_remedies_of_the_terms(world, sign_in, at):
    s = opened(world, "CHIEF_OFFICER", "FINANCE_OFFICER", remedies=["REFER", "PANEL"]).asked()
    at(s.later())
    client = sign_in(world.secretary)
    page = client.get(f"{ONE}desk/").text
    assert "Choose what to do with the item" in page
    page = client.get(f"{ONE}items/1/remedy/").text
    assert "Put to a conflicts panel" in page
    assert "Defer to a later meeting" not in page
    assert "temporary member" not in page
    assert client.post(f"{ONE}items/1/take/").status_code == 409
    client.post(f"{ONE}items/1/remedy/", {"remedy": "PANEL", "reason": "Great matter"})
    assert AgendaItem.objects.get().state == ItemState.REMEDIED


def test_pcc_18_a_temporary_member_is_named_by_address_and_role(world, sign_in, at):
    s = opened(world, "CHIEF_OFFICER", "FINANCE_OFFICER", remedies=ALL_REMEDIES).asked()
    at(s.later())
    client = sign_in(world.secretary)
    page = client.post(f"{ONE}items/1/remedy/", {"remedy": "TEMPORARY_MEMBER", "reason": "x"}).text
    assert "Select what the temporary member counts as" in page
    data = {"remedy": "TEMPORARY_MEMBER", "reason": "x", "email": world.nobody.email, "role": "CHIEF_OFFICER"}
    assert client.post(f"{ONE}items/1/remedy/", data).status_code == 302
    assert Attendance.objects.get(person=world.nobody).role == "CHIEF_OFFICER"


def test_pcc_12_only_those_without_a_conflict_can_be_chosen_for_the_chair(world, sign_in, at, now):
    s = planned(world)
    surgery = body(practice=world.practices[0])
    interest(world.ccg, s.people["NURSE"], surgery, at=now)
    s.item("Contract", affected=[surgery])
    s.publish().open().asked()
    at(s.later())
    client = sign_in(world.secretary)
    page = client.get(f"{ONE}chair/").text
    assert f"PCC-12</a>): {s.people['NURSE'].name}." in page
    client.post(f"{ONE}chair/", {"person": s.people["CHIEF_OFFICER"].pk, "reason": "The vice chair is hoarse"})
    assert Meeting.objects.get().chair == s.people["CHIEF_OFFICER"]


def test_another_ccgs_secretary_finds_nothing_to_run(world, sign_in):
    noticed(world)
    assert sign_in(world.other_officer).get(f"{ONE}desk/").status_code == 404
    assert sign_in(world.gp_member).get(f"{ONE}desk/").status_code == 403
    assert sign_in(world.secretary).get("/ccgs/09J/committees/1/meetings/1/").status_code == 404


@pytest.mark.usefixtures("counts_asked")
@pytest.mark.parametrize("path", [BASE, ONE, f"{ONE}desk/"])
def test_a_page_asks_the_same_number_of_statements_for_one_item_and_for_three(world, sign_in, at, path):
    s = opened(world, "LMC").asked()
    at(s.later())
    client = sign_in(world.secretary)
    client.get(path)
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(path).status_code == 200
        counts.append(len(captured))
        s.item("Second", affected=[body()])
        s.item("Third", affected=[body(), body()])
    assert counts[0] == counts[1]
    assert counts[0] <= 45


def test_the_list_of_items_has_those_of_a_planned_meeting_for_whoever_sees_it(world, sign_in, client):
    planned(world).item("Merger of two practices")
    address = "/ccgs/09W/lists/agenda-items.csv"
    for who, seen in (("secretary", True), ("gp_member", True), ("other_officer", False)):
        given = sign_in(world.people[who]).get(address)
        assert ("Merger of two practices" in read(given)) == seen, who
    assert "Merger of two practices" not in read(client.get(address))


def read(given):
    return b"".join(given.streaming_content).decode() if given.streaming else given.text


def test_open_data_has_published_meetings_and_of_private_items_only_the_reason(world, client):
    s = planned(world)
    s.item("Public matter", functions=["MERGERS"])
    s.item("Secret matter", ItemKind.DISCUSSION, part=Part.PRIVATE, private_reason="Commercial terms")
    address = "/api/v1/ccgs/09W/meetings/"
    assert client.get(address).json() == {"count": 0, "items": []}
    s.publish()
    answer = client.get(address)
    assert b"Secret" not in answer.content
    first, second = answer.json()["items"][0]["items"]
    assert (first["title"], first["functions"], first["url"]) == ("Public matter", ["MERGERS"], f"{ONE}items/1/")
    assert (second["title"], second["url"], second["private_reason"]) == ("", "", "Commercial terms")
    assert client.get("/api/v1/ccgs/99Z/meetings/").status_code == 404


def test_tasks_of_the_secretary_and_of_members(world, sign_in):
    s = planned(world)
    assert "Publish the agenda" in sign_in(world.secretary).get("/tasks/").text
    s.item()
    s.publish()
    assert "Run the meeting" in sign_in(world.secretary).get("/tasks/").text
    nurse = sign_in(s.people["NURSE"])
    assert "Declare your interests: " in nurse.get("/tasks/").text
    nurse.post(f"{ONE}declare/", {"nil": "no", "form_token": str(uuid4())})
    page = nurse.get("/tasks/").text
    assert "Declare your interests: " not in page
    assert "Read your papers: " in page
    assert "Town Hall" not in page
    assert s.committee.name in nurse.get("/ccgs/09W/").text
    assert s.meeting.url in nurse.get("/ccgs/09W/calendar/").text

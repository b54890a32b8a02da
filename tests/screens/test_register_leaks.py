"""What must not be read by who may not: reporters, requests for redaction, who left, ties kept off (F-53, F-54)."""

from datetime import timedelta

import pytest

from ccgs.actions.posts import revoke_post
from cocommission.shared.models import Message
from conflicts.actions.breaches import assign_investigator, conclude, record_findings
from conflicts.actions.declarants import end_declarant
from conflicts.actions.procurement import decide_procurement, publish_procurement, put_participant
from conflicts.models import Declarant
from tests.browser import Browser
from tests.factories.breaches import report
from tests.factories.gifts import offer
from tests.factories.interests import body, declarant, reviewed
from tests.factories.procurement import draft
from tests.factories.registers import guardian, policy, redacted, redaction

pytestmark = pytest.mark.django_db
HOME = "/ccgs/09W/registers/"
API = "/api/v1/ccgs/09W/registers/"


@pytest.fixture
def world(world, database_clock, now):
    database_clock(now)
    guardian(world)
    return world


def signed_in(person):
    client = Browser()
    client.force_login(person)
    return client


def main(answer):
    return answer.content.decode().split("<main")[1]


def test_the_list_of_messages_does_not_say_who_reported_a_breach(world, now):
    made = report(world, by=world.auditor)
    assign_investigator(breach=made, investigator=world.lay_member, by=world.people["guardian"], now=now)
    words = {"findings": "A member stayed.", "learning": "Ask at each item.", "actions": "The chair asks."}
    record_findings(breach=made, by=world.lay_member, now=now, **words)
    conclude(breach=made, by=world.people["guardian"], now=now)
    assert Message.objects.filter(to_person=world.auditor, subject__contains="what you reported").count() == 1
    page = main(signed_in(world.officer).get("/ccgs/09W/outbox/"))
    assert "a breach was reported" in page
    assert "auditor@example.invalid" not in page


def test_coi_11_the_words_of_a_request_are_for_the_guardian_alone_in_its_history_too(world):
    made = redaction(world, reviewed(world, world.gp_member))
    address = f"/ccgs/09W/history/conflicts.redaction/{made.pk}/"
    assert "I am in danger" in main(signed_in(world.people["guardian"]).get(address))
    for person in (world.officer, world.accountable_officer, world.auditor):
        answer = signed_in(person).get(address)
        assert answer.status_code == 403
        assert b"I am in danger" not in answer.content


def test_coi_08_offers_leave_the_page_six_months_after_who_was_offered_them_left(world, client, travel):
    policy(world)
    made = offer(world, world.gp_member)
    stays = offer(world, world.lay_member)
    row = Declarant.objects.get(person=world.gp_member)
    left = travel(world.now + timedelta(days=10))
    end_declarant(declarant=row, ends_at=left, by=world.officer, now=left)
    travel(left + timedelta(days=182))  # 10 April 2016
    assert "Gordon Doctor" in main(client.get(f"{HOME}gifts/"))
    travel(left + timedelta(days=183))  # 11 April 2016, six months
    for address in (f"{HOME}gifts/", f"{HOME}gifts/register.csv", f"{HOME}gifts/register.json", f"{API}gifts/"):
        answer = client.get(address)
        words = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"Lionel Lay" in words, address
        assert b"Gordon Doctor" not in words, address
    then = {"at": f"{world.now:%Y-%m-%d} 23:00"}
    assert "Gordon Doctor" not in main(client.get(f"{HOME}gifts/", then))
    client = signed_in(world.lay_member)
    assert client.get(made.url).status_code == 404
    assert client.get(stays.url).status_code == 200
    assert "Gordon Doctor" in main(signed_in(world.officer).get(f"{HOME}gifts/", {"full": "1"}))


def test_the_register_of_gifts_as_at_any_minute(world, client, travel):
    policy(world)
    offer(world, world.gp_member)
    later = travel(world.now + timedelta(hours=2))
    offer(world, world.lay_member, now=later)
    travel(later + timedelta(days=1))
    page = f"{HOME}gifts/"
    assert "Lionel Lay" in main(client.get(page))
    for address, moment in ((page, "2015-10-01 10:59"), (f"{API}gifts/", "2015-10-01T10:59:00+01:00")):
        words = client.get(address, {"at": moment}).content.decode()
        assert "Gordon Doctor" in words
        assert "Lionel Lay" not in words
    assert "Lionel Lay" in main(client.get(page, {"at": "2015-10-01 11:00"}))
    assert "not public at that moment" in main(client.get(page, {"at": "2015-09-30"}))
    assert "Enter a real date and time" in main(client.get(page, {"at": "yesterday"}))
    assert client.get(f"{API}gifts/", {"at": "yesterday"}).status_code == 400


def test_pro_01_a_linked_entry_is_never_shown_as_no_conflict(world, client):
    made = draft(world)
    entry = reviewed(world, world.lay_member, body=None)
    put_participant(
        procurement=made, name="", person=world.lay_member, role="Chair", interest=entry, handling="Left the room",
        by=world.officer, now=world.now,
    )  # fmt: skip
    decide_procurement(procurement=made, by=world.officer, now=world.now)
    publish_procurement(procurement=made, by=world.officer, now=world.now)
    page = main(client.get(made.url))
    assert "An interest on the register of interests" in page
    sheet = b"".join(client.get(f"{HOME}procurement/register.csv").streaming_content).decode()
    assert "Lionel Lay: An interest on the register of interests (Left the room)" in sheet
    item = client.get(f"{API}procurement/").json()["items"][0]
    assert "Lionel Lay: An interest on the register of interests" in item["conflicts_and_handling"]


def test_coi_11_a_redacted_tie_is_shown_in_words_only_to_who_keeps_the_registers(world):
    bidder = body("Copper Federation Limited")
    made = draft(world)
    made.provider = bidder
    made.record(by=world.officer, at=world.now, why="Chosen")
    redacted(world, reviewed(world, world.gp_member, body=bidder))
    assert "Shareholder of Copper Federation" in main(signed_in(world.officer).get(made.url))
    page = main(signed_in(world.auditor).get(made.url))
    assert "shareholder of" not in page.lower()
    assert "kept off the public register" in page


def test_open_data_has_procurement_decisions_and_breaches_that_are_published(world, client):
    hidden = draft(world, title="Not decided yet")
    assert client.get(f"{API}procurement/").json() == {"count": 0, "items": []}
    assert client.get(hidden.url).status_code == 404
    report(world, report="Gordon Doctor stayed")
    assert client.get(f"{API}breaches/").json() == {"count": 0, "items": []}
    assert client.get("/api/v1/ccgs/ZZ9/registers/procurement/").status_code == 404
    assert client.get("/api/v1/ccgs/ZZ9/registers/breaches/").status_code == 404


def test_bre_04_an_investigator_who_left_reads_and_writes_no_more(world, now, travel):
    made = report(world, by=world.auditor)
    assign_investigator(breach=made, investigator=world.lay_member, by=world.people["guardian"], now=now)
    client = signed_in(world.lay_member)
    assert client.get(made.url).status_code == 200
    revoke_post(post=world.posts["lay_member"], reason="Left", by=world.officer, now=now)
    travel(now + timedelta(minutes=1))
    client = signed_in(world.lay_member)
    assert client.get(made.url).status_code == 404
    words = {"findings": "Nothing", "learning": "Nothing", "actions": "Nothing"}
    assert client.post(f"{made.url}findings/", words).status_code == 404
    assert "Investigate breach" not in client.get("/tasks/").content.decode()
    made.refresh_from_db()
    assert made.findings == ""


def test_coi_08_declarants_of_gifts_are_read_in_a_fixed_number_of_statements(
    world, client, django_assert_max_num_queries
):
    policy(world)
    for person in (world.gp_member, world.lay_member, world.auditor):
        declarant(world, person)
        offer(world, person)
    with django_assert_max_num_queries(7):
        client.get(f"{HOME}gifts/")

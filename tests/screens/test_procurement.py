"""Pages of the register of procurement decisions."""

import csv
import io
import json

import pytest

from conflicts.models import ProcurementDecision
from tests.browser import Browser
from tests.factories.procurement import awarded, decided, draft, published

pytestmark = pytest.mark.django_db
HOME = "/ccgs/09W/registers/procurement/"


@pytest.fixture
def world(world, database_clock, now):
    database_clock(now)
    return world


def signed_in(person):
    client = Browser()
    client.force_login(person)
    return client


def text(response):
    return response.content.decode()


def test_the_public_reads_what_is_published_only(world, client):
    awarded(world)
    hidden = decided(world, title="Secret tender")
    page = text(client.get(HOME))
    assert "Diabetes care" in page
    assert "Secret tender" not in page
    assert client.get(hidden.url).status_code == 404
    entry = text(client.get(f"{HOME}1/"))
    for words in ("Gordon Doctor", "Partner of a bidder", "Left the room", "£100,000", "1 High Street"):
        assert words in entry
    assert "Secret tender" in text(signed_in(world.lay_member).get(HOME))


def test_the_register_is_given_as_files(world, client):
    awarded(world, provider_name="=cmd()")
    rows = list(
        csv.reader(io.StringIO(b"".join(client.get(f"{HOME}register.csv").streaming_content).decode("utf-8-sig")))
    )
    assert rows[1][0] == "09W-procurement-1"
    assert "'=cmd()" in rows[1]
    found = json.loads(b"".join(client.get(f"{HOME}register.json").streaming_content))
    assert found["items"][0]["took_part"] == "Gordon Doctor, GP member"
    sheet = client.get(f"{HOME}register.xlsx")
    assert b"".join(sheet.streaming_content)[:2] == b"PK"
    sheet.close()


def test_an_entry_is_made_on_the_pages(world):
    client = signed_in(world.officer)
    data = {
        "title": "Minor surgery", "form": "ORDINARY", "route": "TENDER", "process": "Committee", "decision": "Tender",
        "decided_on[day]": "1", "decided_on[month]": "10", "decided_on[year]": "2015",
    }  # fmt: skip
    assert client.post(f"{HOME}new/", data).status_code == 302
    made = ProcurementDecision.objects.get()
    assert "Add everyone who took part" in text(client.get(made.url))
    who = {"person": world.lay_member.pk, "role": "Chair"}
    assert client.post(f"{made.url}participants/add/", who).status_code == 302
    assert client.post(f"{made.url}decide/").status_code == 302
    assert client.post(f"{made.url}publish/").status_code == 302
    refused = text(client.post(f"{made.url}award/", {"provider_name": "Copper"}))
    assert "registered address" in refused
    assert "Enter the day on which the contract starts" in refused
    award = {
        "provider_name": "Copper", "provider_address": "1 High Street", "description": "Surgery", "amount": "5000",
        "starts_on[day]": "1", "starts_on[month]": "11", "starts_on[year]": "2015", "ends_on[day]": "1",
        "ends_on[month]": "11", "ends_on[year]": "2016", "selection_process": "Tender",
    }  # fmt: skip
    assert client.post(f"{made.url}award/", award).status_code == 302
    assert "£5,000" in text(Browser().get(made.url))


def test_the_checklist_asks_the_questions_of_the_route(world):
    made = draft(world, gp_bidder=True)
    client = signed_in(world.officer)
    page = text(client.get(f"{made.url}checklist/"))
    assert "How were the public involved?" in page
    assert "How was the price set?" not in page
    assert client.post(f"{made.url}checklist/", {"checklist_value": "Better care"}).status_code == 302
    assert "Better care" in text(client.get(made.url))


def test_the_list_asks_the_same_number_of_questions_for_many(world, client, django_assert_max_num_queries):
    published(world)
    with django_assert_max_num_queries(100) as few:
        client.get(HOME)
    published(world, title="Second")
    published(world, title="Third")
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(HOME)

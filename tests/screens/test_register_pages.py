"""The public registers as everybody sees them, and the pages of who keeps and guards them."""

import csv
import io
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from conflicts.actions.interests import change_interest, end_interest, review_interest, withdraw_interest
from conflicts.models import Redaction, RegisterPolicy
from conflicts.terms import ReturnKind
from tests.factories.interests import answered, declaration, reviewed
from tests.factories.registers import guardian, policy, redacted, redaction

pytestmark = pytest.mark.django_db
HOME = "/ccgs/09W/registers/"
PAGE = f"{HOME}interests/"
API = "/api/v1/ccgs/09W/registers/interests/"


@pytest.fixture
def world(world, database_clock, now):
    database_clock(now)
    return world


@pytest.fixture
def sign_in(client):
    def as_(person):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return as_


def test_the_hub_says_what_there_is_and_whom_to_ask(world, client):
    page = client.get(HOME).text
    assert "has not published" in page
    assert "COI-12" in page
    policy(world)
    reviewed(world, world.gp_member)
    page = client.get(HOME).text
    assert "1 entry of everyone who declares" in page
    assert "registers@example.invalid" in page
    assert "COI-12" not in page


def test_coi_12_the_register_page_names_whom_to_ask_about_historic_interests(world, client):
    policy(world, contact_email="", contact_name="")
    assert "names nobody to ask about historic interests" in client.get(PAGE).text
    policy(world)
    assert "contact Registers office" in client.get(PAGE).text


def test_the_public_register_shows_entries_and_counts_what_it_does_not_show(world, client):
    policy(world)
    reviewed(world, world.gp_member, description="Holds a tenth")
    reviewed(world, world.lay_member, consent_to_publish=False, consent_reason="Private")
    declaration(world, world.secretary)
    redacted(world, reviewed(world, world.auditor))
    page = client.get(PAGE).text
    assert "Gordon Doctor" in page
    assert "Holds a tenth" in page
    for private in ("Lionel Lay", "Selma Secretary", "Audrey Auditor"):
        assert private not in page
    assert "1: consent to publish refused" in page
    assert "1: redacted by the Guardian" in page
    assert "1: waiting for review" in page


def test_the_page_reads_the_register_of_any_minute(world, client, travel):
    policy(world)
    later = travel(world.now + timedelta(hours=2))
    reviewed(world, world.gp_member, now=later)
    travel(later + timedelta(days=1))
    assert "Gordon Doctor" in client.get(PAGE).text
    assert "Gordon Doctor" not in client.get(PAGE, {"at": "2015-10-01 10:59"}).text
    assert "Gordon Doctor" in client.get(PAGE, {"at": "2015-10-01 11:00"}).text
    whole_day = client.get(PAGE, {"at": "2015-10-01"}).text
    assert "As at the end of 1 October 2015" in " ".join(whole_day.split())
    assert "59pm" not in whole_day
    assert "Enter a real date and time" in client.get(PAGE, {"at": "yesterday"}).text


def test_search_sort_and_type(world, client):
    policy(world)
    reviewed(world, world.gp_member, description="Holds a tenth")
    reviewed(world, world.lay_member, description="Chairs a charity", kind="PERSONAL")
    assert "Lionel Lay" not in client.get(PAGE, {"text": "tenth"}).text
    assert "Gordon Doctor" not in client.get(PAGE, {"type": "PERSONAL"}).text
    page = client.get(PAGE, {"sort": "-name"}).text
    assert page.index("Lionel Lay") < page.index("Gordon Doctor")
    assert client.get(PAGE, {"sort": "nonsense", "page": "99"}).status_code == 200


def test_only_who_keeps_or_guards_it_sees_the_full_register(world, sign_in, client):
    policy(world)
    reviewed(world, world.gp_member)
    declaration(world, world.secretary)
    redacted(world, reviewed(world, world.auditor))
    assert "Selma Secretary" not in client.get(PAGE, {"full": "1"}).text
    page = sign_in(world.officer).get(PAGE, {"full": "1"}).text
    assert "Selma Secretary" in page
    assert "Audrey Auditor" not in page.split("<main")[1]
    assert "Audrey Auditor" in sign_in(guardian(world)).get(PAGE, {"full": "1"}).text.split("<main")[1]
    assert "Selma Secretary" not in sign_in(world.gp_member).get(PAGE, {"full": "1"}).text


def test_the_list_takes_the_same_statements_for_one_entry_and_for_three(world, client):
    policy(world)
    reviewed(world, world.gp_member)
    client.get(PAGE)
    with CaptureQueriesContext(connection) as one:
        client.get(PAGE)
    reviewed(world, world.lay_member)
    reviewed(world, world.auditor)
    with CaptureQueriesContext(connection) as three:
        client.get(PAGE)
    assert len(one) == len(three) <= 5


def test_files_have_the_rows_of_the_page_and_no_formulas(world, client):
    policy(world)
    reviewed(world, world.gp_member, description='=HYPERLINK("http://x.invalid")')
    reviewed(world, world.lay_member, consent_to_publish=False, consent_reason="Private")
    text = b"".join(client.get(f"{PAGE}register.csv").streaming_content).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["Name"] for row in rows] == ["Gordon Doctor"]
    assert rows[0]["Description"].startswith("'=")
    assert rows[0]["Entry"] == "09W-interest-1"
    book = load_workbook(io.BytesIO(b"".join(client.get(f"{PAGE}register.xlsx").streaming_content)))
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert "Gordon Doctor" in [cell.value for cell in cells]
    assert not [cell for cell in cells if cell.data_type == "f"]
    answer = client.get(f"{PAGE}register.json")
    assert "attachment" in answer["Content-Disposition"]
    assert b"Lionel" not in b"".join(answer.streaming_content)


def test_what_changed_between_two_moments(world, client, travel):
    policy(world)
    first = reviewed(world, world.gp_member, description="Holds a tenth")
    gone = reviewed(world, world.auditor, description="Off the page")
    day = travel(world.now + timedelta(days=2))
    end_interest(interest=gone, ended_on=day.date(), by=world.auditor, now=day)
    later = travel(world.now + timedelta(days=200))
    change_interest(interest=first, reason="More", description="Holds a half", by=world.gp_member, now=later)
    review_interest(interest=first, mitigation="Leaves the item", by=world.officer, now=later)
    reviewed(world, world.lay_member, now=later)
    page = client.get(f"{PAGE}changes/", {"since": "2015-10-01"}).text.split("<main")[1]
    assert "Lionel Lay" in page
    assert "Holds a tenth" in page
    assert "Holds a half" in page
    assert "Off the page" not in page
    assert "1 entry left" in " ".join(page.split())


def test_nil_returns_are_published_year_by_year(world, client, travel):
    policy(world)
    answered(world, world.lay_member, kind=ReturnKind.NIL)
    later = travel(world.now + timedelta(days=200))
    answered(world, world.lay_member, kind=ReturnKind.NIL, now=later)
    page = client.get(f"{PAGE}nil-returns/").text
    assert page.index(">2016<") < page.index(">2015<")
    assert page.count("Lionel Lay") == 2


def test_coi_09_historic_interests_are_kept_for_six_years(world, sign_in, client, travel):
    policy(world)
    made = reviewed(world, world.gp_member)
    end_interest(interest=made, ended_on=world.now.date(), by=world.gp_member, now=world.now)
    travel(world.now + timedelta(days=200))
    assert client.get(f"{PAGE}historic/").status_code == 302
    assert "1 October 2021" in sign_in(world.officer).get(f"{PAGE}historic/").text
    assert "Gordon Doctor" not in client.get(PAGE).text.split("<main")[1]


def test_the_values_page_says_what_holds_and_since_when(client, world):
    page = client.get(f"{HOME}values/").text
    assert "£10.00" in page.split("On other days")[0]
    assert "Local policy, to be confirmed" in page


def test_coi_10_the_officer_sets_the_policy(world, sign_in):
    client = sign_in(world.officer)
    form = {
        "from_on[day]": "1", "from_on[month]": "10", "from_on[year]": "2015",
        "published_on[day]": "1", "published_on[month]": "10", "published_on[year]": "2015",
        "contact_name": "Registers office", "contact_email": "registers@example.invalid", "publish_all": "on",
    }  # fmt: skip
    assert client.post(f"{HOME}policy/", form).status_code == 302
    assert RegisterPolicy.objects.get().publish_all
    page = client.post(f"{HOME}policy/", form | {"from_on[year]": "2014"})
    assert "today or later" in page.text
    assert client.get(f"{HOME}policy/document/").status_code == 404


def test_coi_11_request_and_decision_on_their_pages(world, sign_in):
    policy(world)
    made = reviewed(world, world.gp_member)
    address = f"{PAGE}{made.number}/redaction/"
    client = sign_in(world.gp_member)
    assert "Enter the harm publication would do" in client.post(address, {"whole": "yes", "request": ""}).text
    form = {"whole": "yes", "request": "I am in danger"}
    assert client.post(address, form).status_code == 302
    assert client.post(address, form).status_code == 302
    request = Redaction.objects.get()
    assert sign_in(world.lay_member).get(address).status_code == 404
    assert sign_in(world.officer).get(f"{HOME}redactions/{request.pk}/").status_code == 403
    client = sign_in(guardian(world))
    assert "I am in danger" in client.get(f"{HOME}redactions/{request.pk}/").text
    decision = {"granted": "yes", "reason": "A threat"}
    assert client.post(f"{HOME}redactions/{request.pk}/", decision).status_code == 302
    assert "Gordon Doctor" not in client.get(PAGE).text.split("<main")[1]
    assert client.post(f"{HOME}redactions/{request.pk}/", {"reason": "Over"}).status_code == 302
    assert "Gordon Doctor" in client.get(PAGE).text.split("<main")[1]


def test_who_withdrew_an_entry_reads_why_it_cannot_be_kept_off_the_page(world, sign_in):
    made = declaration(world, world.gp_member)
    client = sign_in(world.gp_member)
    address = f"{PAGE}{made.number}/redaction/"
    assert 'aria-disabled="true"' not in client.get(address).text
    withdraw_interest(interest=made, reason="Error", by=world.gp_member, now=world.now)
    page = client.get(address).text
    assert "The entry was withdrawn, so it is not on the public page." in page
    assert 'aria-disabled="true"' in page


def test_a_guardian_reads_why_their_own_request_is_not_theirs_to_decide(world, sign_in):
    request = redaction(world, reviewed(world, guardian(world)))
    page = sign_in(guardian(world)).get(f"{HOME}redactions/{request.pk}/").text
    assert "The CCG appoints one" in page
    assert 'aria-disabled="true"' in page


def test_the_api_gives_the_published_entries_with_pages_and_an_etag(world, client):
    policy(world)
    reviewed(world, world.gp_member)
    reviewed(world, world.lay_member)
    reviewed(world, world.auditor, consent_to_publish=False, consent_reason="Private")
    answer = client.get(API, {"limit": 1, "offset": 1})
    data = answer.json()
    assert (data["count"], [item["name"] for item in data["items"]]) == (2, ["Lionel Lay"])
    assert data["withheld"]["WITHHELD"] == 1
    assert "Audrey" not in answer.text
    again = client.get(API, {"limit": 1, "offset": 1}, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304
    assert client.get(API, {"at": "2015-09-30"}).json()["items"] == []
    assert client.get(API, {"type": "NONE"}).status_code == 400
    assert client.get("/api/v1/ccgs/ZZZ/registers/interests/").status_code == 404

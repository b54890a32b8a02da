"""What somebody who means harm or mistypes sends to the registers: told in words, never an error (F-50 to F-58)."""

from datetime import date, timedelta

import pytest

from conflicts.actions.interests import end_interest
from conflicts.models import Declarant, Interest
from conflicts.rules.periods import add_months
from tests.browser import Browser
from tests.factories.breaches import guardian
from tests.factories.interests import body, declarant, reviewed
from tests.factories.registers import policy

pytestmark = pytest.mark.django_db
HOME = "/ccgs/09W/registers/"
API = "/api/v1/ccgs/09W/registers/"


@pytest.fixture
def world(world, database_clock, now):
    database_clock(now)
    guardian(world)
    policy(world)
    return world


def signed_in(person):
    client = Browser()
    client.force_login(person)
    return client


def on(name, text):
    year, month, day = text.split("-")
    return {f"{name}[day]": day, f"{name}[month]": month, f"{name}[year]": year}


@pytest.mark.parametrize("text", ["\x00", "%", "\\", "²", "a" * 5_000])
def test_words_of_an_address_are_searched_for_whatever_they_are(world, client, text):
    officer = signed_in(world.officer)
    declarant(world, world.officer)
    for page in ("interests/", "gifts/", "interests/changes/", "values/"):
        for name in ("text", "type", "kind", "sort", "page", "at", "since"):
            assert client.get(f"{HOME}{page}", {name: text}).status_code == 200, (page, name)
    assert officer.post(f"{HOME}declare/type/", {"kind": "FINANCIAL"}).status_code == 302
    for page in ("declarations/", "declarants/", "organisations/", "declare/organisation/"):
        for name in ("text", "q"):
            assert officer.get(f"{HOME}{page}", {name: text}).status_code == 200, (page, name)


@pytest.mark.parametrize("at", ["0001-01-01", "1066-10-14 12:00", "9999-12-31", "2015-13-01", "2015-03-29 01:30"])
def test_a_minute_beyond_the_calendar_opens_a_page_all_the_same(world, client, at):
    for page in ("interests/", "interests/changes/", "gifts/", "values/", "interests/register.json"):
        for name in ("at", "since"):
            assert client.get(f"{HOME}{page}", {name: at}).status_code == 200, (page, name)
    for page in ("interests/", "gifts/"):
        assert client.get(f"{API}{page}", {"at": at}).status_code in (200, 400)


@pytest.mark.parametrize("key", ["body:²", "body:99999999999999999999", "practice:\x00", "nothing", "body:"])
def test_an_organisation_that_is_none_is_told_at_its_field(world, key):
    officer = signed_in(world.officer)
    one = body("Copper Federation Limited")
    data = {"other": key, "direction": "holds", "kind": "MEMBER", "source": "x",
            **on("from_on", "2015-01-01")}  # fmt: skip
    for page, sent in (("links/new/", data), ("same/", {"other": key, "reason": "x"})):
        answer = officer.post(f"{HOME}organisations/{one.pk}/{page}", sent)
        assert answer.status_code == 400
        assert "Select an organisation" in answer.content.decode()


def test_a_day_that_nothing_lasts_until_is_told_at_its_field_and_the_page_still_opens(world, client):
    made = reviewed(world, world.gp_member)
    declarant(world, world.officer)
    row = Declarant.objects.get(person=world.gp_member)
    for person, page in (
        (world.gp_member, f"interests/{made.number}/end/"),
        (world.officer, f"declarants/{row.pk}/end/"),
    ):
        for far in ("9999-12-31", "9999-12-30", "2201-01-01", "0099-01-01"):
            answer = signed_in(person).post(f"{HOME}{page}", on("last_day", far))
            assert "Enter a real date" in answer.content.decode(), (page, far)
    end_interest(interest=made, ended_on=date(9999, 12, 30), by=world.gp_member, now=world.now)
    assert "Gordon Doctor" in client.get(f"{HOME}interests/").content.decode()
    assert add_months(date(9999, 12, 30), 72) == date.max


def test_an_endless_text_is_told_at_its_field(world):
    made = reviewed(world, world.gp_member)
    client = signed_in(world.gp_member)
    answer = client.post(f"{HOME}declare/details/", {"capacity": "OWNER", "description": "a" * 5_001})
    assert "Enter 5000 characters or fewer" in answer.content.decode()
    answer = client.post(f"{HOME}interests/{made.number}/change/", {"reason": "a" * 5_001})
    assert "Enter 5000 characters or fewer" in answer.content.decode()


def test_a_declaration_is_of_the_answers_that_were_shown(world, now):
    declarant(world, world.gp_member)
    client = signed_in(world.gp_member)
    arose = f"{now.date() - timedelta(days=3):%Y-%m-%d}"

    def answer(what):
        for step, data in (
            ("type", {"kind": "FINANCIAL"}),
            ("organisation", {"body": "none"}),
            ("details", {"capacity": "OWNER", "description": what, "consent": "yes",
                         **on("arose_on", arose), **on("aware_on", arose)}),
        ):  # fmt: skip
            assert client.post(f"{HOME}declare/{step}/", data).status_code == 302

    def hidden(page):
        found = page.split('name="shown" value="')[1]
        token = page.split('name="form_token"')[1].split('value="')[1]
        return {"shown": found.split('"')[0], "form_token": token.split('"')[0]}

    answer("A pharmacy")
    first = hidden(client.get(f"{HOME}declare/check/").content.decode())
    answer("A care home")  # in another window
    page = client.post(f"{HOME}declare/check/", first).content.decode()
    assert "changed in another window" in page
    assert "A care home" in page
    assert not Interest.objects.exists()
    assert client.post(f"{HOME}declare/check/", hidden(page)).status_code == 302
    assert Interest.objects.get().description == "A care home"


def test_a_review_of_words_that_changed_is_told_and_shows_them(world, now):
    made = reviewed(world, world.gp_member)
    officer, gp = signed_in(world.second_officer), signed_in(world.gp_member)
    change = {"kind": "FINANCIAL", "capacity": "OWNER", "consent": "yes", "reason": "More",
              **on("arose_on", f"{made.arose_on}"), **on("aware_on", f"{made.aware_on}")}  # fmt: skip
    assert gp.post(f"{made.url}change/", change | {"description": "10 shares"}).status_code == 302
    read = officer.get(f"{made.url}review/").content.decode().split('name="read" value="')[1].split('"')[0]
    assert gp.post(f"{made.url}change/", change | {"description": "900 shares"}).status_code == 302
    page = officer.post(f"{made.url}review/", {"mitigation": "None needed", "read": read}).content.decode()
    assert "Read it again" in page
    assert "900 shares" in page
    read = page.split('name="read" value="')[1].split('"')[0]
    assert officer.post(f"{made.url}review/", {"mitigation": "Leaves", "read": read}).status_code == 302

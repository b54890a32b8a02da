"""The guided declaration and single entries, as each person sees them."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest

from conflicts.actions.interests import wording_of
from conflicts.models import Breach, DeclarationReturn, Interest
from tests.factories.interests import body, declarant, declaration
from tests.forms import form_to, send_drawn

pytestmark = pytest.mark.django_db
REGISTERS = "/ccgs/09W/registers/"
MINE = f"{REGISTERS}declare/"


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


def on(name, day):
    return {f"{name}[day]": day.day, f"{name}[month]": day.month, f"{name}[year]": day.year}


def walk(client, base, pages):
    """Posts each page and follows where it leads; gives the names of the pages in order."""
    seen = []
    for name, data in pages:
        answer = client.post(f"{base}{name}/", data)
        assert answer.status_code == 302, answer.text
        seen.append(answer.headers["Location"].removeprefix(base).strip("/"))
    return seen


def federation_pages(key, arose):
    return [
        ("type", {"kind": "FINANCIAL"}),
        ("organisation", {"body": key}),
        ("details", {"capacity": "SHAREHOLDER", "description": "10 of 1,000 shares", "consent": "yes",
                     **on("arose_on", arose), **on("aware_on", arose)}),
    ]  # fmt: skip


def test_a_gp_partner_declares_her_share_in_a_federation(world, now, sign_in):
    federation = body("Copper Federation Limited", company_number="01234567")
    declarant(world, world.gp_member, position="GP partner")
    client = sign_in(world.gp_member)
    page = client.get(MINE).text
    assert "Declare by 29 October 2015" in page
    assert client.get(f"{MINE}type/?new=1").headers["Location"] == f"{MINE}type/"
    assert "You could gain money directly" in client.get(f"{MINE}type/").text
    found = client.get(f"{MINE}organisation/?q=copper").text
    walk(client, MINE, [("type", {"kind": "FINANCIAL"})])
    found = client.get(f"{MINE}organisation/?q=copper").text
    assert "Copper Federation Limited (GP federation, 01234567)" in found
    assert "Copper Hill Practice (GP practice, G82003)" in found
    arose = now.date() - timedelta(days=3)
    key = f"body:{federation.pk}"
    pages = federation_pages(key, arose)
    assert client.post(f"{MINE}organisation/", {"body": key}).status_code == 400, "not found without the search"
    answer = client.post(f"{MINE}organisation/?q=copper", {"body": key})
    assert answer.headers["Location"] == f"{MINE}details/"
    assert walk(client, MINE, pages[2:]) == ["check"]
    check = client.get(f"{MINE}check/").text
    assert "Copper Federation Limited (GP federation, 01234567)" in check
    assert "3 days: in time" in check
    sent = form_to(check, f"{MINE}check/").with_data({})
    assert client.post(f"{MINE}check/", sent | {"shown": ""}).status_code == 409, "it does not say what was shown"
    done = client.post(f"{MINE}check/", sent)
    assert done.headers["Location"] == f"{MINE}done/1/"
    assert client.post(f"{MINE}check/", sent).headers["Location"] == f"{MINE}done/1/"
    made = Interest.objects.get()
    assert (made.body, made.arose_on, made.occasion, made.position) == (federation, arose, "APPOINTMENT", "GP partner")
    page = client.get(f"{MINE}done/1/").text
    assert "Interest declared" in page
    client.post(MINE, {"kind": "INTERESTS", "form_token": str(uuid4())})
    assert DeclarationReturn.objects.get().entries == [1]
    assert "Confirm again by 1 April 2016" in client.get(MINE).text


def test_a_spouse_who_works_for_a_provider_is_an_indirect_interest_with_a_typed_organisation(world, now, sign_in):
    declarant(world, world.gp_member)
    client = sign_in(world.gp_member)
    day = now.date()
    pages = [
        ("type", {"kind": "INDIRECT"}),
        ("relationship", {"relationship": "SPOUSE", "relationship_words": "My husband"}),
        ("organisation", {"body": "typed"}),
        (
            "new-organisation",
            {"body_name": "Birch Care Limited", "body_kind": "COMPANY", "body_company_number": "1234567"},
        ),
        ("details", {"capacity": "EMPLOYEE", "description": "Works there as a manager",
                     **on("arose_on", day - timedelta(days=400)), **on("aware_on", day),
                     "consent": "no", "consent_reason": "He asks not to be named"}),
    ]  # fmt: skip
    names = ["relationship", "organisation", "new-organisation", "details", "check"]
    assert walk(client, MINE, pages) == names
    check = client.get(f"{MINE}check/").text
    assert "Husband, wife or partner: My husband" in check
    assert "Birch Care Limited, Company, 01234567" in check
    assert "400 days: more than the 28 days of the form" in check
    assert "It is in time because you became aware of it later" in check
    send_drawn(client, f"{MINE}check/")
    made = Interest.objects.get()
    assert (made.relationship, made.consent_to_publish, made.body.company_number) == ("SPOUSE", False, "01234567")


def test_coi_02_a_late_one_shows_both_clocks_asks_for_the_reason_and_tells_the_guardian(world, now, sign_in):
    declarant(world, world.gp_member)
    client = sign_in(world.gp_member)
    year_ago = now.date() - timedelta(days=365)
    assert walk(client, MINE, federation_pages("none", year_ago))[-1] == "late"
    page = client.get(f"{MINE}late/").text
    assert "late by 337 days" in page
    assert "365 days: late, the last day was 29 October 2014" in page
    assert "Enter why you are declaring this interest late" in client.post(f"{MINE}late/", {}).text
    assert client.get(f"{MINE}check/").headers["Location"] == f"{MINE}late/"
    assert walk(client, MINE, [("late", {"late_reason": "I forgot"})]) == ["check"]
    assert "late by 337 days" in client.get(f"{MINE}check/").text
    send_drawn(client, f"{MINE}check/")
    assert Breach.objects.get().interest == Interest.objects.get()


def test_dates_that_cannot_be_are_told_at_the_field(world, now, sign_in):
    declarant(world, world.gp_member)
    client = sign_in(world.gp_member)
    tomorrow, today = now.date() + timedelta(days=1), now.date()
    for arose, aware, says in (
        (tomorrow, tomorrow, "The date the interest started must be today or in the past"),
        (today, tomorrow, "The date you became aware of the interest must be today or in the past"),
        (today, today - timedelta(days=1), "The date you became aware must be the date the interest started, or later"),
    ):
        page = client.post(f"{MINE}details/", {**on("arose_on", arose), **on("aware_on", aware)}).text
        assert says in page
    last = {**on("arose_on", today), **on("aware_on", today), **on("last_day", today - timedelta(days=9))}
    assert "The last day must be the date the interest started, or later" in client.post(f"{MINE}details/", last).text
    assert "Select the type of interest" in client.post(f"{MINE}type/", {}).text
    assert "Enter why you do not consent" in client.post(f"{MINE}details/", {"consent": "no"}).text
    typed = {"body_name": "X", "body_kind": "COMPANY", "body_company_number": "!"}
    assert client.get(f"{MINE}new-organisation/").status_code == 302, "not asked"
    client.post(f"{MINE}organisation/", {"body": "typed"})
    assert "A company number has 8 digits" in client.post(f"{MINE}new-organisation/", typed).text


def drawn_details(client):
    address = f"{MINE}details/?change=1"
    return form_to(client.get(address).text, address).with_data({})


def test_an_organisation_named_on_the_first_page_is_offered_on_the_next(world, now, sign_in):
    federation = body("Copper Federation Limited", company_number="01234567")
    declarant(world, world.gp_member)
    client = sign_in(world.gp_member)
    assert walk(client, MINE, [("type", {"kind": "FINANCIAL", "search": "copper fed"})]) == ["organisation"]
    page = client.get(f"{MINE}organisation/").text
    assert "Copper Federation Limited (GP federation, 01234567)" in page
    assert "Copper Hill Practice" not in page
    assert 'value="copper fed"' in page
    assert "Copper Hill Practice" in client.get(f"{MINE}organisation/?q=copper").text, "another search replaces it"
    pages = federation_pages(f"body:{federation.pk}", now.date())
    details = client.get(f"{MINE}details/").text
    questions = ("What is your role?", "Day on which the interest arose", "Do you consent to the publication")
    places = [details.index(question) for question in questions]
    assert places == sorted(places), "what the interest is comes first"
    assert walk(client, MINE, pages[1:]) == ["details", "check"]
    assert "Which organisation" not in client.get(f"{MINE}type/?change=1").text
    send_drawn(client, f"{MINE}check/")
    assert Interest.objects.get().body == federation


def test_change_goes_back_to_the_check_or_to_what_is_newly_asked(world, now, sign_in):
    declarant(world, world.gp_member)
    client = sign_in(world.gp_member)
    walk(client, MINE, federation_pages("none", now.date()))
    changed = drawn_details(client) | {"capacity": "OWNER", "description": "All of it"}
    answer = client.post(f"{MINE}details/?change=1", changed)
    assert answer.headers["Location"] == f"{MINE}check/"
    answer = client.post(f"{MINE}type/?change=1", {"kind": "INDIRECT"})
    assert answer.headers["Location"] == f"{MINE}relationship/"
    assert client.get(f"{MINE}type/?new=1").status_code == 302
    assert client.get(f"{MINE}check/").headers["Location"] == f"{MINE}type/"
    assert client.get(f"{MINE}nowhere/").status_code == 404


def test_coi_04_nil_and_no_change_take_two_clicks(world, sign_in):
    declarant(world, world.gp_member)
    client = sign_in(world.gp_member)
    page = client.get(MINE).text
    assert "I have no interests" in page
    assert "“Nothing has changed” is not possible now" in page
    sent = {"kind": "NIL", "form_token": str(uuid4())}
    for _ in range(2):
        assert client.post(MINE, sent, follow=True).status_code == 200
    assert DeclarationReturn.objects.count() == 1
    declaration(world, world.gp_member)
    refused = client.post(MINE, {"kind": "NIL", "form_token": str(uuid4())})
    assert refused.status_code == 409
    assert "1 entry on the register has not ended" in refused.text
    assert client.post(MINE, {"kind": "NO_CHANGE", "form_token": str(uuid4())}).status_code == 302
    assert client.post(MINE, {"kind": "NOTHING", "form_token": "x"}).status_code == 409


def test_who_is_not_on_the_list_is_told_who_adds_them(world, sign_in):
    assert sign_in(world.lay_member).get(MINE).status_code == 403
    assert sign_in(world.nobody).get(MINE).status_code == 404
    declarant(world, world.nobody)
    assert sign_in(world.nobody).get(MINE).status_code == 200


def test_an_officer_enters_what_came_on_paper(world, now, sign_in):
    row = declarant(world, world.gp_member)
    base = f"{REGISTERS}declarants/{row.pk}/declare/"
    client = sign_in(world.officer)
    page = client.get(base).text
    assert "Interests of Gordon Doctor" in page
    assert "They have no interests" in page
    assert not re.search(r"\b(I have|You have not)\b", page), "the officer is told what is asked of somebody else"
    walk(client, base, federation_pages("none", now.date()))
    assert send_drawn(client, f"{base}check/").headers["Location"] == f"{base}done/1/"
    made = Interest.objects.get()
    assert (made.person, made.declared_by) == (world.gp_member, world.officer)
    assert "entered by Olive Officer" in client.get(made.url).text
    assert "You entered this declaration" in client.get(f"{made.url}review/").text
    assert sign_in(world.lay_member).get(base).status_code == 403
    assert sign_in(world.other_officer).get(base).status_code == 404


def test_an_entry_is_seen_by_its_declarant_and_the_keepers_only(world, sign_in):
    made = declaration(world, world.gp_member)
    for who, status in (
        ("gp_member", 200), ("officer", 200), ("accountable_officer", 200), ("lay_member", 403),
        ("regional_officer", 403), ("other_officer", 404), ("nobody", 404),
    ):  # fmt: skip
        assert sign_in(world.people[who]).get(made.url).status_code == status, who
    history = f"/ccgs/09W/history/conflicts.interest/{made.pk}/"
    assert sign_in(world.officer).get(history).status_code == 200
    assert sign_in(world.lay_member).get(history).status_code == 403
    client = sign_in(world.lay_member)
    assert client.get(f"{REGISTERS}interests/99/").status_code == 403
    assert sign_in(world.officer).get(f"{REGISTERS}interests/99/").status_code == 404


def test_coi_06_an_entry_is_reviewed_changed_and_ended_on_its_pages(world, now, sign_in):
    made = declaration(world, world.officer)
    client = sign_in(world.officer)
    assert "You cannot sign off your own declaration" in client.get(made.url).text
    assert "You cannot sign off your own declaration" in client.post(f"{made.url}review/", {"mitigation": "x"}).text
    client = sign_in(world.accountable_officer)
    assert "Enter what was done to manage the conflict" in client.post(f"{made.url}review/", {}).text
    sign = {"mitigation": "Leaves the item", "read": wording_of(made)}
    assert client.post(f"{made.url}review/", sign).headers["Location"] == made.url
    page = client.get(made.url).text
    assert "Ada Accountable, Accountable Officer" in page
    client = sign_in(world.officer)
    change = {
        "kind": "FINANCIAL", "capacity": "OWNER", "description": "All of it", "consent": "yes", "reason": "Bought it",
        **on("arose_on", made.arose_on), **on("aware_on", made.aware_on),
    }  # fmt: skip
    assert client.post(f"{made.url}change/", change).status_code == 302
    made = Interest.objects.get()
    assert (made.state, made.capacity) == ("SUBMITTED", "OWNER")
    indirect = client.post(f"{made.url}change/", {**change, "kind": "INDIRECT"}).text
    assert "Describe the relationship, because the interest is indirect." in indirect
    assert client.post(f"{made.url}end/", on("last_day", now.date())).status_code == 302
    assert Interest.objects.get().ended_on == now.date() + timedelta(days=1)
    before = on("last_day", made.arose_on - timedelta(days=5))
    assert "cannot have ended before" in client.post(f"{made.url}end/", before).text
    assert "Ask a governance officer" in client.get(f"{made.url}withdraw/").text
    assert "Ask a governance officer" in client.post(f"{made.url}withdraw/", {"reason": "Another person"}).text
    client = sign_in(world.second_officer)
    assert client.post(f"{made.url}withdraw/", {"reason": "Another person"}).status_code == 302
    page = client.get(f"{made.url}change/").text
    assert "This entry was withdrawn as made in error" in page
    assert 'aria-disabled="true"' in page

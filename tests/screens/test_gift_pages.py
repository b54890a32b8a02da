"""Gifts and hospitality as the public, the recipient and the senior approver see them."""

import csv
import io
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conflicts.models import Gift
from tests.factories.gifts import dinner, offer
from tests.factories.interests import declarant
from tests.factories.registers import policy

pytestmark = pytest.mark.django_db
HOME = "/ccgs/09W/registers/gifts/"
NEW = pytest.mark.parametrize("now", ["2017-07-03 09:00"], indirect=True)


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


def form(person, **over):
    return {
        "person": person.pk, "kind": "HOSPITALITY", "details": "A dinner", "value": "90",
        "offered_on[day]": "1", "offered_on[month]": "7", "offered_on[year]": "2017",
        "source_name": "Acme Ltd", "supplier": "yes", "beyond_modest": "no", "answer": "ACCEPTED",
        "reason": "To speak", "form_token": str(uuid4()), **over,
    }  # fmt: skip


def checked(page):
    return page.text.split('name="checked" value="')[1].split('"')[0]


@NEW
def test_the_form_says_what_the_rules_say_before_it_records(world, sign_in):
    declarant(world, world.gp_member)
    client = sign_in(world.gp_member)
    data = form(world.gp_member)
    page = client.post(f"{HOME}new/", data)
    assert "a senior approver must agree" in page.text
    assert "rules of June 2017" in page.text
    assert Gift.objects.count() == 0
    changed = client.post(f"{HOME}new/", data | {"value": "20", "checked": checked(page)})
    assert "it needs no entry" in changed.text
    assert Gift.objects.count() == 0
    done = client.post(f"{HOME}new/", data | {"checked": checked(page)})
    again = client.post(f"{HOME}new/", data | {"checked": checked(page)})
    assert done.headers["Location"] == again.headers["Location"] == f"{HOME}1/"
    assert Gift.objects.get().state == "AWAITING_APPROVAL"


@NEW
@pytest.mark.parametrize(
    ("over", "words"),
    [
        ({"kind": "CASH"}, "Cash and vouchers are always declined"),
        ({"kind": "GIFT"}, "A gift of a supplier or contractor is declined"),
        ({"reason": ""}, "A senior approver decides"),
        ({"details": ""}, "Enter a description of what was offered"),
        ({"value": "-1"}, "Enter a number that is 0 or more"),
        ({"offered_on[year]": "2019"}, "must be today or in the past"),
    ],
)
def test_gif_01_what_cannot_be_accepted_is_said_at_its_field(world, sign_in, over, words):
    declarant(world, world.gp_member)
    page = sign_in(world.gp_member).post(f"{HOME}new/", form(world.gp_member, **over))
    assert page.status_code == 400
    assert words in page.text
    assert Gift.objects.count() == 0


def test_only_who_declares_may_record(world, sign_in):
    assert sign_in(world.gp_member).get(f"{HOME}new/").status_code == 403
    assert sign_in(world.other_officer).get(f"{HOME}new/").status_code == 404
    assert sign_in(world.officer).get(f"{HOME}new/").status_code == 200
    people = (world.gp_member, world.other_officer, world.officer)
    offered = [f'href="{HOME}new/"' in sign_in(who).get(HOME).content.decode() for who in people]
    assert offered == [False, False, True]  # nobody is led to a page that is shut to them


def test_gif_06_the_senior_approver_answers_on_a_page(world, sign_in, client):
    policy(world)
    made = dinner(world, world.gp_member)
    assert client.get(made.url).status_code == 404
    assert sign_in(world.lay_member).get(made.url).status_code == 404
    approver = sign_in(world.accountable_officer)
    assert "Answer as senior approver" in approver.get("/tasks/").text
    assert "Enter the reason for your answer" in approver.post(f"{made.url}approve/", {"approve": "yes"}).text
    assert approver.post(f"{made.url}approve/", {"approve": "no", "reason": "Too much"}).status_code == 302
    approver.logout()
    assert "Refused by the senior approver" in client.get(made.url).text
    own = dinner(world, world.accountable_officer)
    page = sign_in(world.accountable_officer).get(f"{own.url}approve/").text
    assert "You cannot approve an offer made to you" in page


def test_the_public_register_has_filters_files_and_open_data(world, client):
    assert "has not published" in client.get(HOME).text
    policy(world)
    offer(world, world.gp_member, details='=HYPERLINK("x")')
    dinner(world, world.lay_member)
    page = client.get(HOME, {"text": "acme", "kind": "HOSPITALITY", "sort": "-value"}).text
    assert "Gordon Doctor" in page
    assert "Lionel Lay" not in page
    text = b"".join(client.get(f"{HOME}register.csv").streaming_content).decode("utf-8-sig")
    row = next(csv.DictReader(io.StringIO(text)))
    assert (row["Recipient"], row["Estimated value in £"], row["Details"][:2]) == ("Gordon Doctor", "30.00", "'=")
    assert b"".join(client.get(f"{HOME}register.xlsx").streaming_content)[:2] == b"PK"
    assert b"09W-gift-1" in b"".join(client.get(f"{HOME}register.json").streaming_content)
    assert client.get("/api/v1/ccgs/09W/registers/gifts/").json()["count"] == 1


def test_an_entry_made_in_error_is_taken_out_on_a_page(world, sign_in):
    policy(world)
    made = offer(world, world.gp_member)
    client = sign_in(world.gp_member)
    assert client.post(f"{made.url}withdraw/", {"reason": "Wrong CCG"}).status_code == 302
    assert client.post(f"{made.url}withdraw/", {"reason": "Wrong CCG"}).status_code == 409
    client.logout()
    assert client.get(made.url).status_code == 404


def test_the_list_takes_the_same_statements_for_one_entry_and_for_three(world, client):
    policy(world)
    offer(world, world.gp_member)
    client.get(HOME)
    with CaptureQueriesContext(connection) as one:
        client.get(HOME)
    offer(world, world.lay_member)
    offer(world, world.gp_member)
    with CaptureQueriesContext(connection) as three:
        client.get(HOME)
    assert len(one) == len(three) <= 7

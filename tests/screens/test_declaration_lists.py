"""The officer's lists: entries, who has not declared, who declares."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conflicts.actions.interests import withdraw_interest
from conflicts.models import Body, Declarant, Interest
from tests.factories.interests import body, declarant, declaration, reviewed

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


def test_the_working_list_filters_and_its_queries_do_not_grow(world, sign_in):
    client = sign_in(world.officer)
    counts = []
    for number in (1, 3):
        while Interest.objects.count() < number:
            declaration(world, world.gp_member, body=body(f"Company {Interest.objects.count()}", kind="COMPANY"))
        client.get(f"{REGISTERS}declarations/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{REGISTERS}declarations/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 10
    reviewed(world, world.lay_member, kind="PERSONAL")
    withdraw_interest(interest=Interest.objects.get(number=1), reason="Error", by=world.officer, now=world.now)
    for query, numbers in (
        ("state=COMPLETE", {4}), ("kind=FINANCIAL", {1, 2, 3}), ("state=WITHDRAWN", {1}), ("text=Company+1", {2}),
        ("text=Lionel", {4}), ("late=on", set()), ("ended=yes", set()), ("group=MEMBER_PRACTICE", {1, 2, 3, 4}),
        ("group=EMPLOYEE", set()), ("state=NONSENSE", {1, 2, 3, 4}),
    ):  # fmt: skip
        page = client.get(f"{REGISTERS}declarations/?{query}").text
        assert {n for n in (1, 2, 3, 4) if f"/registers/interests/{n}/" in page} == numbers, query


def test_who_has_not_declared_is_a_page_of_its_own(world, now, sign_in, travel):
    row = declarant(world, world.gp_member, decision_maker=True)
    client = sign_in(world.officer)
    assert "Everyone who was asked has answered." in client.get(f"{REGISTERS}declarations/overdue/").text
    travel("2015-11-05 09:00")
    client = sign_in(world.officer)
    page = client.get(f"{REGISTERS}declarations/overdue/").text
    assert "1 person was asked and did not answer in time; 1 of them" in page
    assert "Gordon Doctor" in page
    assert f"declarants/{row.pk}/declare/" in page


def test_an_officer_adds_marks_and_ends_a_declarant(world, now, sign_in):
    client = sign_in(world.officer)
    data = {
        "email": "petra@example.invalid", "name": "Petra Partner", "position": "GP partner", "group": "MEMBER_PRACTICE",
        "decision_maker": "no", **on("starts_on", now.date()),
    }  # fmt: skip
    assert client.post(f"{REGISTERS}declarants/add/", data).status_code == 302
    row = Declarant.objects.get()
    assert (row.person.name, row.position, row.decision_maker) == ("Petra Partner", "GP partner", False)
    assert "Petra Partner" in client.get(f"{REGISTERS}declarants/").text
    assert "Petra Partner" not in client.get(f"{REGISTERS}declarants/?text=Gordon").text
    url = f"{REGISTERS}declarants/{row.pk}/"
    client.post(f"{url}decisions/", {"decision_maker": "yes", "reason": "Sits on the panel"})
    assert Declarant.objects.get().decision_maker
    client.post(f"{url}end/", on("last_day", date(2015, 10, 31)))
    assert Declarant.objects.get().ends_at.isoformat() == "2015-11-01T00:00:00+00:00"
    unknown = client.post(f"{REGISTERS}declarants/add/", {**data, "email": "new@example.invalid", "name": ""}).text
    assert "Enter their name too" in unknown
    assert Body.objects.count() == 0

"""Members of a CCG, one practice, and the contract that an officer records."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ccgs.models import Contract
from cocommission.shared.models import Entry
from tests.browser import Browser
from tests.factories import ccgs as make
from tests.factories import votes

pytestmark = pytest.mark.django_db
DATA = {
    "kind": "GMS",
    "status": "ACTIVE",
    "from_on[day]": "1",
    "from_on[month]": "9",
    "from_on[year]": "2015",
    "reason": "Letter of the practice",
}


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


def test_members_and_the_others_with_their_reasons(client: Browser, world: Any) -> None:
    make.practice(world.ccg, 0, name="Empty Surgery")
    make.practice(world.ccg, 300, name="Night Clinic", setting=2)
    page = text_of(client.get("/ccgs/09w/practices/"))
    assert "5 voting members with 31,999 registered patients" in page
    assert "37.5% (12,000 of 31,999)" in page
    assert "Empty Surgery" in page
    assert "It has no registered patients in the list sizes in force." in page
    assert "It is not a GP practice: prescribing setting 2, out-of-hours service." in page
    assert "Change" not in page.split("<main", 1)[1].split("</main", 1)[0]


def test_members_before_anything_is_known(client: Browser, world: Any) -> None:
    page = text_of(client.get("/ccgs/09W/practices/?at=2012-01-01"))
    assert "0 voting members" in page
    assert "Practices are not known for that day" in page


def test_a_practice_tells_its_story(client: Browser, world: Any) -> None:
    made = make.practice(world.ccg, 10, name="Old Name", to_on=date(2015, 1, 1))
    row = made.versions.get()
    later = type(row)(
        practice=made, name="New Name", ccg=world.other_ccg, parent_code="09J", status="D", setting=4,
        from_on=date(2015, 1, 1),
    )  # fmt: skip
    later.record(by=None, at=world.now, why="Test")
    page = text_of(client.get(f"/practices/{made.code.lower()}/"))
    assert "It is dormant, not active (status D)." in page
    assert "Old Name" in page
    assert "voting member of NHS Medway CCG" in text_of(client.get(f"/practices/{made.code}/?at=2014-06-01"))
    assert "No release that is loaded names it" in text_of(client.get(f"/practices/{made.code}/?at=2012-06-01"))
    assert client.get("/practices/X99999/").status_code == 404


def test_the_number_of_queries_of_the_members_page_is_fixed(client: Browser, world: Any) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get("/ccgs/09W/practices/").status_code == 200
        return len(found)

    queries()
    before = queries()
    for _ in range(3):
        make.practice(world.ccg)
    assert queries() == before <= 6


def test_an_officer_records_a_contract(client: Browser, world: Any) -> None:
    client.force_login(world.officer)
    address = f"/ccgs/09W/practices/{world.practices[0].code}/contract/"
    assert "No contract is recorded yet" in text_of(client.get(address))
    response = client.post(address, DATA, follow=True)
    assert "The contract of Amber Lane Surgery is recorded." in text_of(response)
    row = Contract.objects.get()
    assert (row.kind, row.status, row.from_on) == ("GMS", "ACTIVE", date(2015, 9, 1))
    [entry] = Entry.objects.filter(act="practice.contract_recorded")
    assert entry.book.key == "CCG 09W"
    assert entry.reason == "Letter of the practice"
    assert "GMS" in text_of(client.get("/ccgs/09W/practices/"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"reason": ""}, "Enter the reason for this change"),
        ({"kind": "XYZ"}, "Your choice is no longer offered"),
        ({"from_on[month]": "13"}, "Enter a real date"),
        ({"from_on[year]": "2012"}, "is not a practice of NHS Medway CCG on that day"),
    ],
)
def test_a_contract_that_cannot_be(client: Browser, world: Any, change: dict[str, str], words: str) -> None:
    client.force_login(world.officer)
    response = client.post(f"/ccgs/09W/practices/{world.practices[0].code}/contract/", {**DATA, **change})
    assert response.status_code == 400
    assert words in text_of(response)
    assert not Contract.objects.exists()


def test_a_practice_shows_who_votes_what_is_open_and_its_ccg(client: Browser, world: Any, database_clock: Any) -> None:
    database_clock(world.now)
    ballot = votes.opened(world, now=world.now)
    page = text_of(client.get("/practices/G82001/"))
    assert f'href="/ccgs/09W/ballots/{ballot.number}/"' in page
    assert 'href="/ccgs/09W/">NHS Medway CCG</a>' in page
    name = world.representatives["G82001"].name
    assert "It has a representative." in page
    assert name not in page
    client.force_login(world.officer)
    assert f"{name} (Practice representative)" in text_of(client.get("/practices/G82001/"))
    assert "Nobody." in text_of(client.get(f"/practices/{make.practice(world.ccg, 300).code}/"))

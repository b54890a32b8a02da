"""Names that ODS publishes in capitals: people read them in readable case, data keep the published letters."""

import csv
import io

import pytest

from cocommission.shared.models import Message
from conflicts.actions.bodies import body_of_practice
from tests.factories import votes
from tests.factories.interests import declarant

pytestmark = pytest.mark.django_db


@pytest.fixture
def capitals(world, now):
    """The world's CCG and its practices, named as the files name them."""
    world.ccg.name = "NHS AMBER VALLEY AND ST HELENS CCG"
    world.ccg.record(by=None, at=now, why="Test")
    for version in world.ccg.versions.all():
        version.name = world.ccg.name
        version.record(by=None, at=now, why="Test")
    for version in world.ccg.practice_versions.select_related("practice"):
        for row in (version, version.practice):
            row.name = f"DR MCKAY & PARTNERS ({version.practice.code})"
            row.record(by=None, at=now, why="Test")
    world.ccg.refresh_from_db()
    return world


@pytest.mark.parametrize("address", ["/ccgs/", "/ccgs/{code}/", "/ccgs/{code}/practices/", "/ccgs/{code}/people/"])
def test_pages_show_no_name_in_capitals(capitals, client, address):
    page = client.get(address.format(code=capitals.ccg.code)).content.decode()
    assert "NHS Amber Valley and St Helens CCG" in page
    assert "AMBER VALLEY" not in page
    assert "MCKAY" not in page


def test_a_ballot_its_messages_and_its_receipt_read_well(capitals, client, now, database_clock):
    database_clock(now)
    ballot = votes.opened(capitals, now=now)
    message = Message.objects.filter(key__startswith=f"ballot:{ballot.pk}:opened").first()
    assert "NHS Amber Valley and St Helens CCG asks its member practices" in message.text
    assert "You vote for Dr McKay & Partners (" in message.text
    client.force_login(capitals.representative)
    for page in ("/tasks/", "/vote/"):
        shown = client.get(page).content.decode()
        assert "Dr McKay &amp; Partners" in shown
        assert "MCKAY" not in shown


def test_a_declaration_and_the_register_of_organisations_read_well(capitals, client, now):
    client.force_login(capitals.gp_member)
    code, practice = capitals.ccg.code, capitals.practices[0]
    declarant(capitals, capitals.gp_member)
    client.post(f"/ccgs/{code}/registers/declare/type/", {"kind": "FINANCIAL"})
    found = client.get(f"/ccgs/{code}/registers/declare/organisation/?q={practice.code}").content.decode()
    assert f"Dr McKay &amp; Partners ({practice.code})" in found
    practice.refresh_from_db()
    body = body_of_practice(practice, by=capitals.officer, now=now)
    client.force_login(capitals.officer)
    page = client.get(f"/ccgs/{code}/registers/organisations/{body.pk}/").content.decode()
    assert "Dr McKay &amp; Partners" in page
    assert "MCKAY" not in found + page
    body.refresh_from_db()
    assert body.name == f"DR MCKAY & PARTNERS ({practice.code})"


def test_data_keep_the_published_letters(capitals, client, now, database_clock):
    code = capitals.ccg.code
    assert client.get(f"/api/v1/ccgs/{code}/").json()["name"] == "NHS AMBER VALLEY AND ST HELENS CCG"
    names = {row["name"] for row in client.get(f"/api/v1/ccgs/{code}/practices/").json()["items"]}
    assert all(name.startswith("DR MCKAY & PARTNERS (") for name in names)
    database_clock(now)
    ballot = votes.opened(capitals, now=now)
    entry = ballot.roll.first()
    out = io.StringIO()
    csv.writer(out).writerow([entry.name])
    assert out.getvalue().startswith("DR MCKAY")

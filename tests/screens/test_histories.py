"""Every record has a page of its history, and nobody reads there what its own page keeps from them (F-67)."""

import pytest
from django.apps import apps

from ccgs.models import CCG, MemberPractice, Post
from ccgs.terms import RoleCode
from cocommission.home.queries.records import LEADS
from cocommission.home.views.record_rights import NATIONAL, TIES
from cocommission.shared.models import Governed
from pccc.actions.rulings import rule_on
from pccc.terms import Handling, Part
from tests.factories import conflict_map as ties
from tests.factories.ccgs_people import post
from tests.factories.meetings import noticed, planned

GOVERNED = [model for model in apps.get_models() if issubclass(model, Governed)]
ROOTS = (CCG, MemberPractice, Post)


def reaches_a_ccg(model, depth=4):
    if model in ROOTS:
        return True
    named = {field.name: field for field in model._meta.fields if field.is_relation}
    return depth > 0 and any(reaches_a_ccg(named[lead].related_model, depth - 1) for lead in LEADS if lead in named)


def address_of(record):
    return f"/ccgs/09W/history/{record._meta.label_lower}/{record.pk}/"


@pytest.fixture
def status_of(client):
    def ask(person, record, address=None):
        client.force_login(person)
        return client.get(address or address_of(record)).status_code

    return ask


@pytest.mark.parametrize("model", GOVERNED, ids=lambda model: model._meta.label)
def test_every_record_has_a_place_for_its_history(model):
    assert model in NATIONAL or model in TIES or reaches_a_ccg(model)


def test_records_of_committees_have_a_history(world, status_of):
    sitting = noticed(world)
    item = sitting.meeting.items.get()
    seat = sitting.committee.seats.first()
    for record in (sitting.committee, sitting.meeting, item, item.papers.get(), seat, seat.members.first(),
                   sitting.committee.terms.first()):  # fmt: skip
        assert status_of(world.secretary, record) == 200, record
        assert status_of(world.people["other_officer"], record) == 404, record
        assert status_of(world.people["representative"], record) == 403, record


def test_the_history_of_a_private_item_is_for_those_who_see_the_item(world, status_of):
    sitting = planned(world)
    item = sitting.item(part=Part.PRIVATE, private_reason="Names of patients")
    paper = sitting.paper(item)
    for record in (item, paper):
        assert status_of(world.secretary, record) == 200
        assert status_of(world.people["regional_officer"], record) in (403, 404)


def test_a_ruling_keeps_the_history_of_item_and_papers_too(world, status_of):
    sitting = noticed(world)
    item = sitting.meeting.items.get()
    member = sitting.people["LOCAL_GP"]
    post(RoleCode.COMMITTEE_SECRETARY, world.ccg, member)
    paper = item.papers.get()
    assert status_of(member, paper) == 200
    rule_on(item=item, person=member, ruled=Handling.NO_PAPERS, reason="A partner there",
            ruled_by=sitting.people["LAY_MEMBER"], by=world.secretary, now=world.now, evidence="")  # fmt: skip
    assert status_of(member, paper) == 404
    assert status_of(member, item) == 404
    assert status_of(world.secretary, paper) == 200


def test_organisations_and_stakes_have_a_history_for_those_who_keep_them(world, status_of):
    federation, practice = ties.body("Copper Federation"), ties.body(practice=world.practices[0])
    link = ties.stake(practice, federation)
    work = ties.works(world.people["representative"], federation)
    for record in (federation, link, work):
        assert status_of(world.officer, record) == 200, record
        assert status_of(world.people["regional_officer"], record) == 403, record
    elsewhere = f"/ccgs/{world.other_ccg.code}/history/conflicts.worklink/{work.pk}/"
    assert status_of(world.people["other_officer"], work, elsewhere) == 404


def test_a_history_of_the_country_is_for_those_who_hold_a_post(client, world, status_of):
    region = f"/history/ccgs.region/{world.ccg.region_id}/"
    assert client.get(region).status_code == 302
    assert status_of(world.people["representative"], None, region) == 200
    assert status_of(world.steward, None, region) == 200
    for wrong in ("/history/ccgs.ccg/1/", "/history/shared.person/1/", "/history/x.y/1/",
                  "/history/ccgs.region/99999999999999999999/"):  # fmt: skip
        assert status_of(world.steward, None, wrong) == 404

"""LMCs and partner bodies: recorded by the steward, linked by officers, dated."""

from datetime import date

import pytest

from ccgs.actions.lmcs import link_lmc, link_partner, record_lmc, unlink_lmc, unlink_partner
from ccgs.models import LMCArea, PartnerBody
from ccgs.terms.roles import Permission
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry, Message
from tests.factories.ccgs_people import may
from votes.queries.consultation_people import covering_lmcs

pytestmark = pytest.mark.django_db
TODAY = date(2015, 10, 1)


def who(world, by="officer"):
    return {"by": getattr(world, by), "now": world.now}


def test_one_lmc_covers_several_ccgs_and_a_ccg_may_have_several(world):
    link_lmc(lmc=world.other_lmc, ccg=world.ccg, from_on=TODAY, **who(world))
    assert {lmc.code for lmc in covering_lmcs(world.ccg, TODAY)} == {"KENT", "CLEV"}
    assert set(world.lmc.ccgs_on(TODAY)) == {world.ccg, world.other_ccg}
    assert Entry.objects.filter(act="lmc.linked").count() == 2  # in the book of each


def test_the_link_is_dated_and_the_reviewers_reach_ends_with_it(world):
    area = LMCArea.objects.get(lmc=world.lmc, ccg=world.ccg)
    assert may(world.lmc_reviewer, Permission.VERIFY_BALLOTS, world.ccg, world.now)
    unlink_lmc(area=area, to_on=TODAY, reason="Merged", **who(world))
    assert not may(world.lmc_reviewer, Permission.VERIFY_BALLOTS, world.ccg, world.now)
    assert world.ccg in world.lmc.ccgs_on(date(2015, 9, 30))
    with pytest.raises(Conflict):
        unlink_lmc(area=area, to_on=TODAY, reason="Again", **who(world))


def test_not_twice_and_not_without_a_reason_or_before_it_began(world):
    with pytest.raises(Conflict):
        link_lmc(lmc=world.lmc, ccg=world.ccg, from_on=TODAY, **who(world))
    area = LMCArea.objects.get(lmc=world.lmc, ccg=world.ccg)
    for fields in ({"to_on": TODAY, "reason": " "}, {"to_on": area.from_on, "reason": "Merged"}):
        with pytest.raises(Refused):
            unlink_lmc(area=area, **fields, **who(world))


@pytest.mark.parametrize("by", ["representative", "lmc_reviewer", "other_officer", "regional_officer"])
def test_only_the_officer_or_the_steward_links(world, by):
    with pytest.raises(Refused) as no:
        link_lmc(lmc=world.other_lmc, ccg=world.ccg, from_on=TODAY, **who(world, by))
    assert no.value.status == 403


@pytest.mark.parametrize(("code", "name"), [("K", "Short"), ("KENT", "Twice"), ("K-1", "Sign"), ("SURREY", " ")])
def test_an_lmc_has_a_code_of_its_own_and_a_name(world, code, name):
    with pytest.raises(Refused):
        record_lmc(code=code, name=name, **who(world, "steward"))


def test_only_the_steward_records_an_lmc(world):
    assert record_lmc(code="surrey", name="Surrey LMC", **who(world, "steward")).url == "/lmcs/SURREY/"
    with pytest.raises(Refused):
        record_lmc(code="SUSSEX", name="Sussex LMC", **who(world))


def test_partner_bodies_are_known_by_name_and_linked_with_dates(world):
    first = link_partner(kind="HWB", name="Medway HWB", ccg=world.ccg, from_on=TODAY, **who(world))
    second = link_partner(
        kind="HWB", name="medway hwb", ccg=world.other_ccg, from_on=TODAY, **who(world, "other_officer")
    )
    assert first.body == second.body == PartnerBody.objects.get()
    with pytest.raises(Conflict):
        link_partner(kind="HWB", name="Medway HWB", ccg=world.ccg, from_on=TODAY, **who(world))
    unlink_partner(link=first, to_on=date(2015, 11, 1), reason="Merged", **who(world))
    with pytest.raises(Conflict):
        unlink_partner(link=first, to_on=date(2015, 11, 1), reason="Again", **who(world))


def test_the_reviewers_of_an_lmc_are_told_when_a_ccg_ends_the_link(world):
    area = LMCArea.objects.get(lmc=world.lmc, ccg=world.ccg)
    unlink_lmc(area=area, to_on=date(2015, 11, 1), reason="It objected", **who(world))
    letter = Message.objects.get(subject__contains="has ended its link with Kent LMC")
    assert letter.to_person == world.lmc_reviewer
    assert "It objected" in letter.text


def test_the_same_code_twice_is_refused_at_its_field_by_the_database_too(world):
    with pytest.raises(Refused) as no:
        record_lmc(code="kent", name="Another", **who(world, "steward"))
    assert [(one.field, no.value.status) for one in no.value.blockers] == [("code", 409)]

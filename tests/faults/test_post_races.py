"""Posts granted at the same moment: one holder of a single post, and never two posts that do not go together."""

from functools import partial

import pytest

from ccgs.actions.constitutions import bring_into_force
from ccgs.actions.people import invite_person
from ccgs.actions.posts import grant_post, revoke_post
from ccgs.models import Constitution, Post
from ccgs.terms.constitutions import ConstitutionState
from ccgs.terms.roles import RoleCode
from cocommission.shared.clock import read_clock
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Entry, Message, Person
from tests.factories.ccgs_people import constitution, person
from tests.factories.world import build_world
from tests.faults.together import all_at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.fault]


@pytest.fixture
def country(transactional_db):
    """The small country, made at the real time: races need clocks that run."""
    return build_world(read_clock())


def outcome(act) -> str:
    try:
        act()
    except Conflict:
        return "conflict"
    except Refused as refused:
        return refused.blockers[0].rule
    return "done"


def grants(who, role, organisation, by) -> str:
    now = read_clock()
    fields = {"starts_at": now, "reason": "Appointed", "by": by, "now": now}
    return outcome(lambda: grant_post(person=who, role=role, organisation=organisation, **fields))


def test_ten_audit_chairs_at_once_are_one(country) -> None:
    revoke_post(post=country.posts["audit_chair"], reason="Left", by=country.officer, now=read_clock())
    people = [person() for _ in range(10)]
    tries = [partial(grants, who, RoleCode.AUDIT_CHAIR, country.ccg, country.officer) for who in people]
    found = all_at_once(tries)
    assert sorted(found) == ["POST-08"] * 9 + ["done"]
    assert Post.objects.filter(role=RoleCode.AUDIT_CHAIR, ends_at=None).count() == 1


def test_lmc_reviewer_and_ccg_officer_at_once_is_one_of_the_two(country) -> None:
    who = person()
    found = all_at_once(
        [
            partial(grants, who, RoleCode.LMC_REVIEWER, country.lmc, country.lmc_reviewer),
            partial(grants, who, RoleCode.GOVERNANCE_OFFICER, country.ccg, country.officer),
        ]
    )
    assert sorted(found) == ["LMC-03", "done"]
    assert Post.objects.filter(person=who).count() == 1


def test_a_post_is_ended_once(country) -> None:
    row = country.posts["lay_member"]

    def ends() -> str:
        return outcome(lambda: revoke_post(post=row, reason="Left", by=country.officer, now=read_clock()))

    assert sorted(all_at_once([ends] * 5)) == ["conflict"] * 4 + ["done"]


def test_two_versions_brought_into_force_at_once_are_one_after_the_other(country) -> None:
    rows = [constitution(country.ccg, ConstitutionState.APPROVED) for _ in range(2)]

    def brings(row) -> str:
        now = read_clock()
        return outcome(lambda: bring_into_force(constitution=row, from_at=now, by=country.officer, now=now))

    all_at_once([partial(brings, row) for row in rows])
    in_force = Constitution.objects.filter(ccg=country.ccg, in_force_from_at__isnull=False, in_force_to_at=None)
    assert in_force.count() == 1


def test_ten_invitations_of_one_address_at_once_are_one_person(country) -> None:
    def invites() -> Person:
        fields = {"organisation": country.ccg, "by": country.officer, "now": read_clock()}
        return invite_person(email="New.Person@example.invalid", name="New Invented", **fields)

    found = all_at_once([invites] * 10)
    assert set(found) == {Person.objects.get(email="new.person@example.invalid")}
    assert Entry.objects.filter(act="person.invited").count() == 1
    assert Message.objects.filter(key__startswith="person.invited:").count() == 1

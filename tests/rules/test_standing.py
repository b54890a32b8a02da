"""How a CCG should stand (GOV-01 to GOV-07) and who needs which training."""

from datetime import date

import pytest

from ccgs.rules.ccg_names import name_blockers
from ccgs.terms import RoleCode
from conflicts.rules.standing import (
    GuardianFacts,
    Seat,
    audit_blockers,
    governing_body_blockers,
    guardian_blockers,
    lay_member_blockers,
    policy_blockers,
)
from conflicts.rules.training import Taken, counts_until, is_due, passed, roles_that_need, share_met, valid_until

ON = date(2017, 7, 3)


def seats(*roles):
    return [Seat(number, role) for number, role in enumerate(roles)]


def found(blockers):
    return [(b.rule, b.level) for b in blockers]


FULL = seats(
    RoleCode.ACCOUNTABLE_OFFICER,
    RoleCode.FINANCE_OFFICER,
    RoleCode.REGISTERED_NURSE,
    RoleCode.SECONDARY_CARE,
    RoleCode.AUDIT_CHAIR,
    RoleCode.LAY_MEMBER,
)


def test_gov_01_fewer_than_two_lay_members_block():
    assert found(lay_member_blockers(seats(RoleCode.AUDIT_CHAIR), ON)) == [("GOV-01", "B")]
    one_person_twice = [Seat(1, RoleCode.AUDIT_CHAIR), Seat(1, RoleCode.LAY_MEMBER)]
    assert found(lay_member_blockers(one_person_twice, ON)) == [("GOV-01", "B")]


def test_gov_02_fewer_than_three_lay_members_are_explained():
    two = seats(RoleCode.AUDIT_CHAIR, RoleCode.LAY_MEMBER)
    assert found(lay_member_blockers(two, ON)) == [("GOV-02", "W")]
    assert lay_member_blockers(two, ON, explained="A third starts in May.") == []
    assert lay_member_blockers([*two, Seat(9, RoleCode.LAY_MEMBER)], ON) == []


def test_gov_03_a_governing_body_needs_six_and_its_four_offices():
    assert governing_body_blockers(FULL, ON) == []
    without_nurse = [seat for seat in FULL if seat.role != RoleCode.REGISTERED_NURSE]
    missing = governing_body_blockers(without_nurse, ON)
    assert found(missing) == [("GOV-03", "B"), ("GOV-03", "B")]
    assert "5 members" in missing[0].missing
    assert "Registered nurse" in missing[1].missing


def test_gov_04_one_guardian_the_audit_chair_without_provider_interests():
    assert guardian_blockers([GuardianFacts("Gwen", True)]) == []
    assert found(guardian_blockers([])) == [("GOV-04", "W")]
    assert found(guardian_blockers([GuardianFacts("Gwen", False)])) == [("GOV-04", "W")]
    assert found(guardian_blockers([GuardianFacts("Gwen", True, ("Copper Federation",))])) == [("GOV-04", "B")]


def test_gov_05_a_pass_is_eighty_per_cent_and_counts_for_a_year():
    assert not passed(79, ON)
    assert passed(80, ON)
    taken = Taken(80, ON, valid_until(ON))
    assert valid_until(ON) == date(2018, 7, 3)
    assert counts_until([taken], date(2018, 7, 2)) == date(2018, 7, 3)
    assert counts_until([taken], date(2018, 7, 3)) is None
    assert counts_until([Taken(79, ON, valid_until(ON))], ON) is None
    assert RoleCode.LAY_MEMBER in roles_that_need("1", ON)
    assert roles_that_need("2", ON) == frozenset()


def test_gov_05_who_is_due_hears_a_month_before():
    assert is_due(None, ON)
    assert not is_due(date(2017, 8, 3), ON)
    assert is_due(date(2017, 8, 2), ON)


@pytest.mark.parametrize(("trained", "needed", "met"), [(9, 10, True), (89, 100, False), (0, 0, True)])
def test_the_share_of_trained_people_is_ninety_per_cent(trained, needed, met):
    assert share_met(trained, needed, ON) is met


def test_gov_06_internal_audit_once_a_year():
    assert found(audit_blockers(None, ON)) == [("GOV-06", "D")]
    assert audit_blockers(date(2016, 7, 4), ON) == []
    assert found(audit_blockers(date(2016, 7, 3), ON)) == [("GOV-06", "D")]


def test_gov_07_policy_reviewed_within_a_year():
    assert found(policy_blockers(date(2016, 7, 3), ON)) == [("GOV-07", "D")]
    assert policy_blockers(date(2017, 1, 1), ON) == []


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("NHS MEDWAY CCG", []),
        ("NHS Medway Clinical Commissioning Group", []),
        ("Medway CCG", [("GOV-08", "W")]),
        ("NHS CCG", [("GOV-08", "W")]),
        ("NHS Medway", [("GOV-08", "W")]),
    ],
)
def test_gov_08_the_name_begins_with_nhs_names_an_area_and_says_what_it_is(name, answer):
    assert found(name_blockers(name)) == answer

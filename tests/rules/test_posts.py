"""Who may grant what, and which posts one person may not hold together."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from ccgs.rules.posts import INCOMPATIBLE, Granter, Held, blockers, may_grant
from ccgs.terms.roles import ROLES, OrganisationKind, Permission, RoleCode, permissions_of_kind

NOW = datetime(2015, 10, 1, 9, tzinfo=UTC)
OFFICER = Granter(1, is_steward=False, permissions=frozenset({Permission.MANAGE_POSTS, Permission.MANAGE_MEMBERS}))
STEWARD = Granter(2, is_steward=True, permissions=frozenset())
REVIEWER = Granter(3, is_steward=False, permissions=frozenset({Permission.ANSWER_CONSULTATION}))
REGIONAL = Granter(4, is_steward=False, permissions=frozenset({Permission.REVIEW_APPLICATIONS}))
SPEAKER = Granter(5, is_steward=False, permissions=frozenset({Permission.CAST_VOTE}))
NOBODY = Granter(6, is_steward=False, permissions=frozenset())

# role -> who may grant it, of the six above
TABLE = {
    RoleCode.ACCOUNTABLE_OFFICER: {OFFICER, STEWARD},
    RoleCode.AUDIT_CHAIR: {OFFICER},
    RoleCode.GOVERNANCE_OFFICER: {OFFICER, STEWARD},
    RoleCode.GOVERNING_BODY_MEMBER: {OFFICER},
    RoleCode.LAY_MEMBER: {OFFICER},
    RoleCode.GP_MEMBER: {OFFICER},
    RoleCode.GUARDIAN: {OFFICER},
    RoleCode.FINANCE_OFFICER: {OFFICER},
    RoleCode.REGISTERED_NURSE: {OFFICER},
    RoleCode.SECONDARY_CARE: {OFFICER},
    RoleCode.COMMITTEE_SECRETARY: {OFFICER},
    RoleCode.AUDITOR: {OFFICER},
    RoleCode.REPRESENTATIVE: {OFFICER},
    RoleCode.DEPUTY: {OFFICER, SPEAKER},
    RoleCode.LMC_REVIEWER: {STEWARD, REVIEWER},
    RoleCode.REGIONAL_OFFICER: {STEWARD, REGIONAL},
}


def held(role=RoleCode.LAY_MEMBER, person=9, ccgs=("09W",), organisation="NHS Medway CCG", **dates):
    return Held(person, role, organisation, frozenset(ccgs), **({"starts_at": NOW} | dates))


def found(wanted, *others, granter=OFFICER, reason="Appointed", allowed=1):
    return [
        blocker.rule
        for blocker in blockers(wanted, granter=granter, reason=reason, others=others, representatives_allowed=allowed)
    ]


def test_no_role_is_forgotten():
    assert set(TABLE) == set(RoleCode)
    assert set(ROLES) == set(RoleCode.values)
    carried = {p for role in ROLES.values() for p in role.permissions}
    assert carried == set(Permission)


@pytest.mark.parametrize("role", RoleCode)
def test_who_may_grant_what(role):
    everybody = {OFFICER, STEWARD, REVIEWER, REGIONAL, SPEAKER, NOBODY}
    assert {granter for granter in everybody if may_grant(role, granter)} == TABLE[role]


@pytest.mark.parametrize("kind", OrganisationKind)
def test_every_kind_of_organisation_has_its_permissions(kind):
    codenames = {codename for codename, _ in permissions_of_kind(kind)}
    assert codenames == {str(p.value) for role in ROLES.values() if role.kind == kind for p in role.permissions}


def test_nothing_stands_in_the_way():
    assert found(held()) == []


@pytest.mark.parametrize(
    ("change", "rules"),
    [
        ({"reason": " "}, ["POST-01"]),
        ({"granter": NOBODY}, ["POST-03"]),
        ({"granter": replace(OFFICER, person_id=9)}, ["POST-06"]),
    ],
)
def test_reason_right_and_not_for_oneself(change, rules):
    assert found(held(), **change) == rules


def test_ends_after_it_starts():
    assert found(held(ends_at=NOW)) == ["POST-02"]
    assert found(held(ends_at=NOW + timedelta(seconds=1))) == []


@pytest.mark.parametrize("pair", INCOMPATIBLE, ids=lambda pair: pair.rule)
def test_incompatible_posts_either_way_round(pair):
    everything = frozenset(Permission)
    for one in pair.one:
        for other in pair.other:
            for new, old in ((one, other), (other, one)):
                wanted, present = held(new, organisation="A"), held(old, organisation="B")
                granter = Granter(1, is_steward=True, permissions=everything)
                assert found(wanted, present, granter=granter) == [pair.rule]
                assert found(wanted, replace(present, ccg_codes=frozenset({"00C"})), granter=granter) == []
                assert found(wanted, replace(present, ends_at=NOW), granter=granter) == []
                assert found(wanted, replace(present, person_id=8), granter=granter) == []


@pytest.mark.parametrize(
    ("role", "rule"),
    [
        (RoleCode.ACCOUNTABLE_OFFICER, ["POST-08"]),
        (RoleCode.REPRESENTATIVE, ["VOT-11"]),
        (RoleCode.DEPUTY, []),
        (RoleCode.LAY_MEMBER, []),
    ],
)
def test_one_holder_where_the_post_is_single(role, rule):
    assert found(held(role), held(role, person=8)) == rule


def test_as_many_representatives_as_the_constitution_says():
    wanted, present = held(RoleCode.REPRESENTATIVE), held(RoleCode.REPRESENTATIVE, person=8)
    assert found(wanted, present, allowed=2) == []
    assert found(wanted, present, held(RoleCode.REPRESENTATIVE, person=7), allowed=2) == ["VOT-11"]


def test_the_same_post_twice_and_one_after_the_other():
    assert found(held(), held()) == ["POST-07"]
    assert found(held(), held(starts_at=NOW - timedelta(days=9), ends_at=NOW)) == []

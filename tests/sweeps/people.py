"""The people of the role matrix: who stands for each column, and who does the same at another organisation."""

from dataclasses import dataclass
from typing import Any

from ccgs.models import CCG
from ccgs.terms import roles as terms
from ccgs.terms.roles import OrganisationKind, RoleCode
from cocommission.shared.models import Person
from tests.factories.ccgs_people import person, post
from tests.factories.world import World
from tests.sweeps.who import COLUMNS, HOLDERS, ROLES, P

# Columns that the small country calls by another name.
CALLED = {"governance_officer": "officer", "committee_secretary": "secretary"}
# Posts of which a CCG has one; the other CCG's holders are people of their own.
ONE_EACH = {"accountable_officer": "there_accountable_officer", "audit_chair": "there_audit_chair"}


def people_of(world: World) -> dict[str, Person]:
    """Everybody who signs in, by column; people at the other CCG begin with `there_`. Fills the posts nobody holds."""
    found = {}
    for column in COLUMNS:
        key = CALLED.get(column, column)
        if column in ROLES and key not in world.people:
            _hold(world, key, RoleCode[column.upper()], world.ccg)
        if column != "public":
            found[column] = world.steward if column == "steward" else world.people[key]
    return found | _there(world)


def _hold(world: World, key: str, role: str, ccg: CCG) -> None:
    world.people[key] = world.people.get(key) or person(key.replace("_", " ").title(), f"{key}@example.invalid")
    world.posts[key] = post(role, ccg, world.people[key])


def _there(world: World) -> dict[str, Person]:
    """Whoever may do at the other CCG, its LMC and region what the columns may do here."""
    for role in terms.ROLES.values():
        if role.kind == OrganisationKind.CCG and role.code.lower() not in ONE_EACH:
            _hold(world, "there_officer", role.code, world.other_ccg)
    _hold(world, "there_audit_chair", RoleCode.AUDIT_CHAIR, world.other_ccg)
    return {
        "there_officer": world.people["there_officer"],
        "there_audit_chair": world.people["there_audit_chair"],
        "there_accountable_officer": world.people["other_accountable_officer"],
        "there_representative": world.people["foreign_representative"],
        "there_lmc_reviewer": world.people["other_lmc_reviewer"],
        "there_regional_officer": world.people["other_region_officer"],
    }


@dataclass(frozen=True)
class Other:
    """The other organisation of a kind: its code, the first one's name, and who holds posts in both."""

    code: str
    not_shown: str
    shared: dict[str, str]


def others_of(world: World) -> dict[str, Other]:
    """The other organisation of the same kind for each that the rows are about, by code."""
    far = world.far_ccg.code
    both: dict[str, Any] = {"lmc_reviewer": far, "regional_officer": far}  # of the first and of the second CCG
    return {
        world.ccg.code: Other(world.other_ccg.code, world.ccg.name, both),
        world.lmc.code: Other(world.other_lmc.code, world.lmc.name, {}),
        world.region.code: Other(world.other_region.code, world.region.name, {}),
        world.practices[0].code: Other(world.other_practices[0].code, world.practices[0].name, {}),
    }


def strangers_at(other: Other) -> dict[str, str]:
    """The public and each role of the first organisation, with the code of one in which they hold nothing."""
    return {column: other.shared.get(column, other.code) for column in ("public", *ROLES)}


def holders_at(other: Other, let_in: set[str]) -> dict[str, str]:
    """People who may do at the other organisation what the columns `let_in` may do at the first; one is enough."""
    if not other.shared:  # an LMC, a region, a practice
        found = {f"there_{column}" for column in ("lmc_reviewer", "regional_officer") if column in let_in}
        return dict.fromkeys(found, other.code)
    found = let_in & {*other.shared}
    if let_in & {*ROLES} - {*other.shared, *ONE_EACH, *HOLDERS[P.CAST_VOTE]}:
        found |= {"there_officer"}
    else:
        found |= {ONE_EACH[column] for column in {*ONE_EACH} & let_in}
    if {*HOLDERS[P.CAST_VOTE]} <= let_in:  # one alone is let in as themselves, not as a voter
        found |= {"there_representative"}
    return dict.fromkeys(found, other.code)

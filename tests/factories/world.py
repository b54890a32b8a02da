"""A small country: one CCG with five practices and a person in every role, and enough others to be refused.

Asked for as the fixture ``world``. Practices, patients and people are invented.
"""

from dataclasses import dataclass, field
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from ccgs.models import (
    CCG,
    LMC,
    Constitution,
    ListSize,
    ListSizeRelease,
    MemberPractice,
    Post,
    PracticeVersion,
    Region,
)
from ccgs.terms.roles import RoleCode
from cocommission.shared.models import Person
from tests.factories.ccgs_people import LONG_AGO, constitution, lmc, person, post, steward
from tests.factories.scenes import once

WHY = "Made for a test"
PRACTICES = (
    ("G82001", "Amber Lane Surgery", 12_000),
    ("G82002", "Birch Road Surgery", 8_000),
    ("G82003", "Copper Hill Practice", 6_120),
    ("G82004", "Dune View Medical Centre", 3_880),
    ("G82005", "Elm Tree Practice", 1_999),
)
OTHER_PRACTICES = (("H81001", "Fern Bank Surgery", 9_000), ("H81002", "Gorse Hill Practice", 4_500))
FAR_PRACTICES = (("A81001", "Heather Moor Surgery", 7_000),)


@dataclass
class World:
    """What ``build_world`` made. People are also in ``people``, by the names that the role matrix uses."""

    now: datetime
    steward: Person
    region: Region
    other_region: Region
    ccg: CCG
    other_ccg: CCG
    far_ccg: CCG
    practices: list[MemberPractice]
    other_practices: list[MemberPractice]
    far_practices: list[MemberPractice]
    release: ListSizeRelease
    lmc: LMC
    other_lmc: LMC
    constitution: Constitution
    other_constitution: Constitution
    people: dict[str, Person] = field(default_factory=dict)
    posts: dict[str, Post] = field(default_factory=dict)
    representatives: dict[str, Person] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        people = self.__dict__.get("people", {})
        if name in people:
            return people[name]
        raise AttributeError(name)


ROLES_OF_CCG = {
    "officer": (RoleCode.GOVERNANCE_OFFICER, "Olive Officer"),
    "second_officer": (RoleCode.GOVERNANCE_OFFICER, "Oscar Officer"),
    "accountable_officer": (RoleCode.ACCOUNTABLE_OFFICER, "Ada Accountable"),
    "audit_chair": (RoleCode.AUDIT_CHAIR, "Arthur Audit"),
    "lay_member": (RoleCode.LAY_MEMBER, "Lionel Lay"),
    "governing_body_member": (RoleCode.GOVERNING_BODY_MEMBER, "Greta Governing"),
    "gp_member": (RoleCode.GP_MEMBER, "Gordon Doctor"),
    "secretary": (RoleCode.COMMITTEE_SECRETARY, "Selma Secretary"),
    "auditor": (RoleCode.AUDITOR, "Audrey Auditor"),
}


def region(code: str, name: str) -> Region:
    """A region of NHS England."""
    return Region(code=code, name=name, opened_on=LONG_AGO.date()).record(by=steward(), at=LONG_AGO, why=WHY)


def ccg(code: str, name: str, of: Region) -> CCG:
    """A CCG of the region ``of``."""
    row = CCG(code=code, name=name, region=of, opened_on=LONG_AGO.date())
    return row.record(by=steward(), at=LONG_AGO, why=WHY)


def practice(code: str, name: str, patients: int, of: CCG, release: ListSizeRelease) -> MemberPractice:
    """An active GP practice of the CCG ``of`` with registered patients."""
    by, on = steward(), LONG_AGO.date()
    row = MemberPractice(code=code, name=name, opened_on=on).record(by=by, at=LONG_AGO, why=WHY)
    PracticeVersion(
        practice=row, name=name, ccg=of, parent_code=of.code, status="A", setting=4, opened_on=on, from_on=on
    ).record(by=by, at=LONG_AGO, why=WHY)
    ListSize(release=release, practice=row, patients=patients).record(by=by, at=LONG_AGO, why=WHY)
    return row


def build_world(now: datetime) -> World:
    """The small country at ``now``; every post began on 1 April 2013 and has no end."""
    return once(_build, now)


def _build(now: datetime) -> World:
    by = steward()
    south, north = region("Y57", "South of England"), region("Y54", "North of England")
    medway = ccg("09W", "NHS Medway CCG", south)
    other = ccg("09J", "NHS Dartford, Gravesham and Swanley CCG", south)
    far = ccg("00C", "NHS Darlington CCG", north)
    release = ListSizeRelease(from_on=LONG_AGO.date(), label="Made for a test").record(by=by, at=LONG_AGO, why=WHY)
    made = SimpleNamespace(
        medway=[practice(*row, medway, release) for row in PRACTICES],
        other=[practice(*row, other, release) for row in OTHER_PRACTICES],
        far=[practice(*row, far, release) for row in FAR_PRACTICES],
    )
    world = World(
        now=now,
        steward=by,
        region=south,
        other_region=north,
        ccg=medway,
        other_ccg=other,
        far_ccg=far,
        practices=made.medway,
        other_practices=made.other,
        far_practices=made.far,
        release=release,
        lmc=lmc("KENT", "Kent LMC", (medway, other)),
        other_lmc=lmc("CLEV", "Cleveland LMC", (far,)),
        constitution=constitution(medway),
        other_constitution=constitution(other),
    )
    _people(world)
    return world


def _hold(world: World, key: str, role: str, organisation: Any, name: str) -> Person:
    world.people[key] = person(name, f"{key}@example.invalid")
    world.posts[key] = post(role, organisation, world.people[key])
    return world.people[key]


def _people(world: World) -> None:
    for key, (role, name) in ROLES_OF_CCG.items():
        _hold(world, key, role, world.ccg, name)
    _hold(world, "other_officer", RoleCode.GOVERNANCE_OFFICER, world.other_ccg, "Ottilie Otherwhere")
    _hold(world, "other_accountable_officer", RoleCode.ACCOUNTABLE_OFFICER, world.other_ccg, "Alma Otherwhere")
    _hold(world, "lmc_reviewer", RoleCode.LMC_REVIEWER, world.lmc, "Lena Committee")
    _hold(world, "other_lmc_reviewer", RoleCode.LMC_REVIEWER, world.other_lmc, "Lars Committee")
    _hold(world, "regional_officer", RoleCode.REGIONAL_OFFICER, world.region, "Regina Regional")
    _hold(world, "other_region_officer", RoleCode.REGIONAL_OFFICER, world.other_region, "Rufus Regional")
    keys = ["representative", "other_representative", "third_representative", "fourth_representative"]
    keys += ["fifth_representative"]
    for key, place in zip(keys, world.practices, strict=True):
        name = f"Robin {place.name.split()[0]}"
        world.representatives[place.code] = _hold(world, key, RoleCode.REPRESENTATIVE, place, name)
    for key, place in zip(["foreign_representative", "second_foreign"], world.other_practices, strict=True):
        world.representatives[place.code] = _hold(
            world, key, RoleCode.REPRESENTATIVE, place, f"Robin {place.name.split()[0]}"
        )
    _hold(world, "far_representative", RoleCode.REPRESENTATIVE, world.far_practices[0], "Robin Heather")
    _hold(world, "deputy", RoleCode.DEPUTY, world.practices[0], "Dora Deputy")
    world.people["nobody"] = person("Nora Nobody", "nobody@example.invalid")

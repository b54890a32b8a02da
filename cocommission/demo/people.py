"""Invented people in every post, each post granted by somebody who may grant it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ccgs.actions.people import invite_person
from ccgs.actions.posts import grant_post
from ccgs.models import CCG, LMC, MemberPractice, Region
from ccgs.queries.members import members_at
from ccgs.terms import RoleCode
from cocommission.demo.names import address_of, person_names
from cocommission.shared.clock import london
from cocommission.shared.models import Person

WHY = "Demonstration: an invented person in an invented post"


@dataclass
class Team:
    """The people of one CCG."""

    ccg: CCG
    officer: Person
    accountable_officer: Person
    audit_chair: Person
    lay_member: Person
    secretary: Person
    others: list[Person] = field(default_factory=list)
    representatives: dict[int, Person] = field(default_factory=dict)


class Cast:
    """Invites people and grants posts, with a supply of names that never gives one twice."""

    def __init__(self, steward: Person) -> None:
        self.steward = steward
        self.names: Iterator[str] = person_names()
        self.reviewers: dict[str, Person] = {}
        self.regional_officers: dict[str, Person] = {}

    def person(self, organisation: Any, *, by: Person, now: datetime) -> Person:
        """Somebody new, known to `organisation`."""
        name = next(self.names)
        return invite_person(email=address_of(name), name=name, organisation=organisation, by=by, now=now)

    def appoint(
        self, role: str, organisation: Any, *, by: Person, now: datetime, person: Person | None = None
    ) -> Person:
        """`person`, or somebody new, takes up a post from `now` on."""
        holder = person or self.person(organisation, by=by, now=now)
        grant_post(person=holder, role=role, organisation=organisation, starts_at=now, reason=WHY, by=by, now=now)
        return holder

    def appoint_nationally(self, *, now: datetime) -> None:
        """A regional officer for each region, two reviewers for each LMC."""
        for region in Region.objects.order_by("code"):
            self.regional_officers[region.code] = self.appoint(
                RoleCode.REGIONAL_OFFICER, region, by=self.steward, now=now
            )
        for lmc in LMC.objects.order_by("code"):
            self.reviewers[lmc.code] = self.appoint(RoleCode.LMC_REVIEWER, lmc, by=self.steward, now=now)

    def team(self, ccg: CCG, *, now: datetime, everyone: bool = True) -> Team:
        """The officers of a CCG; with `everyone` the whole governing body and its secretary."""
        officer = self.appoint(RoleCode.GOVERNANCE_OFFICER, ccg, by=self.steward, now=now)
        roles = [RoleCode.ACCOUNTABLE_OFFICER, RoleCode.AUDIT_CHAIR, RoleCode.LAY_MEMBER]
        accountable, audit, lay = (self.appoint(role, ccg, by=officer, now=now) for role in roles)
        secretary: Person = officer
        others: list[Person] = []
        if everyone:
            secretary = self.appoint(RoleCode.COMMITTEE_SECRETARY, ccg, by=officer, now=now)
            more = (RoleCode.GP_MEMBER, RoleCode.GP_MEMBER, RoleCode.GOVERNING_BODY_MEMBER, RoleCode.AUDITOR)
            others = [self.appoint(role, ccg, by=officer, now=now) for role in more]
        return Team(ccg, officer, accountable, audit, lay, secretary, others)

    def represent(self, team: Team, *, now: datetime, shared: int = 0, at_most: int | None = None) -> None:
        """A representative for every member practice, or for the first `at_most` of them; the first representative
        acts for `shared` more practices too."""
        members = members_at(team.ccg, london(now).date())[:at_most]
        practices = MemberPractice.objects.in_bulk([member.practice_id for member in members])
        first: Person | None = None
        for index, member in enumerate(members):
            practice = practices[member.practice_id]
            person = first if first is not None and index <= shared else None
            holder = self.appoint(RoleCode.REPRESENTATIVE, practice, by=team.officer, now=now, person=person)
            first = first or holder
            team.representatives[practice.pk] = holder

"""People, posts, LMCs and constitutions for tests. Names are plainly invented."""

from datetime import date, datetime
from itertools import count
from typing import Any

from ccgs.actions.grants import sync_grants
from ccgs.models import CCG, LMC, Constitution, LMCArea, PartnerBody, PartnerLink, Post, VotingRule
from ccgs.models.constitutions import hash_of_text
from ccgs.models.posts import ORGANISATION_FIELDS
from ccgs.queries.rights import rights_of
from ccgs.rules.voting import VotingRuleTerms, hash_of_rules
from ccgs.terms.constitutions import ChecklistItem, ConstitutionState
from ccgs.terms.roles import ROLES
from ccgs.terms.voting import Decides, ThresholdBase
from cocommission.shared.clock import LONDON
from cocommission.shared.models import Person

LONG_AGO = datetime(2013, 4, 1, tzinfo=LONDON)
_numbers = count(1)

CONSTITUTION_TEXT = """# Constitution of {name}

## 1 Name

The name of the group is {name}.

## 2 Members

The members of the group are the practices listed in appendix A.

## 3 Area

The area of the group is that of its member practices.

## 4 Decisions of the members

4.1 Each practice has one vote, cast by its representative.

4.2 A change of this constitution needs at least 75% of the votes cast, on 14 days' notice.

4.3 Any other question needs more than half of the votes cast.

## 5 Functions

5.1 The governing body discharges the functions of the group.

5.2 Meetings of the governing body are held in public.

## 6 Conflicts of interest

The group keeps registers of interests and publishes them, as section 14O of the Act requires.

## 7 Participation

Each member takes part in the decisions of the group through its representative.
"""
CHECKLIST = {
    ChecklistItem.NAME: "1",
    ChecklistItem.MEMBERS: "2",
    ChecklistItem.AREA: "3",
    ChecklistItem.FUNCTIONS: "5.1",
    ChecklistItem.DECISIONS: "4",
    ChecklistItem.TRANSPARENCY: "5.2",
    ChecklistItem.CONFLICTS: "6",
    ChecklistItem.PARTICIPATION: "7",
}
CHANGE_RULE = VotingRuleTerms(
    decides=Decides.CONSTITUTION_CHANGE,
    clause="4.2",
    clause_text="A change of this constitution needs at least 75% of the votes cast, on 14 days' notice.",
    threshold_numerator=75,
    threshold_denominator=100,
    strict=False,
    base=ThresholdBase.CAST,
    notice_days=14,
)
ANY_RULE = VotingRuleTerms(
    decides=Decides.ANY,
    clause="4.3",
    clause_text="Any other question needs more than half of the votes cast.",
    threshold_numerator=1,
    threshold_denominator=2,
    strict=True,
    base=ThresholdBase.CAST,
    notice_days=0,
)


def person(name: str = "", email: str = "", **fields: Any) -> Person:
    """Somebody who can sign in; without a name an invented one."""
    number = next(_numbers)
    name = name or f"Invented Person {number}"
    email = email or f"{name.lower().replace(' ', '.')}.{number}@example.invalid"
    return Person.objects.create_user(email, None, name=name, **fields)


def steward() -> Person:
    """The national data steward."""
    return Person.objects.filter(is_staff=True).first() or person("Stella Steward", is_staff=True)


def post(
    role: str,
    organisation: Any,
    holder: Person | None = None,
    *,
    starts_at: datetime = LONG_AGO,
    ends_at: datetime | None = None,
    now: datetime | None = None,
    by: Person | None = None,
) -> Post:
    """A post and its permission rows, written past the rules of granting. ``now``: when it was granted."""
    granter, granted_at = by or steward(), now or starts_at
    row = Post(
        person=holder or person(),
        role=role,
        starts_at=starts_at,
        ends_at=ends_at,
        reason="Made for a test",
        requires_totp=ROLES[role].needs_totp,
        granted_at=granted_at,
        granted_by=granter,
        **{ORGANISATION_FIELDS[ROLES[role].kind]: organisation},
    ).record(by=granter, at=granted_at, why="Made for a test")
    sync_grants(person=row.person, organisation=organisation, now=granted_at)
    return row


def lmc(code: str = "KENT", name: str = "Kent LMC", ccgs: tuple[CCG, ...] = (), from_on: date | None = None) -> LMC:
    """An LMC that covers ``ccgs``."""
    by = steward()
    row = LMC(code=code, name=name).record(by=by, at=LONG_AGO, why="Made for a test")
    for ccg in ccgs:
        LMCArea(lmc=row, ccg=ccg, from_on=from_on or LONG_AGO.date()).record(by=by, at=LONG_AGO, why="Made for a test")
    return row


def voting_rule(constitution: Constitution, terms: VotingRuleTerms) -> VotingRule:
    """A voting rule of a version, written past the rules of editing."""
    row = VotingRule(constitution=constitution, **{k: getattr(terms, k) for k in VotingRuleTerms.__dataclass_fields__})
    return row.record(by=steward(), at=LONG_AGO, why="Made for a test")


def constitution(
    ccg: CCG,
    state: str = ConstitutionState.IN_FORCE,
    *,
    number: int | None = None,
    text: str | None = None,
    rules: tuple[VotingRuleTerms, ...] = (CHANGE_RULE, ANY_RULE),
    at: datetime = LONG_AGO,
    in_force_to_at: datetime | None = None,
    based_on: Constitution | None = None,
    **fields: Any,
) -> Constitution:
    """A version in any state with the dates and people that the state needs, its checklist done, and ``rules``."""
    by = steward()
    text = CONSTITUTION_TEXT.format(name=ccg.name) if text is None else text
    number = number or (Constitution.objects.filter(ccg=ccg).count() + 1)
    reached = [
        ConstitutionState.DRAFT,
        ConstitutionState.PROPOSED,
        ConstitutionState.ADOPTED,
        ConstitutionState.APPROVED,
        ConstitutionState.IN_FORCE,
        ConstitutionState.SUPERSEDED,
    ]
    step = reached.index(ConstitutionState(state))
    values: dict[str, Any] = {"drafted_at": at, "drafted_by": by}
    values["checklist"] = {str(item): clause for item, clause in CHECKLIST.items()}
    for index, stem in enumerate(["proposed", "adopted", "approved"], start=1):
        if step >= index:
            values |= {f"{stem}_at": at, f"{stem}_by": by}
    if step >= 2:
        values["adoption_evidence"] = {"what": "Made for a test"}
    if step >= 3:
        values["approval_reasons"] = "Made for a test"
    if step >= 4:
        values |= {"in_force_from_at": at, "in_force_to_at": in_force_to_at}
    row = Constitution(
        ccg=ccg,
        number=number,
        title=f"Version {number}",
        text=text,
        text_hash=hash_of_text(text),
        rules_hash=hash_of_rules(rules),
        based_on=based_on,
        **(values | fields),
    ).record(by=by, at=at, why="Made for a test")
    for terms in rules:
        voting_rule(row, terms)
    if state != ConstitutionState.DRAFT:
        row.state = state
        row.record(by=by, at=at, why="Made for a test")
    return row


def partner(ccg: CCG, kind: str = "HEALTHWATCH", name: str = "Healthwatch Somewhere") -> PartnerLink:
    """A partner body that covers ``ccg``."""
    by = steward()
    body = PartnerBody(kind=kind, name=name).record(by=by, at=LONG_AGO, why="Made for a test")
    row = PartnerLink(body=body, ccg=ccg, from_on=LONG_AGO.date())
    return row.record(by=by, at=LONG_AGO, why="Made for a test")


def may(who: Person, permission: str, organisation: Any, now: datetime) -> bool:
    """Whether the person may do that in the organisation at a moment, as the product asks it."""
    return rights_of(who, now).may(permission, organisation)

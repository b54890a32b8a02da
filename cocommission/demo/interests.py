"""Two years on Medway's register of interests: most is declared around the annual round, hardly anything in August."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from cocommission.demo.clock import Clock, later
from cocommission.demo.live import Today
from cocommission.demo.people import Team
from cocommission.shared.clock import london
from cocommission.shared.models import Person
from conflicts.actions.bodies import find_or_add_body
from conflicts.actions.interests.changing import end_interest
from conflicts.actions.interests.guided import declare_with_body
from conflicts.actions.interests.reviewing import review_interest
from conflicts.models import Body, Interest
from conflicts.rules.interests import DeclarationFacts
from conflicts.terms import BodyKind, Capacity, InterestType, Occasion, Relationship
from pccc.terms import SeatRole

AUGUST = 8
ROUND = 150
NOTED = "Declares it when an item concerns the organisation. Takes no part in decisions about it."


@dataclass(frozen=True, slots=True)
class Line:
    """One entry: declared `days` from today (below zero: before), by the holder of a seat, and for how many days."""

    days: int
    role: str
    number: int
    kind: str
    capacity: str
    words: str
    body_kind: str
    body: str
    lasts: int = 0


YEARS = (
    Line(-560, SeatRole.LOCAL_GP, 1, InterestType.PROFESSIONAL, Capacity.LOCUM, "Sessions at weekends",
         BodyKind.COMPANY, "Estuary Out of Hours (invented)", lasts=130),
    Line(-500, SeatRole.SECONDARY_CARE, 0, InterestType.PROFESSIONAL, Capacity.MEMBER, "Member of the research group",
         BodyKind.OTHER, "Long Term Conditions Research (invented)", lasts=150),
    Line(-341, SeatRole.LAY_MEMBER, 0, InterestType.PERSONAL, Capacity.TRUSTEE, "Trustee, unpaid",
         BodyKind.CHARITY, "Friends of the Hospice (invented)", lasts=150),
    Line(-297, SeatRole.NURSE, 0, InterestType.PROFESSIONAL, Capacity.OFFICE_HOLDER, "Visiting lecturer",
         BodyKind.PUBLIC_BODY, "Riverside School of Nursing (invented)"),
    Line(-288, SeatRole.LOCAL_GP, 0, InterestType.PROFESSIONAL, Capacity.MEMBER, "Examiner, four days a year",
         BodyKind.OTHER, "Examiners of General Practice (invented)"),
    Line(-236, SeatRole.LAY_MEMBER, 1, InterestType.PERSONAL, Capacity.TRUSTEE, "Chair of the trustees",
         BodyKind.CHARITY, "Carers of the Estuary (invented)"),
    Line(-176, SeatRole.FINANCE_OFFICER, 0, InterestType.INDIRECT, Capacity.EMPLOYEE, "Sells software to hospitals",
         BodyKind.COMPANY, "Ledgerline Software (invented)"),
    Line(-163, SeatRole.SECONDARY_CARE, 0, InterestType.FINANCIAL, Capacity.DIRECTOR, "Private clinic, one day a week",
         BodyKind.COMPANY, "Castle Street Clinic (invented)"),
    Line(-161, SeatRole.LAY_MEMBER, 0, InterestType.FINANCIAL, Capacity.OWNER, "Advice to housing associations",
         BodyKind.COMPANY, "Home Matters Advice (invented)", lasts=100),
    Line(-159, SeatRole.DIRECTOR, 0, InterestType.PROFESSIONAL, Capacity.MEMBER, "Member of the editorial board",
         BodyKind.OTHER, "Journal of Local Commissioning (invented)"),
    Line(-158, SeatRole.CHIEF_OFFICER, 0, InterestType.PERSONAL, Capacity.OFFICE_HOLDER, "School governor",
         BodyKind.PUBLIC_BODY, "Hillside Primary School (invented)"),
    Line(-157, SeatRole.NURSE, 0, InterestType.INDIRECT, Capacity.EMPLOYEE, "Pharmacist there",
         BodyKind.TRUST, "Three Rivers Hospital (invented)"),
    Line(-97, SeatRole.LOCAL_GP, 1, InterestType.PERSONAL, Capacity.MEMBER, "Member of the council",
         BodyKind.CHARITY, "Estuary Sailing for All (invented)", lasts=60),
    Line(-61, SeatRole.LAY_MEMBER, 1, InterestType.FINANCIAL, Capacity.CONSULTANT, "Two days of advice a month",
         BodyKind.PUBLIC_BODY, "Northbank Council (invented)"),
    Line(-26, SeatRole.DIRECTOR, 0, InterestType.INDIRECT, Capacity.DIRECTOR, "Director",
         BodyKind.COMPANY, "Marsh Lane Transport (invented)"),
)  # fmt: skip
"""The annual round ends ROUND days before today; nobody here is tied to an organisation that an item affects."""


def declare(
    team: Team, person: Person, body: Body, facts: DeclarationFacts, now: datetime, occasion: str = Occasion.CHANGE
) -> Interest:
    """A declaration in the person's own sign-in."""
    return declare_with_body(
        ccg=team.ccg, person=person, by=person, now=now, form_token=uuid4(), occasion=occasion,
        body_key=f"body:{body.pk}", typed=None, facts=facts,
    )  # fmt: skip


def declare_lines(
    team: Team, people: dict[str, list[Person]], clock: Clock, today: Today, lines: Iterable[Line]
) -> None:
    """Entries, each on its day: declared, signed off two days later, and ended where it ends by today."""
    for line in lines:
        now = clock.at(_not_in_august(today.at(line.days, 15)))
        person = people[line.role][line.number]
        body = find_or_add_body(kind=line.body_kind, name=line.body, by=team.officer, now=now)
        since = london(now).date() - timedelta(days=9)
        interest = declare(team, person, body, facts_of(line.kind, line.capacity, line.words, since), now)
        review_interest(interest=interest, mitigation=NOTED, by=team.officer, now=clock.at(later(now, 2)))
        if line.lasts:
            over = clock.at(later(now, line.lasts))
            end_interest(interest=interest, ended_on=london(over).date(), by=person, now=over)


def _not_in_august(at: datetime) -> datetime:
    """Who would declare in August, or be signed off in it, does so in the weeks before."""
    return later(at, -34) if AUGUST in (london(at).month, london(later(at, 2)).month) else at


def facts_of(kind: str, capacity: str, words: str, since: date) -> DeclarationFacts:
    """What is declared of an interest that arose, and was known, on the day `since`."""
    indirect = kind == InterestType.INDIRECT
    return DeclarationFacts(
        kind=kind,
        capacity=capacity,
        description=words,
        arose_on=since,
        aware_on=since,
        relationship=Relationship.SPOUSE if indirect else "",
        relationship_words="My wife works there" if indirect else "",
    )

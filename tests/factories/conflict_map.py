"""A committee with seats, a meeting with items, and ties of its members. Rows are written past the actions."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4

from cocommission.shared.clock import london
from cocommission.shared.models import Person
from conflicts.models import Body, BodyLink, Interest, WorkLink
from conflicts.terms import BodyKind, Capacity, InterestType, LinkKind, Occasion
from pccc.models import (
    AgendaItem,
    Attendance,
    Committee,
    Meeting,
    MeetingDeclaration,
    Membership,
    Seat,
    TermsOfReference,
)
from pccc.terms import AttendanceKind, CommitteeKind, CommitteeState, ItemKind, MeetingState, Office, SeatRole
from tests.factories.ccgs_people import LONG_AGO, person, steward

WHY = "Made for a test"
_numbers = count(1)
LONG_AGO_ON = date(2013, 4, 1)


def body(name: str = "", kind: str = BodyKind.FEDERATION, *, practice: Any = None, **more: Any) -> Body:
    """An organisation; of a practice, the practice's."""
    if practice is not None:
        more |= {"practice": practice, "ods_code": practice.code}
        name, kind = str(practice.name), BodyKind.PRACTICE
    row = Body(kind=kind, name=name or f"Invented organisation {next(_numbers)}", added_at=LONG_AGO, **more)
    return row.record(by=None, at=more.get("added_at", LONG_AGO), why=WHY)


def stake(
    holder: Body,
    held: Body,
    kind: str = LinkKind.SHAREHOLDER,
    from_on: date = LONG_AGO_ON,
    to_on: date | None = None,
    *,
    at: datetime = LONG_AGO,
) -> BodyLink:
    """`holder` is, say, a shareholder of `held`."""
    row = BodyLink(holder=holder, held=held, kind=kind, from_on=from_on, to_on=to_on, source=WHY, recorded_at=at)
    return row.record(by=None, at=at, why=WHY)


def works(
    who: Person,
    where: Body,
    capacity: str = Capacity.PARTNER,
    from_on: date = LONG_AGO_ON,
    to_on: date | None = None,
    *,
    at: datetime = LONG_AGO,
) -> WorkLink:
    """Where somebody is known to work."""
    row = WorkLink(person=who, body=where, capacity=capacity, from_on=from_on, to_on=to_on, source=WHY, recorded_at=at)
    return row.record(by=None, at=at, why=WHY)


def interest(
    ccg: Any,
    who: Person,
    where: Body,
    kind: str = InterestType.FINANCIAL,
    capacity: str = Capacity.PARTNER,
    *,
    at: datetime,
    **more: Any,
) -> Interest:
    """An interest on the CCG's register."""
    values = {"arose_on": LONG_AGO_ON, "aware_on": LONG_AGO_ON, "form_token": uuid4(), "description": WHY}
    row = Interest(
        ccg=ccg,
        person=who,
        number=Interest.objects.filter(ccg=ccg).count() + 1,
        position="Committee member",
        kind=kind,
        body=where,
        capacity=capacity,
        occasion=Occasion.APPOINTMENT,
        declared_at=at,
        declared_by=who,
        **(values | more),
    )
    return row.record(by=who, at=at, why=WHY)


def committee(ccg: Any, at: datetime) -> Committee:
    """A primary care commissioning committee that is active."""
    by = steward()
    number = Committee.objects.filter(ccg=ccg).count() + 1
    row = Committee(ccg=ccg, number=number, kind=CommitteeKind.PCCC, name="Primary Care Committee", drafted_at=LONG_AGO,
                    drafted_by=by)  # fmt: skip
    row.record(by=by, at=LONG_AGO, why=WHY)
    terms = TermsOfReference(committee=row, number=1, from_on=LONG_AGO_ON, quorum={"count": 1, "of": {}},
                             set_at=LONG_AGO, set_by=by)  # fmt: skip
    terms.record(by=by, at=LONG_AGO, why=WHY)
    row.state, row.activated_at, row.activated_by = CommitteeState.ACTIVE, LONG_AGO, by
    return row.record(by=by, at=LONG_AGO, why=WHY)


def sits(
    where: Committee,
    who: Person | None = None,
    role: str = SeatRole.LAY_MEMBER,
    *,
    office: str = Office.NONE,
    voting: bool = True,
    deputy: bool = False,
    seat: Seat | None = None,
    starts_at: datetime = LONG_AGO,
    ends_at: datetime | None = None,
) -> Membership:
    """Somebody in a seat of their own, or as a deputy in the seat of another."""
    by = steward()
    if seat is None:
        seat = Seat(committee=where, role=role, organisation="Somewhere", voting=voting, from_on=LONG_AGO_ON,
                    created_at=LONG_AGO, created_by=by)  # fmt: skip
        seat.record(by=by, at=LONG_AGO, why=WHY)
    row = Membership(
        seat=seat,
        person=who or person(),
        office=office,
        deputy=deputy,
        starts_at=starts_at,
        ends_at=ends_at,
        reason=WHY,
        appointed_at=LONG_AGO,
        appointed_by=by,
    )
    return row.record(by=by, at=LONG_AGO, why=WHY)


def meeting(where: Committee, at: datetime, *, days: int = 14, state: str = MeetingState.PLANNED) -> Meeting:
    """A meeting `days` after `at`."""
    by = steward()
    row = Meeting(
        committee=where,
        number=Meeting.objects.filter(committee=where).count() + 1,
        starts_at=at + timedelta(days=days),
        place="Town Hall",
        state=state,
        drafted_at=at,
        drafted_by=by,
    )
    return row.record(by=by, at=at, why=WHY)


def opens(of: Meeting, at: datetime, chair: Person | None = None) -> Meeting:
    """The meeting in session."""
    of.state, of.noticed_at, of.noticed_by = MeetingState.NOTICED, at, steward()
    of.record(by=steward(), at=at, why=WHY)
    of.state, of.opened_at, of.opened_by, of.chair = MeetingState.OPEN, at, steward(), chair
    return of.record(by=steward(), at=at, why=WHY)


def item(
    of: Meeting,
    *affected: Body,
    kind: str = ItemKind.DECISION,
    functions: tuple[str, ...] = ("CONTRACTS",),
    every: bool = False,
    title: str = "A contract",
    **more: Any,
) -> AgendaItem:
    """The next item of the agenda."""
    row = AgendaItem(
        meeting=of,
        number=AgendaItem.objects.filter(meeting=of).count() + 1,
        title=title,
        kind=kind,
        functions=list(functions),
        affects_all_practices=every,
        added_at=of.drafted_at,
        added_by=steward(),
        **more,
    ).record(by=steward(), at=of.drafted_at, why=WHY)
    row.affected.set(affected)
    return row


def attends(of: Meeting, who: Person, kind: str = AttendanceKind.MEMBER, **more: Any) -> Attendance:
    """Somebody at a meeting."""
    values = {"position": "Member", "voting": True, "recorded_at": of.starts_at, "recorded_by": steward()}
    row = Attendance(meeting=of, person=who, kind=kind, **(values | more))
    return row.record(by=steward(), at=of.starts_at, why=WHY)


def declares(of: Meeting, who: Person, about: AgendaItem | None, at: datetime, **more: Any) -> MeetingDeclaration:
    """Somebody declares at a meeting."""
    values = {"nature": "I have a share", "declared_at": at, "recorded_by": steward(), "form_token": uuid4()}
    return MeetingDeclaration.objects.create(meeting=of, item=about, person=who, **(values | more))


def day_of(of: Meeting) -> date:
    """The day of a meeting."""
    return london(of.starts_at).date()

"""Who is in the room of a meeting and who counts for each item, from one fetch of its records (F-43, PCC-09)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time
from functools import cached_property

from django.db.models import Max

from ccgs.models import CCG
from cocommission.shared.clock import LONDON, london
from conflicts.models import DeclarationReturn, Interest
from conflicts.terms import InterestState
from pccc.models import (
    AgendaItem,
    Attendance,
    Meeting,
    MeetingDeclaration,
    Membership,
    Movement,
    Ruling,
    TermsOfReference,
)
from pccc.queries.composition import terms_at
from pccc.rules.presence import SITTING, Comer, Place, Step, places, sitters_for
from pccc.rules.quorum import QuorumResult, Sitter, quorate
from pccc.terms import AttendanceKind, SeatRole

NO_TERMS = {"count": 1, "of": {}}
"""Where no terms of reference are in force nothing more than one member is asked; no agenda is published without."""


def comer_of(row: Attendance, opened_at: datetime | None) -> Comer:
    """An attendance as the rules read it; `opened_at` is when those were there of whom no later arrival is known."""
    membership = row.membership
    apologies = row.kind == AttendanceKind.APOLOGIES
    return Comer(
        person_id=row.person_id,
        name=row.person.name,
        kind=row.kind,
        position=row.position,
        role=membership.seat.role if membership else row.role or SeatRole.OTHER,
        voting=row.voting,
        since_at=None if apologies else row.arrived_at or opened_at,
        office=membership.office if membership else "",
        organisation=membership.seat.organisation if membership else "",
        seat_id=membership.seat_id if membership else None,
        membership_id=row.membership_id,
        appointed_at=min(membership.starts_at, membership.appointed_at) if membership else None,
        until_at=_until(membership) if membership else None,
    )


def _until(membership: Membership) -> datetime | None:
    """When a membership stops to count: at its end, or with the first moment at which its seat is abolished."""
    to_on = membership.seat.to_on
    ends = [membership.ends_at, datetime.combine(to_on, time(), LONDON) if to_on is not None else None]
    return min((end for end in ends if end is not None), default=None)


def last_declared(ccg: CCG, people: Iterable[int]) -> dict[int, datetime]:
    """When each of these people last declared to the CCG's register: a return or an entry. Two statements."""
    ids = list(people)
    found: dict[int, datetime] = {}
    returns = DeclarationReturn.objects.filter(ccg=ccg, person__in=ids)
    entries = Interest.objects.filter(ccg=ccg, person__in=ids).exclude(state=InterestState.WITHDRAWN)
    for rows in (
        returns.order_by().values_list("person_id").annotate(last=Max("made_at")),
        entries.order_by().values_list("person_id").annotate(last=Max("declared_at")),
    ):
        for person_id, last in rows:
            found[person_id] = max(last, found.get(person_id, last))
    return found


def rulings_of(meeting: Meeting, at: datetime | None = None) -> dict[int, dict[int, str]]:
    """The latest ruling by item and person; with `at` of those made by then. One statement."""
    rows = Ruling.objects.filter(item__meeting=meeting)
    if at is not None:
        rows = rows.filter(ruled_at__lte=at)
    found: dict[int, dict[int, str]] = {}
    for item_id, person_id, ruled in rows.order_by("ruled_at", "pk").values_list("item_id", "person_id", "ruled"):
        found.setdefault(item_id, {})[person_id] = ruled
    return found


@dataclass(frozen=True)
class Room:
    """The records of one meeting, fetched once; everything else is worked out from them."""

    meeting: Meeting
    terms: TermsOfReference | None
    comers: tuple[Comer, ...]
    steps: tuple[Step, ...]
    rulings: dict[int, dict[int, str]]
    last_declared: dict[int, datetime] = field(default_factory=dict)
    spoke: frozenset[int] = frozenset()

    @cached_property
    def declared(self) -> dict[int, bool]:
        """By person: whether they declared since their appointment (COI-05).

        A temporary member declares at the meeting itself.
        """
        return {
            comer.person_id: self._declared(comer.person_id, comer.appointed_at)
            for comer in self.comers
            if comer.kind in SITTING
        }

    def _declared(self, person_id: int, since: datetime | None) -> bool:
        if since is None:
            return person_id in self.spoke
        last = self.last_declared.get(person_id)
        return last is not None and last >= since

    def places(self, at: datetime) -> list[Place]:
        """Everybody on the attendance list at a moment."""
        return places(self.comers, self.steps, at)

    def sitters(self, item: AgendaItem, at: datetime) -> list[Sitter]:
        """Members in the room for an item at a moment; not `eligible` who is ruled out or has not declared."""
        return sitters_for(self.places(at), self.rulings.get(item.pk, {}), self.declared)

    def quorum(self, item: AgendaItem, at: datetime) -> QuorumResult:
        """Whether they make a quorum for the item (PCC-09, PCC-10)."""
        return judged(self.terms, self.sitters(item, at))

    def comer(self, person_id: int | None) -> Comer | None:
        """The line of the attendance list about a person."""
        return next((comer for comer in self.comers if comer.person_id == person_id), None)

    def is_here(self, person_id: int | None, at: datetime) -> bool:
        """Whether the person is in the room."""
        return any(place.here for place in self.places(at) if place.comer.person_id == person_id)


def judged(terms: TermsOfReference | None, present: list[Sitter]) -> QuorumResult:
    """The quorum of these terms of reference on those present."""
    if terms is None:
        return quorate(NO_TERMS, present, lay_executive=False)
    return quorate(terms.quorum, present, lay_executive=terms.lay_executive_quorum)


def room_of(meeting: Meeting) -> Room:
    """The room of a meeting, in seven statements, however many items and people."""
    rows = Attendance.objects.filter(meeting=meeting).select_related("person", "membership__seat")
    comers = tuple(comer_of(row, meeting.opened_at) for row in rows.order_by("recorded_at", "pk"))
    moves = Movement.objects.filter(meeting=meeting).order_by("moved_at", "pk")
    spoke = MeetingDeclaration.objects.filter(meeting=meeting).order_by().values_list("person_id", flat=True)
    return Room(
        meeting=meeting,
        terms=terms_at(meeting.committee, london(meeting.starts_at).date()),
        comers=comers,
        steps=tuple(Step(*row) for row in moves.values_list("person_id", "direction", "moved_at")),
        rulings=rulings_of(meeting),
        last_declared=last_declared(meeting.committee.ccg, (comer.person_id for comer in comers)),
        spoke=frozenset(spoke),
    )

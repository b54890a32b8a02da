"""Seats and memberships as the rules of appointment see them, and those that end soon (F-41)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from cocommission.shared.clock import london
from conflicts.queries.declarations import has_declared_since
from pccc.models import Committee, Membership, Seat
from pccc.queries.composition import memberships_at, on_day, sitter_of
from pccc.rules.committee_acts import WARNING_DAYS, Appointment, Held, ends_within
from pccc.rules.composition import CommitteeFacts
from pccc.rules.quorum.language import Sitter
from pccc.terms.committees import SeatRole


def _held(membership: Membership) -> Held:
    return Held(
        person_id=membership.person_id,
        person_name=membership.person.name,
        seat_id=membership.seat_id,
        deputy=membership.deputy,
        office=membership.office,
        starts_at=membership.starts_at,
        ends_at=membership.ends_at,
    )


def appointment_of(
    seat: Seat, *, person: Any, deputy: bool, office: str, starts_at: datetime, ends_at: datetime | None, reason: str
) -> Appointment:
    """An appointment with all that stands against it in the same committee. One statement."""
    others = Membership.objects.filter(seat__committee=seat.committee_id).select_related("person")
    return Appointment(
        person_id=person.pk,
        person_name=person.name,
        seat_id=seat.pk,
        seat_from=seat.from_on,
        seat_to=seat.to_on,
        deputy=deputy,
        office=office,
        starts_at=starts_at,
        ends_at=ends_at,
        reason=reason,
        state=seat.committee.state,
        others=tuple(map(_held, others)),
    )


def joined(facts: CommitteeFacts, membership: Membership) -> CommitteeFacts:
    """The facts as they are with one more member."""
    new, seat = sitter_of(membership), membership.seat
    vacant = list(facts.vacant)
    if seat.voting and str(seat) in vacant:
        vacant.remove(str(seat))
    lmc = facts.lmc_seat or seat.role == SeatRole.LMC
    return replace(facts, sitters=(*facts.sitters, new), vacant=tuple(vacant), lmc_seat=lmc)


@dataclass(frozen=True, slots=True)
class Ending:
    """A membership that ends within 60 days, and nobody follows."""

    membership: Membership
    days: int


def endings(committees: Iterable[Committee], now: datetime) -> list[Ending]:
    """Seats whose holder leaves within 60 days without a successor, the soonest first. Two statements."""
    ids = [committee.pk for committee in committees]
    until = now + timedelta(days=max(WARNING_DAYS) + 1)
    rows = list(
        memberships_at(now)
        .filter(seat__committee__in=ids, deputy=False, ends_at__lte=until)
        .select_related("seat__committee__ccg")
        .order_by("ends_at", "pk")
    )
    followed = set(
        Membership.objects.filter(seat__in=[row.seat_id for row in rows], deputy=False, starts_at__gt=now).values_list(
            "seat_id", flat=True
        )
    )
    found = [(row, ends_within(row.ends_at, now)) for row in rows if row.seat_id not in followed]
    return [Ending(row, days) for row, days in found if days is not None]


def undeclared(committee: Committee, at: datetime) -> list[Membership]:
    """Members, deputies too, who have not declared to the CCG since they were appointed (COI-05)."""
    rows = memberships_at(at).filter(seat__committee=committee).order_by("pk")
    return [row for row in rows if not has_declared_since(row.person, committee.ccg, since(row))]


def since(membership: Membership) -> datetime:
    """From when a declaration answers the appointment: its making, or its start if that was earlier."""
    return min(membership.appointed_at, membership.starts_at)


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat on a day, who holds it and who stands in."""

    seat: Seat
    holder: Sitter | None
    membership: Membership | None
    deputies: tuple[Membership, ...]


def seats_on(
    committee: Committee, at: datetime, sitters: Iterable[Sitter], stand_ins: dict[int, list[Membership]]
) -> list[SeatRow]:
    """The seats that exist at a moment in the order of those who sit there, empty ones last. Two statements."""
    order = {sitter.seat_id: (number, sitter) for number, sitter in enumerate(sitters)}
    held = {m.seat_id: m for m in memberships_at(at).filter(seat__committee=committee, deputy=False)}
    rows = [
        SeatRow(
            seat, order[seat.pk][1] if seat.pk in order else None, held.get(seat.pk), tuple(stand_ins.get(seat.pk, ()))
        )
        for seat in Seat.objects.filter(on_day(london(at).date()), committee=committee)
    ]
    return sorted(rows, key=lambda row: order[row.seat.pk][0] if row.holder else len(order))

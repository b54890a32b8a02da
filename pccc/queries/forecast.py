"""The quorum of each item before the meeting: who sits, apologies, rulings and otherwise the conflict map."""

from collections.abc import Iterable
from datetime import datetime

from cocommission.shared.clock import london
from pccc.models import Attendance, Meeting
from pccc.queries.composition import memberships_at, sitter_of, terms_at
from pccc.queries.conflict_map import Row
from pccc.queries.presence import Room, judged, last_declared
from pccc.rules.presence import may_vote, sitters_for
from pccc.rules.quorum import QuorumResult, Sitter
from pccc.terms import AttendanceKind, ItemState


def expected(meeting: Meeting) -> list[tuple[Sitter, datetime]]:
    """Those who hold a seat on the day and sent no apologies, with their appointment; deputies may come as well."""
    rows = memberships_at(meeting.starts_at).filter(seat__committee=meeting.committee, deputy=False)
    away = set(
        Attendance.objects.filter(meeting=meeting, kind=AttendanceKind.APOLOGIES).values_list("person_id", flat=True)
    )
    return [
        (sitter_of(row), min(row.starts_at, row.appointed_at))
        for row in rows.order_by("pk")
        if row.person_id not in away
    ]


def quorum_forecast(meeting: Meeting, rows: list[Row]) -> dict[int, QuorumResult]:
    """The quorum by item if everybody expected comes and leaves as the map `rows` says; four statements."""
    people = expected(meeting)
    last = last_declared(meeting.committee.ccg, (one.person_id for one, _ in people))
    terms = terms_at(meeting.committee, london(meeting.starts_at).date())
    found = {}
    for row in rows:
        handling = {cell.member.person_id: cell.handling for cell in row.cells}
        present = [
            Sitter(
                person_id=one.person_id,
                name=one.name,
                role=one.role,
                voting=one.voting,
                office=one.office,
                eligible=may_vote(one.voting, handling.get(one.person_id, "NONE"))
                and (not one.voting or (one.person_id in last and last[one.person_id] >= since)),
            )
            for one, since in people
        ]
        found[row.item.pk] = judged(terms, present)
    return found


def followed(room: Room, rows: Iterable[Row], now: datetime) -> dict[int, QuorumResult]:
    """The quorum by item with those in the room now, where a proposal of the map nobody ruled on is kept as well."""
    places = room.places(now)
    return {
        row.item.pk: judged(
            room.terms,
            sitters_for(places, {cell.member.person_id: cell.handling for cell in row.cells}, room.declared),
        )
        for row in rows
        if any(cell.waits for cell in row.cells) and row.item.state in (ItemState.LISTED, ItemState.TAKEN)
    }

"""What the conflict map asks the database about one meeting: items, practices, people, rulings and declarations."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection
from django.db.models import Q

from pccc.models import AgendaItem, Meeting
from pccc.rules.conflict_map import ItemFacts, MemberFacts
from pccc.terms.meetings import Handling

PRACTICES = """
SELECT coalesce(body.id, -version.practice_id) FROM ccgs_practiceversion version
  LEFT JOIN conflicts_body body ON body.practice_id = version.practice_id
 WHERE version.ccg_id = %(ccg)s AND version.status <> 'C' AND version.setting = 4
   AND version.from_on <= %(on)s AND (version.to_on IS NULL OR version.to_on > %(on)s)
"""
PEOPLE = """
WITH there AS (
    SELECT membership.person_id, seat.role, coalesce(nullif(seat.title, ''), '') AS title, seat.voting,
           membership.office, membership.deputy, 0 AS step
      FROM pccc_membership membership JOIN pccc_seat seat ON seat.id = membership.seat_id
     WHERE seat.committee_id = %(committee)s AND membership.starts_at <= %(at)s
       AND (membership.ends_at IS NULL OR membership.ends_at > %(at)s)
       AND seat.from_on <= %(on)s AND (seat.to_on IS NULL OR seat.to_on > %(on)s)
    UNION ALL
    SELECT attendance.person_id, coalesce(seat.role, nullif(attendance.role, ''), 'OTHER'), attendance.position,
           attendance.voting, '', attendance.kind = 'DEPUTY', 1
      FROM pccc_attendance attendance
      LEFT JOIN pccc_membership membership ON membership.id = attendance.membership_id
      LEFT JOIN pccc_seat seat ON seat.id = membership.seat_id
     WHERE attendance.meeting_id = %(meeting)s AND attendance.kind IN ('MEMBER', 'DEPUTY', 'TEMPORARY')
), once AS (SELECT DISTINCT ON (person_id) * FROM there ORDER BY person_id, step, deputy, voting DESC)
SELECT once.person_id, person.name, role, title, voting, office, deputy
  FROM once JOIN shared_person person ON person.id = once.person_id
 ORDER BY deputy, voting DESC, array_position(ARRAY['CHAIR', 'VICE_CHAIR']::text[], office::text), person.name
"""
SAID = """
SELECT 'RULED', ruling.id, ruling.item_id, ruling.person_id, ruling.ruled, ruling.reason, ruling.ruled_at, person.name,
       ruling.proposed, NULL::bigint
  FROM (SELECT DISTINCT ON (item_id, person_id) * FROM pccc_ruling
         WHERE item_id = ANY(%(items)s) AND ruled_at <= %(now)s
         ORDER BY item_id, person_id, ruled_at DESC, id DESC) ruling
  JOIN shared_person person ON person.id = ruling.ruled_by_id
UNION ALL
SELECT 'DECLARED', declaration.id, declaration.item_id, declaration.person_id, '', declaration.nature,
       declaration.declared_at, '', '', declaration.interest_id
  FROM pccc_meetingdeclaration declaration
 WHERE declaration.meeting_id = %(meeting)s AND declaration.declared_at <= %(now)s
 ORDER BY 7, 2
"""


@dataclass(frozen=True, slots=True)
class Ruled:
    """The latest ruling on a member and an item."""

    id: int
    handling: Handling
    reason: str
    ruled_at: datetime
    ruled_by: str
    proposed: Handling


@dataclass(frozen=True, slots=True)
class Said:
    """Rulings and declarations of a meeting, by item and person. `interests`: declared at the meeting, by person."""

    rulings: dict[tuple[int, int], Ruled]
    declared: dict[tuple[int | None, int], list[str]]
    interests: dict[int, set[int]]


def items_of(meeting: Meeting, only: Iterable[int] | None = None) -> list[AgendaItem]:
    """The items of a meeting by number, each with `bodies`, the organisations that it affects; one statement."""
    items = AgendaItem.objects.filter(meeting=meeting)
    if only is not None:
        items = items.filter(pk__in=list(only))
    bodies = ArrayAgg("affected", filter=Q(affected__isnull=False), default=[])
    found: list[Any] = list(items.annotate(bodies=bodies).order_by("number"))
    for item in found:
        item.meeting = meeting
    return found


def facts_of(item: Any, practices: tuple[int, ...]) -> ItemFacts:
    """The item as the rule wants it."""
    return ItemFacts(
        number=item.number,
        kind=item.kind,
        functions=tuple(item.functions),
        affects_all=item.affects_all_practices,
        affected=tuple(item.bodies),
        practices=practices,
    )


def practices_of_ccg(ccg: Any, on: date) -> tuple[int, ...]:
    """The organisations that are member practices on that day, those without a list included; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(PRACTICES, {"ccg": ccg.pk, "on": on})
        return tuple(row[0] for row in cursor.fetchall())


def people_of(meeting: Meeting, at: datetime, on: date) -> list[MemberFacts]:
    """Everybody who sits on the committee at that moment, deputies last, and whoever attended in a seat."""
    values: dict[str, Any] = {"committee": meeting.committee_id, "meeting": meeting.pk, "at": at, "on": on}
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, values)
        return [MemberFacts(*row) for row in cursor.fetchall()]


def said_at(meeting: Meeting, items: Iterable[int], now: datetime) -> Said:
    """The latest rulings on these items and what was declared at the meeting, until `now`; one statement."""
    said = Said({}, {}, {})
    with connection.cursor() as cursor:
        cursor.execute(SAID, {"items": list(items), "meeting": meeting.pk, "now": now})
        for what, key, item, person, ruled, words, at, by, proposed, interest in cursor.fetchall():
            if what == "RULED":
                said.rulings[item, person] = Ruled(key, Handling(ruled), words, at, by, Handling(proposed))
                continue
            said.declared.setdefault((item, person), []).append(words)
            if interest is not None:
                said.interests.setdefault(person, set()).add(interest)
    return said


def with_declared(member: MemberFacts, declared: list[str]) -> MemberFacts:
    """The member with what they declared for one item."""
    return replace(member, declared=tuple(declared)) if declared else member

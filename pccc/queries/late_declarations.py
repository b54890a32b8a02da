"""Past decisions that an interest would have touched, had it been declared when it arose (F-56)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time

from django.db import connection

from cocommission.shared.clock import LONDON
from conflicts.models import Interest
from conflicts.terms import InterestState
from pccc.models import Decision, LateFinding
from pccc.queries.conflict_map import conflict_map
from pccc.rules.conflict_map import Reason
from pccc.rules.ladder import ORDER
from pccc.terms import AttendanceKind, Handling

CANDIDATES = """
SELECT DISTINCT interest.id
  FROM conflicts_interest interest
  JOIN pccc_decision decision ON decision.ccg_id = interest.ccg_id
   AND decision.decided_at < interest.declared_at
   AND decision.decided_at >= (interest.arose_on::timestamp AT TIME ZONE 'Europe/London')
  JOIN pccc_agendaitem item ON item.id = decision.item_id
  JOIN pccc_attendance attendance ON attendance.meeting_id = item.meeting_id
   AND attendance.person_id = interest.person_id AND attendance.kind IN ('MEMBER', 'DEPUTY', 'TEMPORARY')
 WHERE interest.state <> 'WITHDRAWN' AND interest.body_id IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM pccc_latefinding finding
                    WHERE finding.decision_id = decision.id AND finding.interest_id = interest.id)
 ORDER BY interest.id
"""


@dataclass(frozen=True, slots=True)
class Touched:
    """A decision and the paths by which the interest ties its declarant to the item."""

    decision: Decision
    reasons: tuple[Reason, ...]
    proposed: Handling
    voted: bool


def candidates() -> list[int]:
    """Interests, by key, with decisions between "arose" and "declared" that are not listed yet; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(CANDIDATES)
        return [row[0] for row in cursor.fetchall()]


def decisions_between(interest: Interest) -> list[Decision]:
    """Decisions at meetings that the declarant attended, taken after the interest arose and before it was declared."""
    arose_at = datetime.combine(interest.arose_on, time.min, tzinfo=LONDON)
    found = Decision.objects.filter(
        ccg=interest.ccg_id,
        item__isnull=False,
        decided_at__gte=arose_at,
        decided_at__lt=interest.declared_at,
        item__meeting__attendances__person=interest.person_id,
        item__meeting__attendances__kind__in=[
            AttendanceKind.MEMBER,
            AttendanceKind.DEPUTY,
            AttendanceKind.TEMPORARY,
        ],
    )
    if interest.ended_on is not None:
        found = found.filter(decided_at__lt=datetime.combine(interest.ended_on, time.min, tzinfo=LONDON))
    return list(found.select_related("ccg", "item__meeting__committee__ccg").distinct().order_by("number"))


def touched_by(interest: Interest, now: datetime) -> list[Touched]:
    """What the conflict map, knowing the interest, says of those decisions now (DEC-06).

    Left out is a decision whose item was handled at least as the map proposes, and one that is listed already.
    """
    if interest.state == InterestState.WITHDRAWN:
        return []
    listed = set(LateFinding.objects.filter(interest=interest).values_list("decision_id", flat=True))
    found = []
    for decision in decisions_between(interest):
        if decision.pk in listed or decision.item is None:
            continue
        row = conflict_map(decision.item.meeting, now, only=[decision.item.pk])[0]
        cell = row.cell(interest.person_id)
        reasons = () if cell is None else _through(interest, cell.proposal.registered)
        if not reasons:
            continue
        proposed = max((reason.rung.handling for reason in reasons), key=ORDER.__getitem__)
        if ORDER[_handled_then(decision, interest.person_id)] >= ORDER[proposed]:
            continue
        voted = decision.votes.filter(person=interest.person_id).exists() or (
            decision.by_consensus
            and any(one["person"] == interest.person_id and one["eligible"] for one in decision.members)
        )
        found.append(Touched(decision, reasons, proposed, voted))
    return found


def _handled_then(decision: Decision, person_id: int) -> Handling:
    """What had been ruled on the person when it was decided; a ruling made afterwards kept nobody from voting."""
    ruled = next((one["ruled"] for one in decision.members if one["person"] == person_id), "")
    return Handling(ruled) if ruled else Handling.NONE


def _through(interest: Interest, reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    return tuple(reason for reason in reasons if reason.interest == interest.pk)

"""What the chair ruled: the latest ruling on each member and item counts (MAP-04, PCC-13)."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from cocommission.shared.models import Person
from cocommission.shared.rules.shown import stands_for
from pccc.models import AgendaItem, Meeting, Minutes, Ruling
from pccc.queries.conflict_map import Row, conflict_map
from pccc.queries.presence import room_of
from pccc.rules.rulings import Leader, RulingFacts, hides_papers
from pccc.terms.meetings import Handling, MeetingState


def latest_rulings(items: Iterable[int]) -> QuerySet[Ruling]:
    """The ruling that counts for each member of these items, by key."""
    return (
        Ruling.objects.filter(item__in=list(items))
        .order_by("item_id", "person_id", "-ruled_at", "-pk")
        .distinct("item_id", "person_id")
    )


def handling_of(item: AgendaItem) -> dict[int, Handling]:
    """What was ruled on whom for this item; somebody without a ruling is not in it, for a proposal binds nobody."""
    return {ruling.person_id: Handling(ruling.ruled) for ruling in latest_rulings([item.pk])}


def papers_hidden(items: Iterable[int], person: Person, now: datetime) -> set[int]:
    """The items, by key, whose papers a ruling keeps from the person; one statement for a whole agenda."""
    rulings = latest_rulings(items).filter(person=person, ruled_at__lte=now)
    return {ruling.item_id for ruling in rulings if hides_papers(ruling.ruled)}


def history_of(item: AgendaItem, person_id: int) -> list[Ruling]:
    """Every ruling on this member and item, latest first."""
    rulings = Ruling.objects.filter(item=item, person_id=person_id).select_related("ruled_by", "recorded_by")
    return list(rulings.order_by("-ruled_at", "-pk"))


def ruling_facts(meeting: Meeting, row: Row, now: datetime, minutes_state: str | None = None) -> RulingFacts:
    """Who could rule on the members of one item at a moment, for the rule."""
    leaders = {
        cell.member.person_id: Leader(
            cell.member.person_id,
            cell.member.name,
            cell.member.voting and not cell.member.deputy,
            cell.member.office,
            cell.handling,
        )
        for cell in row.cells
    }
    state = minutes_state_of(meeting) if minutes_state is None else minutes_state
    here = None
    if meeting.state == MeetingState.OPEN:
        places = room_of(meeting).places(now)
        here = frozenset(place.comer.person_id for place in places if place.counts) if places else None
    return RulingFacts(meeting.state, row.item.state, state, meeting.chair_id, leaders, here)


def minutes_state_of(meeting: Meeting) -> str:
    """Where its minutes stand; empty before there are any."""
    return Minutes.objects.filter(meeting=meeting).values_list("state", flat=True).first() or ""


def row_of(item: AgendaItem, now: datetime) -> Row:
    """The map of one item alone."""
    return conflict_map(item.meeting, now, only=[item.pk])[0]


def proposals_digest(row: Row) -> str:
    """Stands for who waits on the item, and what is proposed for each and why, so that the chair confirms no other."""
    waiting = [cell for cell in row.cells if cell.waits]
    return stands_for(
        [[cell.member.person_id, str(cell.proposal.handling), cell.proposal.path_json()] for cell in waiting]
    )

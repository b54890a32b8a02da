"""Reads of meetings (F-43): agendas, who is there for an item, whether there is a quorum."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch, QuerySet

from cocommission.shared.clock import london
from cocommission.shared.rules.shown import stands_for
from pccc.models import (
    AgendaItem,
    Attendance,
    Decision,
    ItemPaper,
    Meeting,
    MeetingDeclaration,
    Movement,
)
from pccc.queries.composition import terms_at
from pccc.queries.presence import Room
from pccc.rules.hindsight import Taken
from pccc.rules.meetings import AgendaFacts, ItemFacts
from pccc.rules.quorum import QuorumResult
from pccc.terms import ItemState


def with_everything(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """The rows with agenda, papers (without their bytes), attendance, movements and declarations; eight statements."""
    papers = ItemPaper.objects.filter(removed_at__isnull=True).select_related("document").defer("document__content")
    items = AgendaItem.objects.order_by("number").prefetch_related(
        Prefetch("papers", papers.order_by("pk")), "affected", "remedies__temporary_member", "decisions"
    )
    return meetings.select_related("committee__ccg", "chair", "minutes").prefetch_related(
        Prefetch("items", items),
        Prefetch("attendances", Attendance.objects.select_related("person", "membership__seat")),
        Prefetch("movements", Movement.objects.select_related("person", "item").order_by("moved_at", "pk")),
        Prefetch("declarations", MeetingDeclaration.objects.select_related("person", "item", "interest")),
    )


def public(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    """Those whose agenda was published."""
    return meetings.filter(noticed_at__isnull=False)


def agenda_facts(meeting: Meeting) -> AgendaFacts:
    """What the rules ask of an agenda; from `with_everything` one more statement, for the terms of reference."""
    committee = meeting.committee
    terms = terms_at(committee, london(meeting.starts_at).date())
    return AgendaFacts(
        state=meeting.state,
        starts_at=meeting.starts_at,
        place=meeting.place,
        committee_state=committee.state,
        committee_kind=committee.kind,
        meets_in_public=committee.meets_in_public,
        notice_days=terms.notice_days if terms else None,
        short_notice_reason=meeting.short_notice_reason,
        items=tuple(item_facts(item) for item in meeting.items.all() if item.state != ItemState.WITHDRAWN),
    )


def item_facts(item: AgendaItem) -> ItemFacts:
    """One item as the rules read it."""
    return ItemFacts(
        number=item.number,
        title=item.title,
        kind=item.kind,
        part=item.part,
        private_reason=item.private_reason,
        functions=tuple(item.functions),
        affects_somebody=item.affects_all_practices or bool(item.affected.all()),
        papers=len(item.papers.all()),
    )


def quorums(room: Room, items: Iterable[AgendaItem], now: datetime) -> dict[int, QuorumResult]:
    """The quorum by item: a settled one as it was when it ended, the others as they would be now."""
    return {item.pk: room.quorum(item, item.done_at or now) for item in items}


def decisions_taken(meeting: Meeting) -> list[Taken]:
    """The decisions of a meeting with who was there, by their time."""
    rows = Decision.objects.filter(item__meeting=meeting).order_by("decided_at", "pk")
    return [Taken(*row) for row in rows.values_list("number", "decided_at", "members")]


def taken_item(items: Iterable[AgendaItem]) -> AgendaItem | None:
    """The item that is being taken."""
    return next((item for item in items if item.state == ItemState.TAKEN), None)


def item_at(items: Iterable[AgendaItem], at: datetime) -> AgendaItem | None:
    """The item that was being taken at a moment; times are written down to the minute, so it begins with its minute."""
    found = [
        item
        for item in items
        if item.taken_at is not None
        and item.taken_at.replace(second=0, microsecond=0) <= at
        and (item.done_at is None or at < item.done_at)
    ]
    return max(found, key=lambda item: (item.taken_at, item.number), default=None)


def next_item(items: Iterable[AgendaItem]) -> AgendaItem | None:
    """The first item that waits."""
    return next((item for item in items if item.state == ItemState.LISTED), None)


def silent(room: Room, at: datetime) -> list[tuple[int, str]]:
    """Members in the room who have not answered the question for declarations at this meeting: (id, name)."""
    return [
        (place.comer.person_id, place.comer.name)
        for place in room.places(at)
        if place.counts and place.comer.person_id not in room.spoke
    ]


def silent_digest(room: Room, at: datetime) -> str:
    """Stands for those who are `silent`, so that nobody records a nil for somebody whom their page did not name."""
    return stands_for(silent(room, at))

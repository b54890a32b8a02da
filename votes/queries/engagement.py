"""Reads of the engagement log: events, who came, what was asked, and how much of the membership was reached (F-19)."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypedDict

from django.db.models import Count, F, Prefetch, Q, QuerySet

from ccgs.queries.members import Member, members_at
from cocommission.shared.clock import london
from votes.models import EngagementAttendance, EngagementEvent, EngagementPaper, EngagementQuestion
from votes.rules.engagement import Reach, reach
from votes.terms.engagement import BOARD_QUESTIONS


class EventCounts(TypedDict):
    """What `events_of` counts for each event."""

    attended: int
    asked: int
    answered: int


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    CountedEvent = WithAnnotations[EngagementEvent, EventCounts]
else:
    CountedEvent = EngagementEvent


def current_attendances() -> QuerySet[EngagementAttendance]:
    """The rows of each event's latest list."""
    return EngagementAttendance.objects.filter(revision=F("event__attendance_revision"))


def events_of(ccg: Any, *, working: bool) -> QuerySet[CountedEvent]:
    """Events with their counts, the latest first. The public sees what is for its page and was not struck out."""
    rows = EngagementEvent.objects.filter(ccg=ccg)
    if not working:
        rows = rows.filter(on_public_page=True, struck_at__isnull=True)
    return (
        rows.select_related("ccg", "ballot", "ballot__ccg", "consultation", "consultation__ccg")
        .annotate(
            attended=Count(
                "attendances",
                filter=Q(attendances__revision=F("attendance_revision")),
                distinct=True,
            ),
            asked=Count("questions", distinct=True),
            answered=Count("questions", filter=Q(questions__replied_at__isnull=False), distinct=True),
        )
        .order_by("-held_at", "-number")
    )


def event_with_everything(ccg: Any, number: int, *, working: bool) -> EngagementEvent | None:
    """One event with its list of practices, questions and papers; None where the reader may not see it."""
    return (
        events_of(ccg, working=working)
        .filter(number=number)
        .prefetch_related(
            Prefetch("attendances", current_attendances().select_related("practice"), to_attr="came"),
            Prefetch("questions", EngagementQuestion.objects.select_related("practice", "lmc").order_by("number")),
            Prefetch("papers", EngagementPaper.objects.select_related("document").defer("document__content")),
        )
        .first()
    )


def attended_ids(event: EngagementEvent) -> set[int]:
    """Ids of the practices in the event's latest list."""
    rows = EngagementAttendance.objects.filter(event=event, revision=event.attendance_revision)
    return set(rows.values_list("practice_id", flat=True))


@dataclass(frozen=True, slots=True)
class Reached:
    """How much of today's membership came to at least one event, and who never did."""

    reach: Reach
    never: tuple[Member, ...]


def reached(ccg: Any, now: datetime) -> Reached:
    """Counts over every event that was not struck out; two statements."""
    members = members_at(ccg, london(now).date())
    came = set(
        current_attendances()
        .filter(event__ccg=ccg, event__struck_at__isnull=True, event__held_at__lte=now)
        .values_list("practice_id", flat=True)
    )
    return Reached(
        reach=reach(came, {member.practice_id for member in members}),
        never=tuple(member for member in members if member.practice_id not in came),
    )


@dataclass(frozen=True, slots=True)
class BoardQuestion:
    """One question of the template and, where this CCG logged it, the latest row of it."""

    text: str
    raised: EngagementQuestion | None


def board_questions(ccg: Any, *, working: bool) -> list[BoardQuestion]:
    """The questions of the template with what this CCG replied; replied ones win over those still open."""
    rows = EngagementQuestion.objects.filter(event__ccg=ccg, event__struck_at__isnull=True, text__in=BOARD_QUESTIONS)
    if not working:
        rows = rows.filter(event__on_public_page=True)
    latest: dict[str, EngagementQuestion] = {}
    for row in rows.select_related("event__ccg").order_by("event__held_at", "pk"):
        known = latest.get(row.text)
        if known is None or row.replied_at is not None or known.replied_at is None:
            latest[row.text] = row
    return [BoardQuestion(text, latest.get(text)) for text in BOARD_QUESTIONS]

"""Writes of the engagement log: events and who came (F-19)."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from ccgs.actions.beginning import begin
from ccgs.actions.permits import require_any
from ccgs.models import CCG
from ccgs.queries.members import members_at
from ccgs.terms import Permission
from cocommission.shared.actions.documents import store_document
from cocommission.shared.actions.ledger import enter
from cocommission.shared.clock import london
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.acts import Act
from votes.models import EngagementAttendance, EngagementEvent, EngagementPaper
from votes.queries.engagement import attended_ids
from votes.rules.engagement import entry_blockers
from votes.rules.engagement_acts import ATTENDANCE, EDIT, PAPER, STRIKE

FIELDS = ("kind", "title", "held_at", "audience", "notes", "ballot", "consultation", "on_public_page")


def begin_event(event: EngagementEvent, act: Act, *, by: Person, now: datetime) -> EngagementEvent:
    """The locked entry, for an act of `rules.engagement_acts`; raises as `begin` does."""
    return begin(EngagementEvent.objects.select_related("ccg").filter(pk=event.pk), act, by=by, now=now)


def note(event: EngagementEvent, act: str, *, by: Person, now: datetime, reason: str = "", **facts: Any) -> None:
    """One entry in the CCG's book."""
    enter(book=event.ccg.book, act=act, by=by, now=now, subject=event.subject, reason=reason, facts=facts)


def _require_entry(event: EngagementEvent) -> None:
    on = london(event.held_at).date() if event.held_at else None
    strangers: tuple[str, ...] = ()
    if event.pk and on is not None:
        members = {member.practice_id for member in members_at(event.ccg, on)}
        rows = EngagementAttendance.objects.filter(event=event, revision=event.attendance_revision)
        strangers = tuple(row.practice_name for row in rows if row.practice_id not in members)
    found = entry_blockers(title=event.title, held_on=on, audience=event.audience, strangers=strangers)
    if found:
        raise Refused(*found)
    for linked in (event.ballot, event.consultation):
        if linked is not None and linked.ccg_id != event.ccg_id:
            raise Refused("That ballot or consultation belongs to another CCG.")


@transaction.atomic
def log_event(*, ccg: CCG, by: Person, now: datetime, **fields: Any) -> EngagementEvent:
    """Logs an event (`fields`: see FIELDS). Raises Refused (403) without the right, (409) for what is missing."""
    require_any(by, (Permission.LOG_ENGAGEMENT,), ccg, now)
    CCG.objects.select_for_update(no_key=True, of=("self",)).get(pk=ccg.pk)
    last = EngagementEvent.objects.filter(ccg=ccg).aggregate(last=Max("number"))["last"] or 0
    event = EngagementEvent(ccg=ccg, number=last + 1, logged_at=now, logged_by=by, **fields)
    _require_entry(event)
    event.record(by=by, at=now, why="Logged")
    note(event, "engagement.logged", by=by, now=now, title=event.title, held_at=event.held_at.isoformat())
    return event


@transaction.atomic
def edit_event(*, event: EngagementEvent, reason: str, by: Person, now: datetime, **fields: Any) -> EngagementEvent:
    """Changes an entry, with a reason; every version stays in its history.

    Refused where a practice in its list was no member on the new day.
    """
    event = begin_event(event, EDIT, by=by, now=now)
    if not reason.strip():
        raise Refused("Enter why the entry is changed.", field="reason")
    for name, value in fields.items():
        setattr(event, name, value)
    _require_entry(event)
    event.record(by=by, at=now, why=reason)
    note(event, "engagement.changed", by=by, now=now, reason=reason, title=event.title)
    return event


@transaction.atomic
def set_attendance(*, event: EngagementEvent, practices: Collection[int], by: Person, now: datetime) -> EngagementEvent:
    """Writes who came, as practice ids of members on that day; the same list again writes nothing.

    Raises Refused for a practice that was no member of this CCG on the day (ENG-01).
    """
    event = begin_event(event, ATTENDANCE, by=by, now=now)
    wanted = set(practices)
    members = {member.practice_id: member for member in members_at(event.ccg, london(event.held_at).date())}
    if wanted - set(members):
        raise Refused("Choose practices that were members of this CCG on the day.", field="practices")
    if event.attendance_revision and wanted == attended_ids(event) and event.members_then == len(members):
        return event
    event.attendance_revision += 1
    event.members_then = len(members)
    event.record(by=by, at=now, why=f"Attendance: {len(wanted)} of {len(members)} member practices")
    EngagementAttendance.objects.bulk_create(
        EngagementAttendance(
            event=event, revision=event.attendance_revision, practice_id=pk, practice_name=members[pk].name
        )
        for pk in sorted(wanted)
    )
    codes = sorted(members[pk].code for pk in wanted)
    note(event, "engagement.attended", by=by, now=now, practices=codes, members=len(members))
    return event


@transaction.atomic
def add_engagement_paper(
    *, event: EngagementEvent, title: str, file: Any, by: Person, now: datetime
) -> EngagementPaper:
    """Adds a document that was shown or handed out."""
    event = begin_event(event, PAPER, by=by, now=now)
    document = store_document(file, by=by, now=now)
    paper = EngagementPaper.objects.create(
        event=event,
        title=title or document.name,
        document=document,
        sha256=document.sha256,
        added_at=now,
        added_by=by,
    )
    note(event, "engagement.paper_added", by=by, now=now, title=paper.title, sha256=paper.sha256)
    return paper


@transaction.atomic
def strike_event(*, event: EngagementEvent, reason: str, by: Person, now: datetime) -> EngagementEvent:
    """Strikes out an entry that was logged in error; it leaves the public page and the counts, never the record."""
    event = begin_event(event, STRIKE, by=by, now=now)
    if not reason.strip():
        raise Refused("Enter why the entry is struck out.", field="reason")
    event.struck_at, event.struck_by, event.struck_reason = now, by, reason
    event.record(by=by, at=now, why=reason)
    note(event, "engagement.struck", by=by, now=now, reason=reason)
    return event

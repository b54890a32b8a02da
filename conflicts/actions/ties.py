"""Recording and ending ties: stakes between organisations, where people work, entries that are one (F-44)."""

from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import QuerySet

from ccgs.actions.beginning import begin, held_in
from ccgs.models import CCG
from cocommission.shared.actions.again import require_same_reason
from cocommission.shared.actions.ledger import enter
from cocommission.shared.clock import day
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from conflicts.models import Body, BodyLink, WorkLink
from conflicts.queries.people import is_known_to
from conflicts.rules import tie_acts as acts
from conflicts.rules.ties import ending_blockers, joining_blockers, link_blockers, overlap_blockers, period_blockers

Tie = TypeVar("Tie", BodyLink, WorkLink)


def _counting(body: Body) -> QuerySet[Body]:
    """The entry that counts: two writers of its ties wait for each other."""
    return Body.objects.filter(pk=body.same_as_id or body.pk)


def _enter(ccg: CCG, act: str, row: Any, by: Person, now: datetime, reason: str, **facts: Any) -> None:
    subject = f"conflicts.{type(row).__name__}:{row.pk}"
    enter(book=ccg.book, act=act, by=by, now=now, subject=subject, reason=reason, facts=facts)


@transaction.atomic
def record_link(
    *,
    ccg: CCG,
    holder: Body,
    held: Body,
    kind: str,
    from_on: date,
    to_on: date | None = None,
    source: str,
    by: Person,
    now: datetime,
) -> BodyLink:
    """Records that `holder` gains when `held` gains. The same twice gives the first.

    Raises Refused (403) without the right to keep the registers, (409) for days that are recorded already; Conflict
    for the same days from another source.
    """
    holder = begin(_counting(holder), acts.STAKE, by=by, now=now, permit=held_in(ccg))
    held = held.same_as if held.same_as is not None else held
    found = link_blockers(holder.pk, held.pk) + period_blockers(from_on, to_on, source)
    if found:
        raise Refused(*found)
    known = list(BodyLink.objects.filter(holder=holder, held=held, kind=kind))
    for link in known:
        if (link.from_on, link.to_on) == (from_on, to_on):
            return _from_same_source(link, source)
    overlap = overlap_blockers(from_on, to_on, [(link.from_on, link.to_on) for link in known])
    if overlap:
        raise Refused(*overlap)
    link = BodyLink(
        holder=holder,
        held=held,
        kind=kind,
        from_on=from_on,
        to_on=to_on,
        source=source.strip(),
        recorded_at=now,
        recorded_by=by,
    ).record(by=by, at=now, why=source)
    facts = {"holder": holder.pk, "held": held.pk, "kind": str(kind), "from": from_on, "to": to_on}
    _enter(ccg, "stake.recorded", link, by, now, source, **facts)
    return link


def _from_same_source(row: Tie, source: str) -> Tie:
    if row.source != source.strip():
        raise Conflict(f"This is already recorded for these days, from another source: {row.source}")
    return row


@transaction.atomic
def end_link(
    *, ccg: CCG, link: BodyLink, to_on: date, reason: str, seen_end: str | None = None, by: Person, now: datetime
) -> BodyLink:
    """Ends a stake with the first day after it. An end that was wrong is put right the same way.

    `seen_end` is the end that the person saw, as `end_in_digits` gives it: Conflict where it is another by now.
    """
    link = begin(BodyLink.objects.filter(pk=link.pk), acts.STAKE_END, by=by, now=now, permit=held_in(ccg))
    return _end(ccg, "stake.ended", link, to_on, reason, seen_end, by, now)


@transaction.atomic
def record_work(
    *,
    ccg: CCG,
    person: Person,
    body: Body,
    capacity: str,
    from_on: date,
    to_on: date | None = None,
    source: str,
    by: Person,
    now: datetime,
) -> WorkLink:
    """Records where somebody works, or what they own, whether or not they declared it. The same twice gives the first.

    Raises Refused (403) without the right to keep the registers, (409) for somebody the CCG does not know; Conflict
    for the same days from another source.
    """
    body = begin(_counting(body), acts.WORK, by=by, now=now, permit=held_in(ccg))
    if not is_known_to(ccg, person):
        raise Refused("This person declares nothing to this CCG and holds no post in it.", field="person")
    found = period_blockers(from_on, to_on, source)
    if found:
        raise Refused(*found)
    known = list(WorkLink.objects.filter(person=person, body=body, capacity=capacity))
    for work in known:
        if (work.from_on, work.to_on) == (from_on, to_on):
            return _from_same_source(work, source)
    overlap = overlap_blockers(from_on, to_on, [(work.from_on, work.to_on) for work in known])
    if overlap:
        raise Refused(*overlap)
    work = WorkLink(
        person=person,
        body=body,
        capacity=capacity,
        from_on=from_on,
        to_on=to_on,
        source=source.strip(),
        recorded_at=now,
        recorded_by=by,
    ).record(by=by, at=now, why=source)
    facts = {"person": person.pk, "body": body.pk, "capacity": str(capacity), "from": from_on, "to": to_on}
    _enter(ccg, "work.recorded", work, by, now, source, **facts)
    return work


@transaction.atomic
def end_work(
    *, ccg: CCG, work: WorkLink, to_on: date, reason: str, seen_end: str | None = None, by: Person, now: datetime
) -> WorkLink:
    """Ends where somebody works with the first day after it."""
    rows = WorkLink.objects.select_related("person").filter(pk=work.pk)
    work = begin(rows, acts.WORK_END, by=by, now=now, permit=held_in(ccg))
    if not is_known_to(ccg, work.person):
        raise Refused("This person declares nothing to this CCG and holds no post in it.")
    return _end(ccg, "work.ended", work, to_on, reason, seen_end, by, now)


def end_in_digits(row: Tie) -> str:
    """The end of a tie as a form sends it along; empty where it has none."""
    return row.to_on.isoformat() if row.to_on else ""


def _end(
    ccg: CCG, act: str, row: Tie, to_on: date, reason: str, seen_end: str | None, by: Person, now: datetime
) -> Tie:
    found = ending_blockers(row.from_on, to_on, reason)
    if found:
        raise Refused(*found)
    if row.to_on == to_on:
        require_same_reason(row, reason, "It already ends on this day.")
        return row
    if seen_end is not None and seen_end != end_in_digits(row):
        raise Conflict(
            f"Another person entered {day(row.to_on)} as the end meanwhile. Load the page again to change it."
        )
    row.to_on = to_on
    row.record(by=by, at=now, why=reason)
    _enter(ccg, act, row, by, now, reason, to=to_on)
    return row


@transaction.atomic
def join_bodies(*, ccg: CCG, body: Body, into: Body, reason: str, by: Person, now: datetime) -> Body:
    """Says that `body` is another entry of `into`; what was known of either is then known of both."""
    into = into.same_as if into.same_as is not None else into
    rows = {
        row.pk: row
        for row in Body.objects.select_for_update(no_key=True).filter(pk__in=[body.pk, into.pk]).order_by("pk")
    }
    into = rows[into.pk]
    body = begin(Body.objects.filter(pk=body.pk), acts.JOIN, by=by, now=now, permit=held_in(ccg))
    into_same = into.same_as_id == body.pk
    if body.same_as_id == into.pk and body.pk != into.pk:
        require_same_reason(body, reason, "These two entries are already joined.")
        return body
    found = joining_blockers(
        same=body.pk == into.pk or into_same, both_coded=bool(body.ods_code and into.ods_code), reason=reason
    )
    if found:
        raise Refused(*found)
    for other in [body, *Body.objects.select_for_update(no_key=True).filter(same_as=body).order_by("pk")]:
        other.same_as = into
        other.record(by=by, at=now, why=reason)
    _enter(ccg, "organisation.joined", body, by, now, reason, into=into.pk)
    return body


@transaction.atomic
def part_bodies(*, ccg: CCG, body: Body, reason: str, by: Person, now: datetime) -> Body:
    """Takes a joining back: `body` is an organisation of its own again."""
    rows = Body.objects.filter(pk=body.pk)
    body = begin(rows, acts.PART, by=by, now=now, permit=held_in(ccg), again=lambda row: row.same_as_id is None)
    if body.same_as_id is None:
        require_same_reason(body, reason, "This entry is already an organisation of its own.")
        return body
    if not reason.strip():
        raise Refused("Enter how it is known that they are two organisations.", field="reason")
    before = body.same_as_id
    body.same_as = None
    body.record(by=by, at=now, why=reason)
    _enter(ccg, "organisation.parted", body, by, now, reason, was=before)
    return body

"""Writes of seats and of the people in them (F-40, F-41): every appointment makes somebody who has to declare."""

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db import transaction

from cocommission.shared.actions.again import require_same_reason
from cocommission.shared.actions.ledger import enter
from cocommission.shared.actions.outbox import post_message
from cocommission.shared.clock import LONDON, moment
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.pages import url_to
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import Blocker
from cocommission.shared.rules.facts import values
from conflicts.actions.declarants import end_declarant, ensure_declarant
from conflicts.models import Declarant
from conflicts.rules.declarants import PositionFacts
from conflicts.terms.interests import DeclarantGroup
from pccc.actions.committees import begin_committee
from pccc.models import Committee, Membership, Seat
from pccc.queries.composition import facts_of
from pccc.queries.seats import appointment_of, joined
from pccc.rules.committee_acts import (
    APPOINT,
    LOCAL,
    MEMBERSHIP_END,
    SEAT,
    SEAT_END,
    appointment_blockers,
    broken_by,
)
from pccc.rules.composition import RULE_BY_ID, SECRETARY, judged
from pccc.rules.facts import SeatFacts
from pccc.terms.committees import NEVER_VOTING, CommitteeState, SeatRole


def _refuse(missing: str, field: str, rule: str = "") -> Refused:
    source = RULE_BY_ID[rule].source if rule else LOCAL
    return Refused(Blocker(rule, missing, SECRETARY, source, field=field))


def _enter(act: str, seat: Seat, by: Person, now: datetime, facts: dict[str, Any], reason: str = "") -> None:
    committee = seat.committee
    facts = {"seat": str(seat), "seat_id": seat.pk, **facts}
    enter(book=committee.ccg.book, act=act, by=by, now=now, subject=committee.subject, facts=facts, reason=reason)


@transaction.atomic
def add_seat(
    *,
    committee: Committee,
    facts: SeatFacts,
    by: Person,
    now: datetime,
    form_token: UUID | None = None,
) -> Seat:
    """Adds a seat; the same form again gives the same seat. Raises Refused with PCC-07 for a voting invited body."""
    committee = begin_committee(committee, SEAT, by=by, now=now)
    if form_token is not None and (known := Seat.objects.filter(form_token=form_token).first()) is not None:
        if known.committee_id != committee.pk:
            raise _refuse("This form was used for another committee. Open it again.", "")
        return known
    if facts.role in NEVER_VOTING and facts.voting:
        raise _refuse(f"{SeatRole(facts.role).label} never has a vote.", "voting", "PCC-07")
    if not facts.organisation.strip():
        raise _refuse("Say for which organisation the seat is held.", "organisation")
    if facts.to_on is not None and facts.to_on <= facts.from_on:
        raise _refuse("The day after its last must come after its first day.", "to_on")
    seat = Seat(committee=committee, created_at=now, created_by=by, form_token=form_token, **values(facts))
    seat.record(by=by, at=now, why="Seat added")
    said = {"role": seat.role, "voting": seat.voting, "organisation": seat.organisation}
    _enter("committee.seat_added", seat, by, now, said)
    return seat


def begin_seat(seat: Seat, act: Act, *, by: Person, now: datetime) -> Seat:
    """The locked seat of a locked committee, for an act of `rules.committee_acts`; raises as `begin` does."""
    committee = begin_committee(Committee(pk=seat.committee_id), act, by=by, now=now)
    found = Seat.objects.select_for_update(no_key=True).get(pk=seat.pk)
    found.committee = committee
    return found


@transaction.atomic
def end_seat(*, seat: Seat, to_on: date, reason: str, by: Person, now: datetime) -> Seat:
    """Abolishes a seat from `to_on`. Raises Refused while somebody holds it on that day or later."""
    seat = begin_seat(seat, SEAT_END, by=by, now=now)
    if seat.to_on == to_on:
        require_same_reason(seat, reason, "This seat already ends on that day.")
        return seat
    if not reason.strip():
        raise _refuse("Enter why the seat is abolished.", "reason")
    if to_on <= seat.from_on:
        raise _refuse("The seat began on that day or after it.", "to_on")
    midnight = datetime.combine(to_on, time(), LONDON)
    if any(held.ends_at is None or held.ends_at > midnight for held in seat.members.all()):
        raise _refuse("The seat is filled on that day. End the membership first.", "to_on")
    seat.to_on = to_on
    seat.record(by=by, at=now, why=reason)
    _enter("committee.seat_ended", seat, by, now, {"to_on": to_on.isoformat()}, reason)
    return seat


def _position(seat: Seat, *, deputy: bool) -> str:
    words = f"{seat}, {seat.committee.name}"
    return f"Deputy for {words}"[:200] if deputy else words[:200]


@transaction.atomic
def appoint(
    *,
    seat: Seat,
    person: Person,
    starts_at: datetime,
    reason: str,
    by: Person,
    now: datetime,
    office: str = "",
    deputy: bool = False,
    ends_at: datetime | None = None,
) -> Membership:
    """Puts somebody into a seat, or behind its holder as deputy; the same appointment again gives the same one.

    Makes them somebody who has to declare, and asks for it (COI-05). Raises Refused with every reason against it; in
    an active committee also with every rule of composition that it would newly break.
    """
    seat = begin_seat(seat, APPOINT, by=by, now=now)
    same: dict[str, Any] = {
        "person": person,
        "deputy": deputy,
        "starts_at": starts_at,
        "ends_at": ends_at,
        "office": office,
    }
    if (known := seat.members.filter(ended_early_at__isnull=True, **same).first()) is not None:
        require_same_reason(known, reason, f"{person.name} is already appointed to this seat for this time.")
        return known
    found = appointment_blockers(appointment_of(seat, reason=reason, **same))
    if not person.is_active:
        found.append(Blocker("", f"{person.name} can no longer sign in.", SECRETARY, LOCAL, field="email"))
    membership = Membership(seat=seat, reason=reason, appointed_at=now, appointed_by=by, **same)
    if not found and not deputy and seat.committee.state == CommitteeState.ACTIVE:
        before = facts_of([seat.committee], starts_at)[seat.committee_id]
        found = broken_by(judged(before), judged(joined(before, membership)))
    if found:
        raise Refused(*found)
    membership.record(by=by, at=now, why=reason)
    ensure_declarant(
        ccg=seat.committee.ccg,
        person=person,
        facts=PositionFacts(
            position=_position(seat, deputy=deputy),
            group=DeclarantGroup.COMMITTEE,
            decision_maker=seat.voting,
            starts_at=starts_at,
            ends_at=ends_at,
        ),
        by=by,
        now=now,
    )
    facts = {"person": person.name, "office": office, "deputy": deputy, "from": starts_at.isoformat()}
    _enter("committee.appointed", seat, by, now, facts, reason)
    _tell(membership, now)
    return membership


def _tell(membership: Membership, now: datetime) -> None:
    seat = membership.seat
    committee = seat.committee
    as_what = f"deputy for {seat}" if membership.deputy else str(seat)
    until = f" until {moment(membership.ends_at)}" if membership.ends_at else ""
    post_message(
        key=f"membership.appointed:{membership.pk}",
        to=membership.person,
        subject=f"You are appointed to {committee.name}",
        text=f"You are appointed as {as_what} of {committee.name}, {committee.ccg.name}, from "
        f"{moment(membership.starts_at)}{until}.\n\nDeclare your interests before your first meeting, even if "
        f"you have none. You cannot vote before you declare (rule COI-05).",
        now=now,
        about=committee.ccg.book,
        link=url_to("declare", committee.ccg),
    )


@transaction.atomic
def end_membership(*, membership: Membership, ends_at: datetime, reason: str, by: Person, now: datetime) -> Membership:
    """Ends a membership before its time: at `ends_at`, never before now. What breaks by it is shown, not refused."""
    seat = begin_seat(membership.seat, MEMBERSHIP_END, by=by, now=now)
    membership = (
        Membership.objects.select_for_update(of=("self",), no_key=True).select_related("person").get(pk=membership.pk)
    )
    membership.seat = seat
    if membership.ended_early_at is not None and membership.ends_at == ends_at:
        require_same_reason(membership, reason, "This membership already ends at that time.")
        return membership
    if not reason.strip():
        raise _refuse("Enter why the membership ends.", "reason")
    if membership.ends_at is not None and membership.ends_at <= now:
        raise _refuse("This membership has already ended.", "ends_at")
    ends_at = max(ends_at, membership.starts_at)
    if ends_at < now:
        raise _refuse("A membership cannot end before now.", "ends_at")
    if membership.ends_at is not None and ends_at > membership.ends_at:
        raise _refuse(f"It ends on {moment(membership.ends_at)} already.", "ends_at")
    membership.ends_at, membership.ended_early_at, membership.ended_early_by = ends_at, now, by
    membership.ended_early_reason = reason
    membership.record(by=by, at=now, why=reason)
    position = _position(seat, deputy=membership.deputy)
    rows = Declarant.objects.filter(ccg=seat.committee.ccg, person=membership.person, position=position)
    for declarant in rows.filter(starts_at__lte=ends_at).exclude(ends_at__lte=ends_at):
        end_declarant(declarant=declarant, ends_at=ends_at, by=by, now=now, reason=reason)
    facts = {"person": membership.person.name, "until": ends_at.isoformat()}
    _enter("committee.membership_ended", seat, by, now, facts, reason)
    return membership

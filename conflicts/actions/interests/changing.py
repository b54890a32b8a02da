"""Changing, ending and withdrawing an entry: the register keeps what it said before."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from cocommission.shared.actions.again import require_same_reason
from cocommission.shared.clock import day
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from conflicts.actions.hooks import tell_hooks
from conflicts.actions.interests.shared import (
    CHANGEABLE,
    begin_interest,
    enter_act,
    follow_up,
    require_complete,
    tell_declarant,
    tell_reviewers,
)
from conflicts.models import Interest
from conflicts.queries.declarations import was_signed_off
from conflicts.rules import interest_acts as acts
from conflicts.rules.interests import consent_blockers, withdrawal_blockers
from conflicts.terms.interests import InterestState


@transaction.atomic
def change_interest(*, interest: Interest, reason: str, by: Person, now: datetime, **changes: Any) -> Interest:
    """Changes what an entry says (the fields of CHANGEABLE); it waits for review again (COI-06).

    The register keeps what it said before. Changing nothing does nothing, and raises Conflict with a reason of its
    own. Raises Refused (409) without a reason or with the reasons of a new declaration.
    """
    interest = begin_interest(interest, acts.CHANGE, by=by, now=now)
    unknown = set(changes) - set(CHANGEABLE)
    if unknown:
        raise ValueError(f"not changeable: {sorted(unknown)}")
    before = {name: getattr(interest, name) for name in CHANGEABLE}
    for name, value in changes.items():
        setattr(interest, name, value.strip() if isinstance(value, str) else value)
    missing = consent_blockers(
        is_own=by.pk == interest.person_id, before=before["consent_to_publish"], after=interest.consent_to_publish
    )
    if missing:
        raise Refused(*missing)
    require_complete(interest)
    changed = sorted(name for name in CHANGEABLE if getattr(interest, name) != before[name])
    if not changed:
        require_same_reason(interest, reason, "You changed nothing in this declaration.")
        return interest
    if not reason.strip():
        raise Refused("Enter why the entry is changed.", field="reason")
    interest.state = InterestState.SUBMITTED
    interest.reviewed_at = interest.reviewed_by = None
    interest.reviewer_position = ""
    interest.record(by=by, at=now, why=reason)
    enter_act(interest, "interest.changed", by, now, fields=changed)
    subject = f"Review a changed declaration of interest: {interest.person.name}"
    tell_reviewers(interest, f"changed:{now.isoformat()}", subject, now, without=by)
    tell_declarant(interest, by, "changed", now, text=f" The reason given: {reason.strip()}")
    follow_up(interest, now)
    return interest


@transaction.atomic
def end_interest(*, interest: Interest, ended_on: date | None, by: Person, now: datetime, reason: str = "") -> Interest:
    """Says that an interest is over from `ended_on` on, the first day after it; None: it has not ended after all.

    A review of it stays; those who review are told, since an end takes the entry off the page in time. The same day
    again changes nothing. Raises Refused (409) for a day before it arose.
    """
    interest = begin_interest(interest, acts.END, by=by, now=now)
    if interest.ended_on == ended_on:
        return interest
    if ended_on is not None and ended_on < interest.arose_on:
        raise Refused(f"It arose on {day(interest.arose_on)} and cannot have ended before.", field="ended_on")
    interest.ended_on = ended_on
    why, act = ("Ended", "interest.ended") if ended_on else ("Has not ended", "interest.reopened")
    interest.record(by=by, at=now, why=reason or why)
    enter_act(interest, act, by, now, ended_on=ended_on.isoformat() if ended_on else "")
    first = f"An interest of {interest.person.name} {'ended' if ended_on else 'has not ended after all'}"
    text = f"{first}, entry {interest.number} of the register of {interest.ccg.name}"
    text += f". The first day after it: {day(ended_on)}." if ended_on else "."
    tell_reviewers(interest, f"ended:{now.isoformat()}", first, now, without=by, text=text)
    tell_declarant(interest, by, "ended" if ended_on else "reopened", now)
    tell_hooks(interest, now)
    return interest


@transaction.atomic
def withdraw_interest(*, interest: Interest, reason: str, by: Person, now: datetime) -> Interest:
    """Takes an entry back that was entered in error; it stays on file with the reason, off the public page.

    Raises Refused (403) for strangers, (409) without a reason and for one's own entry that somebody else signed off.
    """
    interest = begin_interest(interest, acts.WITHDRAW, by=by, now=now)
    if not reason.strip():
        raise Refused("Enter what was wrong with the entry.", field="reason")
    missing = withdrawal_blockers(is_own=by.pk == interest.person_id, signed_off=was_signed_off(interest))
    if missing:
        raise Refused(*missing)
    interest.state = InterestState.WITHDRAWN
    interest.withdrawn_at, interest.withdrawn_by, interest.withdrawn_reason = now, by, reason.strip()
    interest.record(by=by, at=now, why=reason)
    enter_act(interest, "interest.withdrawn", by, now)
    tell_declarant(interest, by, "withdrawn", now, text=f" The reason given: {reason.strip()}")
    tell_hooks(interest, now)
    return interest

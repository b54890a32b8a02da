"""Votes given on paper or at a meeting: an officer enters them, another person confirms them (F-10)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ccgs.actions.permits import require_any
from ccgs.models import CCG
from ccgs.queries.rights import rights_of
from ccgs.terms import Permission
from cocommission.shared.actions.ledger import enter
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from votes.actions.ballot_casting import Assistance, Receipt, record_paper, why_not
from votes.models import AssistedEntry, RollEntry
from votes.queries.ballot_assisted import latest_pending
from votes.queries.ballot_casting import questions_on, voting
from votes.terms.ballots import AssistedMethod

MAY_CONFIRM = (Permission.ASSIST_VOTES, Permission.VERIFY_BALLOTS)


@transaction.atomic
def enter_assisted(
    *,
    roll_entry: RollEntry,
    method: str,
    evidence: str,
    given_by: Person,
    choices: Mapping[int, str],
    form_token: UUID,
    by: Person,
    now: datetime,
) -> AssistedEntry:
    """Enters a vote that `given_by`, the practice's representative or deputy, gave on paper or at a meeting.

    It counts for nothing until another person has confirmed it. `evidence` says where the paper or minute is kept.
    """
    ccg = roll_entry.ballot.ccg
    require_any(by, (Permission.ASSIST_VOTES,), ccg, now)
    if given_by.pk == by.pk:
        raise Refused("You gave this vote, so you cannot also enter it. Vote in your own name.")
    found = voting(roll_entry.pk, given_by, now)
    if found is None:
        raise Refused("Only the practice's representative or deputy can give its vote.", status=400)
    reason = why_not(found, now)
    if reason:
        raise Conflict(reason)
    if not evidence.strip():
        raise Refused("Enter where the paper or the minute is kept.", status=400, field="evidence")
    questions = questions_on(roll_entry.pk)
    wrong = [q.number for q in questions if choices.get(q.number) not in {option.code for option in q.choices}]
    if wrong:
        raise Refused("Enter an answer to every question. A blank answer on paper is not a vote.", status=400)
    again = AssistedEntry.objects.filter(form_token=form_token).first()
    if again is not None:
        if (again.roll_entry_id, again.entered_by_id) != (roll_entry.pk, by.pk):
            raise Conflict("This form was already used for another entry. Open the page again and send the new form.")
        return again
    row = AssistedEntry.objects.create(
        roll_entry=roll_entry,
        form_token=form_token,
        method=str(AssistedMethod(method)),
        evidence=evidence.strip(),
        given_by=given_by,
        choices={str(question.number): choices[question.number] for question in questions},
        entered_at=now,
        entered_by=by,
    )
    enter(
        book=ccg.book,
        act="vote.entered",
        by=by,
        now=now,
        subject=f"votes.AssistedEntry:{row.pk}",
        facts={"ballot": found.ballot_id, "practice": found.code, "method": row.method},
    )
    return row


def may_confirm(entry: AssistedEntry, person: Person, now: datetime) -> bool:
    """Whether `person` can confirm: not who entered it, and an officer or verifier of the CCG, or of the practice."""
    if person.pk == entry.entered_by_id:
        return False
    rights = rights_of(person, now)
    ccg: CCG = entry.roll_entry.ballot.ccg
    return any(rights.may(permission, ccg) for permission in MAY_CONFIRM) or rights.may(
        Permission.CAST_VOTE, entry.roll_entry.practice
    )


def confirm_assisted(*, entry: AssistedEntry, by: Person, now: datetime) -> Receipt:
    """Confirms an entered vote: from now on it counts. Raises Refused where the same person entered it, and Conflict
    where a later entry or the practice itself has taken its place, or voting is over.
    """
    if by.pk == entry.entered_by_id:
        raise Refused("You entered this vote, so another person must confirm it.", status=403)
    if not may_confirm(entry, by, now):
        raise Refused("You hold no post that lets you confirm votes of this practice.", status=403)
    with transaction.atomic():
        voting(entry.roll_entry_id, entry.given_by, now, lock=True)  # before looking: the practice may be voting now
        pending = latest_pending(entry.roll_entry_id)
        made = getattr(entry, "paper", None)
        if made is None and (pending is None or pending.pk != entry.pk):
            raise Conflict("The practice has voted again since, so this entry no longer counts.")
        return record_paper(
            entry_id=entry.roll_entry_id,
            choices={int(number): option for number, option in entry.choices.items()},
            form_token=entry.form_token,
            by=entry.given_by,
            now=now,
            assistance=Assistance(entry.pk, entry.entered_by, by),
        )

"""What may still change after the opening: the close, later and with a reason; the roll, by a published correction."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ccgs.models import MemberPractice
from ccgs.queries.members import members_at
from ccgs.rules.voting import VotingRuleTerms
from ccgs.terms.voting import WeightKind
from cocommission.shared.actions.ledger import enter
from cocommission.shared.clock import london, moment
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from votes.actions.ballot_notices import tell_correction, tell_extension, tell_opening
from votes.actions.ballots import begin_ballot
from votes.models import Ballot, Extension, RollCorrection, RollEntry
from votes.queries.ballot_roll import RollRow, effective_roll
from votes.rules.ballot_acts import CORRECT, EXTEND
from votes.rules.ballot_hashes import roll_hash
from votes.rules.ballot_life import extension_problems
from votes.terms.ballots import CorrectionKind

#: Weights that a list size says nothing about.
SAME_FOR_ALL = (WeightKind.EQUAL, WeightKind.REPRESENTATIVES)


@transaction.atomic
def extend_ballot(*, ballot: Ballot, closes_at: datetime, reason: str, by: Person, now: datetime) -> Ballot:
    """Puts the close off, before it has come, with a reason that every practice on the roll is told.

    Raises Refused without the right, Conflict where the close has come, is not later, or no reason is given.
    """
    ballot = begin_ballot(ballot, EXTEND, by=by, now=now)
    problems = extension_problems(closes_at=ballot.closes_at, new_closes_at=closes_at, reason=reason, now=now)
    if problems:
        raise Conflict(*problems)
    before = ballot.closes_at
    if before is None:
        raise Conflict("This ballot has no closing time.")
    Extension.objects.create(
        ballot=ballot,
        closed_before_at=before,
        closes_at=closes_at,
        reason=reason.strip(),
        extended_at=now,
        extended_by=by,
    )
    ballot.closes_at = closes_at
    ballot.record(by=by, at=now, why=reason)
    enter(
        book=ballot.ccg.book,
        act="ballot.extended",
        by=by,
        now=now,
        subject=ballot.subject,
        reason=reason,
        facts={"closed_before_at": before, "closes_at": closes_at},
    )
    tell_extension(ballot, reason=reason.strip(), now=now)
    return ballot


@transaction.atomic
def correct_roll(
    *,
    ballot: Ballot,
    practice: MemberPractice,
    kind: str,
    reason: str,
    by: Person,
    now: datetime,
    weight: int | None = None,
) -> RollCorrection:
    """Adds a practice to the roll, strikes one off, or gives one another weight, before the close.

    `kind` is a CorrectionKind; `weight` only for REWEIGHTED. A practice that is added has the weight that the
    rule gives it for its list size today. The correction and its reason are published with the roll.
    """
    kind = str(CorrectionKind(kind))
    ballot = begin_ballot(ballot, CORRECT, by=by, now=now)
    if not reason.strip():
        raise Refused("Enter the reason. It is published with the roll.", status=400, field="reason")
    if kind == CorrectionKind.REWEIGHTED and _rule(ballot).weight_kind in SAME_FOR_ALL:
        raise Refused("Every practice has the same number of votes under this rule.", field="kind")
    rows = {row.practice_id: row for row in effective_roll(ballot)}
    row = rows.get(practice.pk)
    after = _weight_after(ballot, practice, row, kind, weight, now)
    changed = [
        {"code": one.code, "name": one.name, "patients": one.patients, "weight": one.weight}
        for one in rows.values()
        if not one.struck and one.practice_id != practice.pk
    ]
    member = None
    if kind == CorrectionKind.ADDED and row is None:
        member = next(one for one in members_at(ballot.ccg, london(now).date()) if one.practice_id == practice.pk)
    listed = member if member is not None else row
    if kind != CorrectionKind.STRUCK and listed is not None:
        changed.append({"code": practice.code, "name": listed.name, "patients": listed.patients, "weight": after})
    correction = RollCorrection.objects.create(
        ballot=ballot,
        practice=practice,
        kind=kind,
        weight_before=row.weight if row and not row.struck else 0,
        weight_after=after,
        reason=reason.strip(),
        roll_hash_after=roll_hash(changed),
        corrected_at=now,
        corrected_by=by,
    )
    if member is not None:
        RollEntry.objects.create(
            ballot=ballot,
            practice=practice,
            code=member.code,
            name=member.name,
            contract=member.contract,
            patients=member.patients,
            weight=after,
        )
    enter(
        book=ballot.ccg.book,
        act="ballot.roll_corrected",
        by=by,
        now=now,
        subject=ballot.subject,
        reason=reason,
        facts={
            "practice": practice.code,
            "kind": kind,
            "weight_before": correction.weight_before,
            "weight_after": after,
            "roll_hash_after": correction.roll_hash_after,
        },
    )
    if kind == CorrectionKind.ADDED:
        tell_opening(ballot, now=now)
    else:
        tell_correction(ballot, correction, now=now)
    return correction


def _weight_after(
    ballot: Ballot, practice: MemberPractice, row: RollRow | None, kind: str, weight: int | None, now: datetime
) -> int:
    """Return the votes of the practice after the correction. Raises Conflict or Refused if it cannot be made."""
    on_roll = row is not None and not row.struck
    if kind == CorrectionKind.ADDED:
        if on_roll:
            raise Conflict(f"{practice.name} is on the roll already.")
        return _weight_today(ballot, practice, now)
    if not on_roll or row is None:
        raise Conflict(f"{practice.name} is not on the roll.")
    if kind == CorrectionKind.STRUCK:
        return 0
    after = weight if weight is not None else row.weight
    if kind == CorrectionKind.REWEIGHTED and after == row.weight:
        raise Refused("The practice already has this number of votes.", status=400, field="weight")
    return after


def _weight_today(ballot: Ballot, practice: MemberPractice, now: datetime) -> int:
    member = next(
        (one for one in members_at(ballot.ccg, london(now).date()) if one.practice_id == practice.pk),
        None,
    )
    if member is None:
        raise Conflict(f"{practice.name} is not a voting member of {ballot.ccg.name} on {moment(now)}.")
    return _rule(ballot).weight_of(patients=member.patients)


def _rule(ballot: Ballot) -> VotingRuleTerms:
    """The frozen rule; that of the first question, because the votes of a practice are the same for all."""
    question = ballot.questions.order_by("number").first()
    rule = question.terms if question else None
    if rule is None:
        raise Conflict("The ballot has no frozen rule.")
    return rule

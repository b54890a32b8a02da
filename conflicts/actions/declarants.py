"""Who has to declare: added by an officer, or because a post or a seat makes them (F-50)."""

from dataclasses import replace
from datetime import datetime

from django.db import IntegrityError, transaction

from ccgs.actions.beginning import begin
from ccgs.actions.permits import require_any
from ccgs.models import CCG
from ccgs.terms import Permission
from cocommission.shared.actions.again import require_same_reason
from cocommission.shared.actions.ledger import enter
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.blockers import Blocker
from cocommission.shared.rules.facts import values
from conflicts.models import Body, Declarant
from conflicts.rules.declarant_acts import DECIDES, END
from conflicts.rules.declarants import PositionFacts
from conflicts.terms.interests import DeclarantGroup

MAY_ADD = (Permission.KEEP_REGISTERS, Permission.MANAGE_POSTS, Permission.RUN_COMMITTEES)


def _enter(act: str, row: Declarant, by: Person | None, now: datetime, reason: str = "") -> None:
    enter(
        book=row.ccg.book,
        act=act,
        by=by,
        now=now,
        subject=f"conflicts.Declarant:{row.pk}",
        reason=reason,
        facts={
            "person": row.person.name,
            "position": row.position,
            "group": str(row.group),
            "decision_maker": row.decision_maker,
            "starts_at": row.starts_at.isoformat(),
            "ends_at": row.ends_at.isoformat() if row.ends_at else None,
        },
    )


@transaction.atomic
def ensure_declarant(
    *,
    ccg: CCG,
    person: Person,
    facts: PositionFacts,
    by: Person | None,
    now: datetime,
    body: Body | None = None,
) -> Declarant:
    """The open row of this person in this position; made when there is none. `by` is None for the product itself.

    A known row that somebody asks for as a decision-maker becomes one; it is never made an ordinary one here.
    Raises Refused (403) without the right, (409) for an end before the start or an unknown group.
    """
    if by is not None:
        require_any(by, MAY_ADD, ccg, now)
    facts = replace(facts, position=" ".join(facts.position.split())[:200])
    if not facts.position:
        raise Refused("Say in which position the person declares.", field="position")
    if facts.group not in DeclarantGroup:
        raise Refused("Choose the group that the person belongs to.", field="group")
    if facts.ends_at is not None and facts.ends_at < facts.starts_at:
        raise Refused("The position cannot end before it starts.", field="ends_at")
    known = _open_row(ccg, person, facts.position)
    if known is None and facts.ends_at is not None:
        known = Declarant.objects.filter(
            ccg=ccg, person=person, position=facts.position, starts_at=facts.starts_at, ends_at=facts.ends_at
        ).first()
    if known is None:
        row = Declarant(ccg=ccg, person=person, body=body, added_at=now, added_by=by, **values(facts))
        try:
            with transaction.atomic():
                row.record(by=by, at=now, why="Has to declare")
        except IntegrityError:  # another sweep, or another officer, was faster
            known = _open_row(ccg, person, facts.position)
            if known is None:
                raise
        else:
            _enter("declarant.added", row, by, now)
            return row
    return _raised(known, decision_maker=facts.decision_maker, ends_at=facts.ends_at, by=by, now=now)


@transaction.atomic
def add_declarant(*, ccg: CCG, person: Person, facts: PositionFacts, by: Person, now: datetime) -> Declarant:
    """As `ensure_declarant`, by somebody who typed all of it: a known row with other details raises Conflict."""
    row = ensure_declarant(ccg=ccg, person=person, facts=facts, by=by, now=now)
    if (row.group, row.decision_maker, row.starts_at) != (facts.group, facts.decision_maker, facts.starts_at):
        raise Conflict(
            f"{person.name} is already on the list as {row.position}, with other details. End that position, or give "
            "another one."
        )
    return row


def _require_another(row: Declarant, by: Person | None) -> None:
    """Raises Refused where somebody decides about their own position, and so about what of theirs is published."""
    if by is not None and by.pk == row.person_id:
        words = "This is your own position. Ask another officer to change it."
        raise Refused(Blocker("COI-10", words, "Governance officer", "Local policy of this service"))


def _open_row(ccg: CCG, person: Person, position: str) -> Declarant | None:
    rows = Declarant.objects.filter(ccg=ccg, person=person, position=position, ends_at__isnull=True)
    return rows.select_related("ccg", "person").first()


def _raised(
    row: Declarant, *, decision_maker: bool, ends_at: datetime | None, by: Person | None, now: datetime
) -> Declarant:
    """A known row, with what is asked for now: a decision-maker, or an end that it did not have."""
    becomes = by is not None and decision_maker and not row.decision_maker
    ends = ends_at is not None and row.ends_at is None and ends_at >= row.starts_at
    if not becomes and not ends:
        return row
    row = _locked(row)
    row.decision_maker = row.decision_maker or becomes
    if ends:
        row.ends_at = ends_at
    row.record(by=by, at=now, why="Position changed")
    _enter("declarant.changed", row, by, now)
    return row


def _locked(row: Declarant) -> Declarant:
    return Declarant.objects.select_for_update(of=("self",), no_key=True).select_related("ccg", "person").get(pk=row.pk)


@transaction.atomic
def end_declarant(
    *, declarant: Declarant, ends_at: datetime, reason: str = "", by: Person | None, now: datetime
) -> Declarant:
    """Ends a position at `ends_at`: its holder is asked no more. What they declared stays.

    The same end again changes nothing. Raises Refused (409) for an end before the start, or when it ended already;
    Conflict for the same end with another reason.
    """
    row = _locked(declarant)
    if by is not None:
        require_any(by, MAY_ADD, row.ccg, now)
    if row.ends_at == ends_at:
        require_same_reason(row, reason, "This position already ends at that time.")
        return row
    ended = END.blockers(row.state_at(now))
    if ended:
        raise Conflict(*ended)
    _require_another(row, by)
    if ends_at < row.starts_at:
        raise Refused("The position cannot end before it starts.", field="ends_at")
    row.ends_at = ends_at
    row.record(by=by, at=now, why=reason or "Position ended")
    _enter("declarant.ended", row, by, now, reason)
    return row


@transaction.atomic
def mark_decision_maker(
    *, declarant: Declarant, decision_maker: bool, reason: str, by: Person, now: datetime
) -> Declarant:
    """Says whether somebody takes decisions about money or contracts, on which publication depends from June 2017.

    The same again changes nothing; with another reason it raises Conflict.
    """
    rows = Declarant.objects.select_related("ccg", "person").filter(pk=declarant.pk)
    row = begin(rows, DECIDES, by=by, now=now)
    if row.decision_maker == decision_maker:
        require_same_reason(row, reason, f"This is already recorded about {row.person.name}.")
        return row
    _require_another(row, by)
    if not reason.strip():
        raise Refused("Enter why: it decides whether the entries are published.", field="reason")
    row.decision_maker = decision_maker
    row.record(by=by, at=now, why=reason)
    _enter("declarant.changed", row, by, now, reason)
    return row

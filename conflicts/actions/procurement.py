"""Writes of the register of procurement decisions (F-52)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from ccgs.actions.beginning import begin, never
from ccgs.actions.permits import require_any
from ccgs.models import CCG
from ccgs.terms import Permission
from cocommission.shared.actions.ledger import enter
from cocommission.shared.clock import london
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.acts import Act
from conflicts.models import Interest, ProcurementDecision, ProcurementParticipant
from conflicts.queries.procurement import facts_of
from conflicts.rules import procurement_acts as acts
from conflicts.rules.procurement import award_blockers, content_blockers, decision_blockers
from conflicts.terms import TRANSITIONS, ProcurementState

LIFE = TRANSITIONS["Procurement decision"]
OF_THE_DECISION = (
    "title", "description", "existing", "collaborative", "form", "route", "clinical_lead", "contract_manager",
    "process", "decided_on", "decision", "justification", "gp_bidder", "lifetime_value",
)  # fmt: skip
OF_THE_AWARD = (
    "provider", "provider_name", "provider_address", "description", "amount", "amounts_payable", "starts_on",
    "ends_on", "selection_process", "lifetime_value", "ojeu_reference", "finder_reference",
)  # fmt: skip


def begin_procurement(
    procurement: ProcurementDecision,
    act: Act,
    *,
    by: Person,
    now: datetime,
    again: Callable[[ProcurementDecision], bool] = never,
) -> ProcurementDecision:
    """The locked entry, for an act of `rules.procurement_acts`; raises as `begin` does."""
    rows = ProcurementDecision.objects.select_related("ccg", "provider").filter(pk=procurement.pk)
    return begin(rows, act, by=by, now=now, again=again)


def _enter(procurement: ProcurementDecision, act: str, by: Person, now: datetime, **more: Any) -> None:
    facts = {"number": procurement.number, "state": str(procurement.state), **more}
    enter(book=procurement.ccg.book, act=act, by=by, now=now, subject=procurement.subject, facts=facts)


def _plain(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _set(procurement: ProcurementDecision, values: dict[str, Any], allowed: tuple[str, ...]) -> None:
    unknown = set(values) - set(allowed)
    if unknown:
        raise TypeError(f"not to be changed here: {', '.join(sorted(unknown))}")
    for name, value in values.items():
        setattr(procurement, name, _plain(value))


@transaction.atomic
def draft_procurement(*, ccg: CCG, by: Person, now: datetime, title: str, **values: Any) -> ProcurementDecision:
    """Starts an entry. The same details by the same person while it is a draft are the same draft.

    Raises Refused (403) without the right to keep registers, (409) without a title; Conflict where the draft of that
    title has other details, so that none is dropped without a word.
    """
    require_any(by, (Permission.KEEP_REGISTERS,), ccg, now)
    ccg = CCG.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    title = title.strip()
    if not title:
        raise Refused("Name the contract or service.", field="title")
    same = ProcurementDecision.objects.filter(ccg=ccg, title=title, drafted_by=by, state=ProcurementState.DRAFT).first()
    if same is not None:
        if any(getattr(same, name) != _plain(value) for name, value in values.items()):
            raise Conflict(f"You have already started an entry called {title}. Open it to change its details.")
        return same
    last = ProcurementDecision.objects.filter(ccg=ccg).aggregate(last=Max("number"))["last"] or 0
    procurement = ProcurementDecision(ccg=ccg, number=last + 1, drafted_at=now, drafted_by=by)
    _set(procurement, {"title": title, **values}, OF_THE_DECISION)
    procurement.record(by=by, at=now, why="Draft started")
    _enter(procurement, "procurement.drafted", by, now)
    return procurement


@transaction.atomic
def edit_procurement(
    *, procurement: ProcurementDecision, by: Person, now: datetime, **values: Any
) -> ProcurementDecision:
    """Changes a draft. Raises Conflict when it was decided meanwhile."""
    procurement = begin_procurement(procurement, acts.EDIT, by=by, now=now)
    _set(procurement, values, OF_THE_DECISION)
    if not procurement.title:
        raise Refused("Name the contract or service.", field="title")
    return procurement.record(by=by, at=now, why="Draft changed")


@transaction.atomic
def answer_checklist(
    *, procurement: ProcurementDecision, answers: dict[str, str], by: Person, now: datetime
) -> ProcurementDecision:
    """Keeps the answers of the checklist for GP bidders (PRO-04). Raises Conflict when it was decided meanwhile."""
    procurement = begin_procurement(procurement, acts.CHECKLIST, by=by, now=now)
    procurement.checklist = {**procurement.checklist, **{key: text.strip() for key, text in answers.items()}}
    return procurement.record(by=by, at=now, why="Checklist answered")


@transaction.atomic
def put_participant(
    *,
    procurement: ProcurementDecision,
    name: str,
    role: str,
    by: Person,
    now: datetime,
    person: Person | None = None,
    interest: Interest | None = None,
    conflict: str = "",
    handling: str = "",
) -> ProcurementParticipant:
    """Names somebody who took part, or says more about them (by the same name); until the award.

    Raises Refused for an entry of the register that is not theirs, Conflict after the award.
    """
    procurement = begin_procurement(procurement, acts.PARTICIPANT, by=by, now=now)
    name = name.strip() or (person.name if person else "")
    if not name or not role.strip():
        raise Refused("Enter the name and the role of the person who took part.", field="name" if not name else "role")
    if interest is not None and (
        interest.ccg_id != procurement.ccg_id or interest.person_id != getattr(person, "pk", 0)
    ):
        raise Refused("Choose an entry of this person in this CCG's register.", field="interest")
    row = ProcurementParticipant.objects.filter(procurement=procurement, name=name).first()
    if row is None:
        row = ProcurementParticipant(procurement=procurement, name=name, added_at=now, added_by=by)
    row.role, row.person, row.interest = role.strip(), person, interest
    row.conflict, row.handling = conflict.strip(), handling.strip()
    row.record(by=by, at=now, why="Took part")
    _enter(procurement, "procurement.participant", by, now, conflicted=bool(row.conflict or interest))
    return row


@transaction.atomic
def remove_participant(*, participant: ProcurementParticipant, by: Person, now: datetime) -> None:
    """Takes out somebody named by mistake, while it is a draft."""
    begin_procurement(participant.procurement, acts.REMOVE, by=by, now=now)
    row = ProcurementParticipant.objects.filter(pk=participant.pk).first()
    if row is not None:
        row.remove(by=by, at=now, why="Named by mistake")


@transaction.atomic
def decide_procurement(*, procurement: ProcurementDecision, by: Person, now: datetime) -> ProcurementDecision:
    """Records the decision as taken; its words stand from then on (PRO-01, PRO-04)."""
    procurement = begin_procurement(
        procurement, acts.DECIDE, by=by, now=now, again=lambda row: row.state == ProcurementState.DECIDED
    )
    if procurement.state == ProcurementState.DECIDED:
        return procurement
    LIFE.require(procurement.state, ProcurementState.DECIDED, what="This entry")
    missing = decision_blockers(facts_of(procurement, now), london(now).date())
    if missing:
        raise Refused(*missing)
    procurement.state = ProcurementState.DECIDED
    procurement.decided_at, procurement.decided_by = now, by
    procurement.record(by=by, at=now, why="Decided")
    _enter(procurement, "procurement.decided", by, now)
    return procurement


@transaction.atomic
def award_procurement(
    *, procurement: ProcurementDecision, by: Person, now: datetime, **values: Any
) -> ProcurementDecision:
    """Records the award with its five items (PRO-02, PRO-03, PRO-05). Nothing of it changes afterwards.

    Raises Refused with everything that is missing, also a tie to the provider that the register shows and nobody
    handled; Conflict unless it is decided.
    """

    def again(row: ProcurementDecision) -> bool:
        return row.state == ProcurementState.AWARDED and all(getattr(row, n) == v for n, v in values.items())

    procurement = begin_procurement(procurement, acts.AWARD, by=by, now=now, again=again)
    if again(procurement):
        return procurement
    LIFE.require(procurement.state, ProcurementState.AWARDED, what="This entry")
    _set(procurement, values, OF_THE_AWARD)
    missing = award_blockers(facts_of(procurement, now), london(now).date())
    if missing:
        raise Refused(*missing)
    procurement.state = ProcurementState.AWARDED
    procurement.awarded_at, procurement.awarded_by = now, by
    procurement.record(by=by, at=now, why="Contract awarded")
    _enter(procurement, "procurement.awarded", by, now, provider=procurement.provider_name)
    return procurement


@transaction.atomic
def publish_procurement(*, procurement: ProcurementDecision, by: Person, now: datetime) -> ProcurementDecision:
    """Puts the entry on the public register; what follows, the award, shows there too (PRO-01)."""
    procurement = begin_procurement(
        procurement, acts.PUBLISH, by=by, now=now, again=lambda row: row.published_at is not None
    )
    if procurement.published_at is not None:
        return procurement
    missing = content_blockers(facts_of(procurement, now))
    if missing:
        raise Refused(*missing)
    procurement.published_at, procurement.published_by = now, by
    procurement.record(by=by, at=now, why="Published")
    _enter(procurement, "procurement.published", by, now)
    return procurement


@transaction.atomic
def abandon_procurement(
    *, procurement: ProcurementDecision, reason: str, by: Person, now: datetime
) -> ProcurementDecision:
    """Ends a procurement without an award, with a reason. The same reason again is one, another raises Conflict."""

    def again(row: ProcurementDecision) -> bool:
        return row.state == ProcurementState.ABANDONED and row.abandoned_reason == reason.strip()

    procurement = begin_procurement(procurement, acts.ABANDON, by=by, now=now, again=again)
    if again(procurement):
        return procurement
    LIFE.require(procurement.state, ProcurementState.ABANDONED, what="This entry")
    if not reason.strip():
        raise Refused("Enter why it is abandoned.", field="reason")
    procurement.state, procurement.abandoned_reason = ProcurementState.ABANDONED, reason.strip()
    procurement.abandoned_at, procurement.abandoned_by = now, by
    procurement.record(by=by, at=now, why="Abandoned")
    _enter(procurement, "procurement.abandoned", by, now)
    return procurement

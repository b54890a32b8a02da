"""The local arrangement for model B: drafted by the CCG, signed by both, live on its day (F-25; APP-13, ARR)."""

from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from ccgs.actions.beginning import begin
from ccgs.actions.models_held import change_model_held
from ccgs.actions.permits import require_any
from ccgs.models import CCG
from ccgs.queries.posts import holders
from ccgs.terms import Permission, RoleCode
from cocommission.shared.actions.documents import store_document
from cocommission.shared.actions.ledger import enter
from cocommission.shared.actions.outbox import post_message
from cocommission.shared.clock import LONDON, day
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.acts import Act
from cocommission.shared.transitions import Transitions
from models_abc.actions.shared import as_region
from models_abc.models import Arrangement
from models_abc.queries.arrangements import terms_digest
from models_abc.readiness.arrangements import facts_of
from models_abc.rules import arrangement_acts as acts
from models_abc.rules.arrangements import lateness_blockers, signing_blockers, start_blockers
from models_abc.terms import ArrangementState, CoCommissioningModel
from models_abc.terms.arrangements import ARRANGEMENT_TRANSITIONS, CLOSED_ARRANGEMENTS

LIFE = Transitions(ARRANGEMENT_TRANSITIONS)


def starts_at(on: date) -> datetime:
    """The first moment of a day in England, when an arrangement of that day goes live."""
    return datetime.combine(on, time(0), tzinfo=LONDON)


def _rows(arrangement: Arrangement) -> QuerySet[Arrangement]:
    rows = Arrangement.objects.select_related("ccg__region", "round", "mandate_ballot", "constitution")
    return rows.filter(pk=arrangement.pk)


def begin_arrangement(arrangement: Arrangement, act: Act, *, by: Person, now: datetime) -> Arrangement:
    """The locked arrangement, for an act of `rules.arrangement_acts`; raises as `begin` does."""
    return begin(_rows(arrangement), act, by=by, now=now)


def _enter(row: Arrangement, act: str, *, by: Person | None, now: datetime, reason: str = "") -> None:
    enter(
        book=row.ccg.book,
        act=act,
        by=by,
        now=now,
        subject=f"models_abc.Arrangement:{row.pk}",
        reason=reason.strip(),
        facts={
            "go_live_on": row.go_live_on,
            "round": row.round.slug,
            "committee_kind": row.committee_kind,
            "mandate_ballot": row.mandate_ballot_id,
            "constitution": row.constitution_id,
            "agreement": row.agreement.sha256 if row.agreement else "",
            "pooled_pounds": row.pooled_pounds,
        },
    )


def _require_fitting(row: Arrangement) -> None:
    for linked, words in ((row.mandate_ballot, "ballot"), (row.constitution, "constitution")):
        if linked is not None and linked.ccg_id != row.ccg_id:
            raise Refused(f"That {words} belongs to another CCG.", status=400)
    if row.round.model_sought != CoCommissioningModel.B:
        raise Refused("Choose a round for model B.", status=400, field="round")
    if row.pooled_from_on and row.pooled_until_on and row.pooled_until_on <= row.pooled_from_on:
        raise Refused("The pooled fund must end after it starts.", status=400, field="pooled_until_on")


@transaction.atomic
def save_arrangement(
    *,
    ccg: CCG,
    by: Person,
    now: datetime,
    arrangement: Arrangement | None = None,
    agreement_file: Any = None,
    **fields: Any,
) -> Arrangement:
    """Drafts an arrangement or changes the draft; a change takes back the CCG's signature.

    `fields` are those of FIELDS. Raises Refused (400 for what does not fit, 409 when both have signed already).
    """
    require_any(by, (Permission.EDIT_APPLICATION,), ccg, now)
    CCG.objects.select_for_update(of=("self",), no_key=True).get(pk=ccg.pk)
    row = begin_arrangement(arrangement, acts.EDIT, by=by, now=now) if arrangement else Arrangement(ccg=ccg)
    if row.state == ArrangementState.SIGNED_BY_CCG:
        row.state, row.ccg_signed_at, row.ccg_signed_by = ArrangementState.DRAFT, None, None
    for field, value in fields.items():
        setattr(row, field, value)
    if not row.has_pooled_fund:
        row.pooled_pounds = row.pooled_from_on = row.pooled_until_on = None
        row.pooled_terms = ""
    _require_fitting(row)
    if agreement_file is not None:
        row.agreement = store_document(agreement_file, by=by, now=now)
    row.record(by=by, at=now, why="Draft changed" if arrangement else "Draft made")
    _enter(row, "arrangement.drafted", by=by, now=now)
    return row


@transaction.atomic
def sign_for_ccg(*, arrangement: Arrangement, seen: str, by: Person, now: datetime) -> Arrangement:
    """The CCG signs what it was shown: `seen` is its `terms_digest`, Conflict when something changed meanwhile.

    Raises Refused with everything that is missing (APP-13, ARR-01, ARR-03, ARR-04, JC-01).
    """
    row = begin_arrangement(arrangement, acts.SIGN, by=by, now=now)
    _require_seen(row, seen)
    _require_ready(row, now)
    LIFE.require(row.state, ArrangementState.SIGNED_BY_CCG, what="This arrangement")
    row.state, row.ccg_signed_at, row.ccg_signed_by = ArrangementState.SIGNED_BY_CCG, now, by
    row.record(by=by, at=now, why="Signed for the CCG")
    _enter(row, "arrangement.signed_by_ccg", by=by, now=now)
    for officer in holders(row.ccg.region, RoleCode.REGIONAL_OFFICER, now):
        post_message(
            key=f"arrangement.signed:{row.pk}:{now.isoformat()}:{officer.pk}",
            to=officer,
            subject=f"{row.ccg.name} has signed an arrangement for model B",
            text=f"Joint commissioning is to start on {day(row.go_live_on)}. Please sign before that day.\n",
            now=now,
            about=row.ccg.book,
            link=row.get_absolute_url(),
        )
    return row


@transaction.atomic
def sign_for_region(*, arrangement: Arrangement, seen: str, by: Person, now: datetime) -> Arrangement:
    """The region signs what the CCG signed and it was shown (`seen`, as for the CCG); the evidence is asked for again
    (ARR-02). Never the same person, nor somebody who has a part in the CCG.
    """
    row = begin(_rows(arrangement), acts.SIGN_HERE, by=by, now=now, permit=as_region)
    _require_seen(row, seen)
    if row.ccg_signed_by_id == by.pk:
        raise Refused("You signed for the CCG. Another person must sign for the region.", status=403)
    _require_ready(row, now)
    LIFE.require(row.state, ArrangementState.AGREED, what="This arrangement")
    row.state, row.region_signed_at, row.region_signed_by = ArrangementState.AGREED, now, by
    row.record(by=by, at=now, why="Signed for the region")
    _enter(row, "arrangement.agreed", by=by, now=now)
    if row.ccg_signed_by is not None:
        post_message(
            key=f"arrangement.agreed:{row.pk}",
            to=row.ccg_signed_by,
            subject="The region has signed your arrangement for model B",
            text=f"{row.ccg.name} holds model B from {day(row.go_live_on)}.\n",
            now=now,
            about=row.ccg.book,
            link=row.get_absolute_url(),
        )
    return row


def _require_seen(row: Arrangement, seen: str) -> None:
    if seen != terms_digest(row):
        raise Conflict("The arrangement changed after you opened the page. Check it again, then sign.")


def _require_ready(row: Arrangement, now: datetime) -> None:
    facts = facts_of(row, now)
    found = signing_blockers(facts, now=now) + lateness_blockers(facts, now=now, starts_at=starts_at(row.go_live_on))
    if found:
        raise Refused(*found)


@transaction.atomic
def withdraw_arrangement(*, arrangement: Arrangement, reason: str, by: Person, now: datetime) -> Arrangement:
    """The CCG gives an arrangement up before it is live. Raises Refused without a reason."""
    row = begin_arrangement(arrangement, acts.WITHDRAW, by=by, now=now)
    if not reason.strip():
        raise Refused("Enter why the arrangement is withdrawn.", status=400, field="reason")
    LIFE.require(row.state, ArrangementState.WITHDRAWN, what="This arrangement")
    row.state, row.ended_at, row.end_reason = ArrangementState.WITHDRAWN, now, reason.strip()
    row.record(by=by, at=now, why=reason.strip())
    _enter(row, "arrangement.withdrawn", by=by, now=now, reason=reason)
    return row


@transaction.atomic
def go_live_with_b(*, arrangement: Arrangement, now: datetime) -> bool:
    """Gives the CCG model B from the first moment of the agreed day, once everything is ready. True when it did.

    Run late, it still takes effect from that moment if all was in place by then, else from now. Asking again, or from
    five sweeps at once, changes nothing.
    """
    row = _rows(arrangement).select_for_update(of=("self",), no_key=True).get()
    at = starts_at(row.go_live_on)
    if row.state != ArrangementState.AGREED or now < at or start_blockers(facts_of(row, now)):
        return False
    at = now if start_blockers(facts_of(row, at)) else at
    row.state, row.live_at = ArrangementState.LIVE, at
    row.record(by=None, at=at, why="The agreed day has come")
    change_model_held(
        ccg=row.ccg,
        model=CoCommissioningModel.B,
        from_at=at,
        by=None,
        now=now,
        reason="Local arrangement with the region",
        source=f"Arrangement signed on {day(row.region_signed_at)}",
    )
    _enter(row, "arrangement.live", by=None, now=at)
    return True


def end_for_delegation(*, ccg: CCG, from_at: datetime, now: datetime, why: str) -> int:
    """Model C takes the place of model B at `from_at` (APP-16): what is live ends then, what is in hand is withdrawn.

    Gives how many arrangements it closed. Call it in the transaction that changes the model held.
    """
    rows = (
        Arrangement.objects.select_for_update(of=("self",), no_key=True)
        .filter(ccg=ccg)
        .exclude(state__in=CLOSED_ARRANGEMENTS)
    )
    found = list(rows.select_related("ccg__region", "round", "agreement"))
    for row in found:
        live = row.state == ArrangementState.LIVE
        row.state = ArrangementState.ENDED if live else ArrangementState.WITHDRAWN
        row.ended_at, row.end_reason = from_at, why
        row.record(by=None, at=now, why=why)
        _enter(row, "arrangement.ended" if live else "arrangement.withdrawn", by=None, now=now, reason=why)
    return len(found)


@transaction.atomic
def end_arrangement(
    *, arrangement: Arrangement, reason: str, by: Person, now: datetime, to_model: str = "A"
) -> Arrangement:
    """The region records that joint commissioning ends now; the CCG holds `to_model` from then on."""
    row = begin_arrangement(arrangement, acts.END, by=by, now=now)
    if not reason.strip():
        raise Refused("Enter why joint commissioning ends.", status=400, field="reason")
    LIFE.require(row.state, ArrangementState.ENDED, what="This arrangement")
    row.state, row.ended_at, row.end_reason = ArrangementState.ENDED, now, reason.strip()
    row.record(by=by, at=now, why=reason.strip())
    change_model_held(
        ccg=row.ccg, model=to_model, from_at=now, by=by, now=now, reason=reason.strip(), source="End of the arrangement"
    )
    _enter(row, "arrangement.ended", by=by, now=now, reason=reason)
    return row

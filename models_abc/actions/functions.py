"""Agreements about single functions: the CCG proposes, the region answers (F-20; FUN-01 to FUN-03, FUN-06)."""

from datetime import date, datetime

from django.db import transaction

from ccgs.actions.beginning import begin
from ccgs.actions.permits import require_any
from ccgs.models import CCG
from ccgs.queries.models_held import model_held
from ccgs.queries.posts import holders
from ccgs.terms import Permission, RoleCode
from cocommission.shared.actions.ledger import enter
from cocommission.shared.actions.outbox import post_message
from cocommission.shared.clock import day
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.pages import url_to
from cocommission.shared.rules.names import in_sentence
from cocommission.shared.transitions import Transitions
from models_abc.actions.shared import as_region
from models_abc.models import FunctionAgreement
from models_abc.rules.functions import assignment_blockers
from models_abc.rules.interest_acts import ANSWER
from models_abc.terms import AgreementState
from models_abc.terms.functions import AGREEMENT_TRANSITIONS

LIFE = Transitions(AGREEMENT_TRANSITIONS)


@transaction.atomic
def propose_agreement(
    *,
    ccg: CCG,
    function: str,
    decider: str,
    from_on: date,
    source: str,
    note: str = "",
    by: Person,
    now: datetime,
) -> FunctionAgreement:
    """Proposes who decides one function from a day on, under the model that the CCG holds now.

    Raises Refused when the matrix forbids it (FUN-01 to FUN-03, FUN-06), without a source, or while another proposal
    about the same function is open. The region's officers are told.
    """
    require_any(by, (Permission.EDIT_APPLICATION,), ccg, now)
    CCG.objects.select_for_update(of=("self",), no_key=True).get(pk=ccg.pk)
    held = model_held(ccg, now)
    found = assignment_blockers(function=function, model_held=held, decider=decider, on=from_on)
    if found:
        raise Refused(*found)
    if not source.strip():
        raise Refused(
            "Enter where this is written, for example the clause of the agreement.", status=400, field="source"
        )
    row = FunctionAgreement(
        ccg=ccg,
        function=function,
        model_held=held,
        decider=decider,
        from_on=from_on,
        source=source.strip(),
        note=note.strip(),
        proposed_at=now,
        proposed_by=by,
    )
    row.record(by=by, at=now, why=f"Proposed: {source.strip()}")
    _enter(row, "function.proposed", by=by, now=now)
    for officer in holders(ccg.region, RoleCode.REGIONAL_OFFICER, now):
        post_message(
            key=f"function.proposed:{row.pk}:{officer.pk}",
            to=officer,
            subject=f"{ccg.name} proposes who decides: {row.get_function_display()}",
            text=f"Proposed: {row.get_decider_display()}, from {day(from_on)}.\n\nSource: {row.source}\n",
            now=now,
            about=ccg.book,
            link=url_to("functions", ccg),
        )
    return row


@transaction.atomic
def answer_agreement(
    *, agreement: FunctionAgreement, agree: bool, reason: str = "", by: Person, now: datetime
) -> FunctionAgreement:
    """The region agrees or, with a reason, declines. The matrix is asked again, for the model held by then."""
    rows = FunctionAgreement.objects.select_related("ccg__region").filter(pk=agreement.pk)
    row = begin(rows, ANSWER, by=by, now=now, permit=as_region)
    state = AgreementState.AGREED if agree else AgreementState.DECLINED
    LIFE.require(row.state, state, what="This proposal")
    if not agree and not reason.strip():
        raise Refused("Enter why NHS England declines.", status=400, field="reason")
    if agree:
        found = assignment_blockers(
            function=row.function, model_held=model_held(row.ccg, now), decider=row.decider, on=row.from_on
        )
        if found:
            raise Refused(*found)
    row.state, row.answered_at, row.answered_by, row.answer_reason = state, now, by, reason.strip()
    row.record(by=by, at=now, why=reason.strip() or "Agreed")
    _enter(row, f"function.{state.lower()}", by=by, now=now, reason=reason)
    post_message(
        key=f"function.answered:{row.pk}",
        to=row.proposed_by,
        subject=f"{row.get_state_display()}: {row.get_function_display()}",
        text=f"NHS England's answer: {in_sentence(row.get_state_display())}.\n\n{row.answer_reason}\n",
        now=now,
        about=row.ccg.book,
        link=url_to("functions", row.ccg),
    )
    return row


def _enter(row: FunctionAgreement, act: str, *, by: Person, now: datetime, reason: str = "") -> None:
    enter(
        book=row.ccg.book,
        act=act,
        by=by,
        now=now,
        subject=f"models_abc.FunctionAgreement:{row.pk}",
        reason=reason.strip(),
        facts={
            "function": row.function,
            "model_held": row.model_held,
            "decider": row.decider,
            "from_on": row.from_on,
            "source": row.source,
        },
    )

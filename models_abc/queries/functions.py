"""Reads of the function matrix as one CCG holds it."""

from datetime import date, datetime, time

from django.db.models import QuerySet

from ccgs.models import CCG
from ccgs.queries.models_held import model_held
from cocommission.shared.clock import LONDON, london
from models_abc.models import FunctionAgreement
from models_abc.rules.functions import Agreed, Today, who_decides
from models_abc.terms import AgreementState, Decider


def agreements_of(ccg: CCG) -> QuerySet[FunctionAgreement]:
    """Every agreement ever proposed for a CCG, the latest first."""
    return (
        FunctionAgreement.objects.filter(ccg=ccg)
        .select_related("ccg", "proposed_by", "answered_by")
        .order_by("-proposed_at", "-pk")
    )


def open_proposals(ccg: CCG) -> list[FunctionAgreement]:
    """What the CCG has proposed and the region has not answered."""
    return list(agreements_of(ccg).filter(state=AgreementState.PROPOSED))


def agreed(ccg: CCG) -> list[Agreed]:
    """What both sides agreed, as the rules read it."""
    rows = FunctionAgreement.objects.filter(ccg=ccg, state=AgreementState.AGREED)
    return [Agreed(row.function, row.model_held, row.decider, row.from_on, row.note) for row in rows]


def functions_today(ccg: CCG, now: datetime) -> tuple[str, list[Today]]:
    """The model that `ccg` holds at `now` and who decides each function then. Two queries."""
    held = model_held(ccg, now)
    return held, who_decides(held, agreed(ccg), london(now).date())


def decider_of(ccg: CCG, function: str, at: datetime) -> Decider:
    """Who decides `function` for `ccg` at `at`; for decisions that name the function they exercise."""
    _, found = functions_today(ccg, at)
    return next(one.decider for one in found if one.function == function)


def functions_on(ccg: CCG, on: date) -> tuple[str, list[Today]]:
    """As `functions_today`, at the end of a day in England."""
    return functions_today(ccg, datetime.combine(on, time(23, 59, 59), tzinfo=LONDON))

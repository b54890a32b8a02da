"""Reads of the function matrix as one CCG holds it."""

from datetime import datetime

from django.db.models import QuerySet

from ccgs.models import CCG
from ccgs.queries.models_held import model_held
from cocommission.shared.clock import london
from models_abc.models import FunctionAgreement
from models_abc.rules.functions import Agreed, Today, who_decides
from models_abc.terms import AgreementState


def agreements_of(ccg: CCG) -> QuerySet[FunctionAgreement]:
    """Every agreement ever proposed for a CCG, the latest first."""
    return (
        FunctionAgreement.objects.filter(ccg=ccg)
        .select_related("ccg", "proposed_by", "answered_by")
        .order_by("-proposed_at", "-pk")
    )


def agreed(ccg: CCG) -> list[Agreed]:
    """What both sides agreed, as the rules read it."""
    rows = FunctionAgreement.objects.filter(ccg=ccg, state=AgreementState.AGREED)
    return [Agreed(row.function, row.model_held, row.decider, row.from_on, row.note) for row in rows]


def functions_today(ccg: CCG, now: datetime) -> tuple[str, list[Today]]:
    """The model that `ccg` holds at `now` and who decides each function then. Two queries."""
    held = model_held(ccg, now)
    return held, who_decides(held, agreed(ccg), london(now).date())

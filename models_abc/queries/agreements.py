"""What committees ask about single functions: the agreement of CCG and NHS England that is in force (F-20, F-45)."""

from datetime import datetime

from ccgs.models import CCG
from ccgs.queries.models_held import model_held
from cocommission.shared.clock import london
from models_abc.models import FunctionAgreement
from models_abc.rules.functions import Agreed, who_decides
from models_abc.terms import AgreementState
from pccc.queries.authority import agreements_from
from pccc.rules.authority import Agreement


@agreements_from
def agreement_in_force(ccg: CCG, function: str, at: datetime) -> Agreement | None:
    """The agreement that says who decides `function` for `ccg` at `at`; None where the matrix alone says it.

    Counts what both sides had agreed by then, under the model held, within the matrix (FUN-06).
    """
    rows = list(
        FunctionAgreement.objects.filter(
            ccg=ccg, function=function, state=AgreementState.AGREED, answered_at__lte=at
        ).order_by("from_on")
    )
    if not rows:
        return None
    agreed = [Agreed(row.function, row.model_held, row.decider, row.from_on, row.note) for row in rows]
    today = who_decides(model_held(ccg, at), agreed, london(at).date())
    found = next((one.agreed for one in today if one.function == function), None)
    if found is None:
        return None
    source = next(row.source for row in rows if row.from_on == found.from_on and row.model_held == found.model_held)
    return Agreement(found.decider, found.from_on, source, found.note)

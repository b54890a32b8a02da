"""By what right a committee could decide a function at a moment: the model held then and the agreement in force."""

from collections.abc import Callable, Iterable
from datetime import datetime

from ccgs.models import CCG
from ccgs.queries.models_held import model_held
from cocommission.shared.clock import london
from models_abc.terms import Function
from pccc.models import Committee
from pccc.rules.authority import Agreement, Authority, authority
from pccc.rules.quorum import Sitter
from pccc.terms import SeatRole

AgreementOf = Callable[[CCG, str, datetime], Agreement | None]
_known: list[AgreementOf] = []


def agreements_from(function: AgreementOf) -> AgreementOf:
    """Registers who knows the agreements about single functions: `function(ccg, function, at)`.

    A later step of the process keeps them, so it tells this one when it is ready.
    """
    _known[:] = [function]
    return function


def agreement_of(ccg: CCG, function: str, at: datetime) -> Agreement | None:
    """The agreement about one function that is in force at a moment; None where nothing was agreed."""
    return _known[0](ccg, function, at) if _known and function in Function.values else None


def england_is_there(present: Iterable[Sitter]) -> bool:
    """Whether a member for NHS England is in the room and not ruled out of the item."""
    return any(sitter.role == SeatRole.NHS_ENGLAND and sitter.eligible for sitter in present)


def authority_at(committee: Committee, function: str, present: Iterable[Sitter], at: datetime) -> Authority:
    """`authority` for this committee, this room and this moment."""
    return authority(
        function=function,
        model_held=model_held(committee.ccg, at),
        agreement=agreement_of(committee.ccg, function, at),
        committee_kind=committee.kind,
        england_present=england_is_there(present),
        on=london(at).date(),
    )

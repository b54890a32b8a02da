"""Who may be given which function, and who decides it today (F-20; FUN-01 to FUN-03, FUN-06)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cocommission.shared.rules.blockers import Blocker
from models_abc.rules.catalogue.rounds import FUNCTION_RULES
from models_abc.terms.functions import AGREEABLE_DECIDERS, RETAINED, Decider, Function
from models_abc.terms.kinds import CoCommissioningModel
from models_abc.terms.matrix import Cell, cell, rows

_RULE = {rule.id: rule for rule in FUNCTION_RULES}
BOTH = "Governance officer with the NHS England regional officer"
_PEOPLE = (Function.PERFORMERS_LIST, Function.APPRAISAL, Function.REVALIDATION)


def _blocker(rule: str, missing: str, who: str = BOTH) -> Blocker:
    return Blocker(rule=rule, missing=missing, who=who, source=_RULE[rule].source, field="decider")


def assignment_blockers(*, function: str, model_held: str, decider: str, on: date) -> list[Blocker]:
    """What stands against `decider` deciding `function` for a CCG that holds `model_held` on `on`.

    Retained functions are refused whatever is asked (FUN-01, FUN-02), model A is given no decision (FUN-03), and no
    agreement goes beyond the matrix (FUN-06). An empty list means that it may be agreed.
    """
    name = Function(function).label
    if function in RETAINED:
        rule = "FUN-01" if function in (*_PEOPLE, Function.NATIONAL_TERMS) else "FUN-02"
        return [_blocker(rule, f"{name}: always with NHS England. No agreement can give it to anyone else.")]
    if decider not in AGREEABLE_DECIDERS:
        return [_blocker("FUN-06", "Choose who decides: NHS England, both jointly or the CCG.")]
    if model_held == CoCommissioningModel.A and decider in (Decider.JOINT, Decider.CCG):
        return [
            _blocker(
                "FUN-03", f"{name}: the CCG holds model A, which brings no decisions. Apply for model B or C first."
            )
        ]
    limit = cell(function, model_held, on)
    if AGREEABLE_DECIDERS.index(Decider(decider)) > AGREEABLE_DECIDERS.index(limit.most):
        return [
            _blocker(
                "FUN-06",
                f"{name}: model {model_held} goes no further than “{limit.most.label}”. "
                f"“{Decider(decider).label}” would be more.",
            )
        ]
    return []


def choices_for(function: str, model_held: str, on: date) -> list[Decider]:
    """The deciders that CCG and NHS England may agree on for `function`; none for a retained function."""
    return [
        decider
        for decider in AGREEABLE_DECIDERS
        if not assignment_blockers(function=function, model_held=model_held, decider=decider, on=on)
    ]


@dataclass(frozen=True, slots=True)
class Agreed:
    """An agreement about one function that both sides confirmed: who decides, under which model, from which day."""

    function: str
    model_held: str
    decider: str
    from_on: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Today:
    """Who decides one function on a day, with the matrix cell behind it and the agreement, if one changes it."""

    function: Function
    decider: Decider
    cell: Cell
    agreed: Agreed | None = None

    @property
    def to_be_confirmed(self) -> bool:
        """True while nothing better than an unsettled source says who decides."""
        return self.cell.to_be_confirmed and self.agreed is None


def who_decides(model_held: str, agreements: Iterable[Agreed], on: date) -> list[Today]:
    """Every function with its decider on `on`: the latest agreement under the model held, else the matrix.

    An agreement made under another model says nothing about this one; one that the matrix of that day forbids is
    passed over, so that a change of the matrix can only take back, never hand out.
    """
    latest: dict[str, Agreed] = {}
    for one in sorted(agreements, key=lambda agreed: agreed.from_on):
        allowed = not assignment_blockers(function=one.function, model_held=model_held, decider=one.decider, on=on)
        if one.model_held == model_held and one.from_on <= on and allowed:
            latest[one.function] = one
    found = []
    for function, cells in rows(on):
        agreed = latest.get(function)
        decider = Decider(agreed.decider) if agreed else cells[str(model_held)].decider
        found.append(Today(function, decider, cells[str(model_held)], agreed))
    return found

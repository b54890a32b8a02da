"""The function matrix of models A, B and C as data: who decides, how sure that is and where it comes from (F-20)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models_abc.terms.functions import ASSIGNABLE, RETAINED, Decider, Function
from models_abc.terms.kinds import CoCommissioningModel

A, B, C = CoCommissioningModel.A, CoCommissioningModel.B, CoCommissioningModel.C
BMA = "BMA guidance on co-commissioning, November 2016"
MEDWAY = "Medway Health and Wellbeing Board paper, 15 September 2015"
FIRST_DAY = date(2015, 4, 1)
"""Models B and C were first held on this day [seed 001]."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Who decides `function` under `model`. `most` is the furthest that an agreement may go for the CCG.

    `strength` is a key of ``STRENGTHS`` (R: to be confirmed, shown as such, never as quoted guidance). The cell is
    right from `since` up to and without `until`.
    """

    function: Function
    model: CoCommissioningModel
    decider: Decider
    most: Decider
    strength: str
    source: str
    note: str = ""
    since: date = FIRST_DAY
    until: date | None = None

    @property
    def to_be_confirmed(self) -> bool:
        """True where no guidance could be read that says so, or where sources disagree."""
        return self.strength == "R"


def _seed_functions() -> Iterator[Cell]:
    """The list that joint committees and delegated CCGs share [seed 002]: the same functions, other deciders."""
    for function in (
        Function.CONTRACTS,
        Function.ENHANCED_SERVICES,
        Function.NEW_PRACTICES,
        Function.MERGERS,
        Function.DISCRETIONARY_PAYMENTS,
    ):
        yield Cell(function, A, Decider.INVOLVED, Decider.INVOLVED, "A", BMA, "The CCG is heard; it decides nothing.")
        yield Cell(function, B, Decider.JOINT, Decider.JOINT, "A", BMA)
        yield Cell(function, C, Decider.CCG, Decider.CCG, "A", BMA)


def _incentive_schemes() -> Iterator[Cell]:
    yield Cell(
        Function.INCENTIVE_SCHEMES,
        A,
        Decider.NHS_ENGLAND,
        Decider.NHS_ENGLAND,
        "A",
        BMA,
        "A CCG with model A cannot design a scheme in place of the QOF.",
    )
    lmc = "The LMC is consulted; the scheme must show better outcomes, less inequality and value for money."
    yield Cell(Function.INCENTIVE_SCHEMES, B, Decider.JOINT, Decider.JOINT, "A", BMA, lmc)
    yield Cell(
        Function.INCENTIVE_SCHEMES, C, Decider.CCG, Decider.CCG, "A", BMA, f"No national approval is needed. {lmc}"
    )


def _premises_and_money() -> Iterator[Cell]:
    yield Cell(
        Function.PREMISES,
        A,
        Decider.INVOLVED,
        Decider.INVOLVED,
        "C",
        "Area team slides on co-commissioning, 2014",
        "Plans and priorities only.",
    )
    yield Cell(Function.PREMISES, B, Decider.JOINT, Decider.JOINT, "C", "Area team slides on co-commissioning, 2014")
    yield Cell(
        Function.PREMISES,
        C,
        Decider.CCG,
        Decider.CCG,
        "C",
        f"{MEDWAY}; East Berkshire CCGs, 2017",
        "Includes revenue funding, rent reviews and rates.",
    )
    no_extra = "No model brings extra money for administration."
    yield Cell(Function.BUDGET, A, Decider.NHS_ENGLAND, Decider.NHS_ENGLAND, "A", BMA, no_extra)
    yield Cell(
        Function.BUDGET,
        B,
        Decider.NHS_ENGLAND,
        Decider.JOINT,
        "A",
        BMA,
        f"CCG and NHS England may agree a pooled fund, which they then decide on jointly. {no_extra}",
    )
    yield Cell(
        Function.BUDGET,
        C,
        Decider.CCG,
        Decider.CCG,
        "A",
        BMA,
        f"Delegated to the CCG, which may top it up from its main allocation. {no_extra}",
    )


def _unsettled() -> Iterator[Cell]:
    """Where sources disagree or say nothing: the cautious answer stands until CCG and NHS England agree another."""
    press = "HSJ, January and February 2015; later delegation agreements differ"
    yield Cell(Function.COMPLAINTS, A, Decider.NHS_ENGLAND, Decider.NHS_ENGLAND, "R", press)
    yield Cell(Function.COMPLAINTS, B, Decider.JOINT, Decider.JOINT, "R", press)
    yield Cell(
        Function.COMPLAINTS,
        C,
        Decider.NHS_ENGLAND,
        Decider.CCG,
        "R",
        press,
        "A press report of 2015 says that the CCG decides. A later delegation agreement may leave complaints with NHS "
        "England. Enter what your own agreement says.",
    )
    for model, most in ((A, Decider.INVOLVED), (B, Decider.JOINT), (C, Decider.CCG)):
        yield Cell(
            Function.OUT_OF_HOURS,
            model,
            Decider.NHS_ENGLAND,
            most,
            "R",
            "No source found",
            "No paper that we could read says who decides. Enter what your own agreement says.",
        )


def _retained() -> Iterator[Cell]:
    sources = {Function.NATIONAL_TERMS: f"{MEDWAY}; {BMA}"}
    for function in RETAINED:
        for model in CoCommissioningModel:
            yield Cell(function, model, Decider.NEVER, Decider.NEVER, "A", sources.get(function, BMA))


CELLS: tuple[Cell, ...] = (
    *_seed_functions(),
    *_incentive_schemes(),
    *_premises_and_money(),
    *_unsettled(),
    *_retained(),
)
"""Every cell: each function for each model."""

EARLIER_DRAFT = (
    "An area team's draft of 2014, from before the three models were fixed, split the functions differently: category "
    "C began with some enhanced services and might later have grown to full contract management, complaints and the "
    "design of PMS and APMS contracts. It never came into force."
)


def cell(function: str, model: str, on: date) -> Cell:
    """The cell of `function` under `model` that was right on `on`; before the first day, the first one.

    Raises KeyError for a function or model that the matrix does not know.
    """
    found = [one for one in CELLS if one.function == function and one.model == model]
    if not found:
        raise KeyError((function, model))
    for one in found:
        if one.since <= on and (one.until is None or on < one.until):
            return one
    return min(found, key=lambda one: one.since)


def rows(on: date) -> list[tuple[Function, dict[str, Cell]]]:
    """The whole matrix on `on`: the functions that can be shared first, then those that never can."""
    return [
        (function, {str(model): cell(function, model, on) for model in CoCommissioningModel})
        for function in (*ASSIGNABLE, *RETAINED)
    ]

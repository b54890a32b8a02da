"""By what right a committee decides: whose the function is on that day (F-45; PCC-16, FUN-01 to FUN-03)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from cocommission.shared.rules.blockers import Blocker
from models_abc.terms import RETAINED, CoCommissioningModel, Decider, Function
from models_abc.terms.matrix import cell
from pccc.rules.catalogue.decisions import BMA, DEC_01, DEC_02, PCC_16
from pccc.terms.committees import CommitteeKind

_WITH_ENGLAND = (CommitteeKind.JOINT, CommitteeKind.IN_COMMON)
_PEOPLE = (Function.PERFORMERS_LIST, Function.APPRAISAL, Function.REVALIDATION, Function.NATIONAL_TERMS)
REGION = "NHS England regional officer"


@dataclass(frozen=True, slots=True)
class Agreement:
    """What CCG and NHS England agreed about one function and what is in force that day; `source` names the paper."""

    decider: str
    from_on: date
    source: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Authority:
    """Who decides `function` on `on` and where that comes from; `blockers` say why this committee may not."""

    function: str
    model_held: str
    decider: str
    on: date
    source: str
    strength: str
    agreed_from_on: date | None
    committee_kind: str
    england_present: bool
    blockers: tuple[Blocker, ...] = ()

    @property
    def function_name(self) -> str:
        """The function in words."""
        return str(Function(self.function).label) if self.function in Function.values else self.function

    @property
    def words(self) -> str:
        """One sentence for pages and minutes."""
        basis = "by the agreement in force" if self.agreed_from_on else f"under model {self.model_held} ({self.source})"
        return f"{self.function_name}: decided by {_decider_words(self.decider)} {basis}."

    def as_json(self) -> dict[str, Any]:
        """As it is kept with the decision."""
        return {
            "function": self.function,
            "function_name": self.function_name,
            "model_held": self.model_held,
            "decider": self.decider,
            "decider_name": str(Decider(self.decider).label),
            "on": self.on.isoformat(),
            "source": self.source,
            "strength": self.strength,
            "agreed_from_on": self.agreed_from_on.isoformat() if self.agreed_from_on else None,
            "committee_kind": self.committee_kind,
            "england_present": self.england_present,
            "words": self.words,
        }


def _decider_words(decider: str) -> str:
    name = str(Decider(decider).label)
    return name[0].lower() + name[1:] if name.startswith("The ") else name


def _retained(function: str) -> Blocker:
    rule = "FUN-01" if function in _PEOPLE else "FUN-02"
    name = Function(function).label
    return Blocker(
        rule, f"{name}: always with NHS England. No committee of a CCG decides it.", REGION, BMA, field="function"
    )


def _not_ours(function: str, model_held: str, decider: str) -> Blocker | None:
    name = Function(function).label
    if model_held == CoCommissioningModel.A:
        missing = f"{name}: the CCG holds model A on that day, which brings no decisions."
        return Blocker("FUN-03", missing, "Members, by a mandate for model B or C", BMA, field="function")
    if decider not in (Decider.JOINT, Decider.CCG):
        missing = f"{name}: under model {model_held} this is decided by {_decider_words(decider)} on that day."
        return Blocker(DEC_01.id, missing, "Governance officer with " + REGION, DEC_01.source, field="function")
    return None


def _together(function: str, model_held: str, committee_kind: str, england_present: bool) -> list[Blocker]:
    """What a function shared with NHS England asks of the committee and of the room."""
    name, found = Function(function).label, []
    if model_held == CoCommissioningModel.B and committee_kind not in _WITH_ENGLAND:
        missing = f"{name} is decided jointly: in a joint committee or in committees in common, not in this committee."
        found.append(Blocker(DEC_02.id, missing, "Committee secretary", DEC_02.source, field="function"))
    if not england_present:
        missing = f"{name} is decided jointly, and NHS England is not in the room for this item."
        found.append(Blocker(DEC_02.id, missing, "Chair of the committee", DEC_02.source, field="function"))
    return found


def authority(
    *,
    function: str,
    model_held: str,
    agreement: Agreement | None,
    committee_kind: str,
    england_present: bool,
    on: date,
) -> Authority:
    """Whether a committee may decide `function` for a CCG that holds `model_held` on `on`.

    `agreement` is the one about this function that is in force that day, or None. Retained functions are refused
    whatever was agreed (FUN-01, FUN-02), model A brings none (FUN-03), a sub-group decides nothing (PCC-16), and what
    is shared needs NHS England in the room (DEC-02).
    """
    if function not in Function.values:
        blocker = Blocker(DEC_01.id, "Choose the function that the decision exercises.", "Committee secretary",
                          DEC_01.source, field="function")  # fmt: skip
        return Authority(function, model_held, Decider.NHS_ENGLAND, on, DEC_01.source, DEC_01.strength, None,
                         committee_kind, england_present, (blocker,))  # fmt: skip
    found = cell(function, model_held, on)
    agreed = agreement if agreement is not None and agreement.from_on <= on and function not in RETAINED else None
    decider = str(Decider(agreed.decider) if agreed else found.decider)
    blockers: list[Blocker] = []
    if committee_kind == CommitteeKind.SUBGROUP:
        missing = "A sub-group may draft and advise, but it cannot decide. Put it to the committee."
        blockers.append(Blocker(PCC_16.id, missing, "Committee secretary", PCC_16.source))
    if function in RETAINED:
        blockers.append(_retained(function))
    elif (foreign := _not_ours(function, model_held, decider)) is not None:
        blockers.append(foreign)
    elif decider == Decider.JOINT:
        blockers += _together(function, model_held, committee_kind, england_present)
    return Authority(
        function=str(function),
        model_held=str(model_held),
        decider=decider,
        on=on,
        source=(agreed.source or "Agreement between the CCG and NHS England") if agreed else found.source,
        strength="L" if agreed else found.strength,
        agreed_from_on=agreed.from_on if agreed else None,
        committee_kind=str(committee_kind),
        england_present=england_present,
        blockers=tuple(blockers),
    )

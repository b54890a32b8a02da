"""When the chair and an executive may decide between meetings (DEC-03)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from cocommission.shared.rules.blockers import Blocker
from models_abc.terms import Function
from pccc.rules.authority import Authority
from pccc.rules.catalogue.decisions import BMA, DEC_03
from pccc.rules.decisions import CHAIR, SECRETARY
from pccc.rules.quorum import Sitter
from pccc.terms.committees import EXECUTIVE, LAY, Office


def _b(missing: str, *, who: str = SECRETARY, field: str) -> Blocker:
    return Blocker(DEC_03.id, missing, who, DEC_03.source, field=field)


@dataclass(frozen=True, slots=True)
class UrgentFacts:
    """An urgent decision between meetings: who agreed, as what, and why it could not wait."""

    authority: Authority
    reason: str
    conflicts: str
    agreed: Sequence[Sitter] = field(default_factory=tuple)
    strangers: int = 0


def urgent_blockers(facts: UrgentFacts) -> list[Blocker]:
    """DEC-03: a lay chair or vice chair and an executive agree, with a reason; their conflicts are written down."""
    found = list(facts.authority.blockers)
    if facts.authority.function == Function.INCENTIVE_SCHEMES:
        missing = (
            "A local incentive scheme is approved at a meeting: after the LMC consultation has closed, with its three "
            "statements, and without the GPs of member practices."
        )
        found.append(Blocker("FUN-04", missing, SECRETARY, BMA, field="function"))
    if not facts.reason.strip():
        found.append(_b("Enter why it cannot wait for the next meeting.", field="urgent_reason"))
    if not facts.conflicts.strip():
        missing = (
            "Enter the conflicts of interest of the people who decide and how they were handled, or that "
            "there are none."
        )
        found.append(_b(missing, field="conflicts"))
    if facts.strangers or any(not sitter.voting for sitter in facts.agreed):
        found.append(_b("Only voting members of the committee can decide.", field="agreed"))
    voting = [sitter for sitter in facts.agreed if sitter.voting]
    if not any(s.role in LAY and s.office in (Office.CHAIR, Office.VICE_CHAIR) for s in voting):
        found.append(_b("The lay chair or lay vice chair must agree.", who=CHAIR, field="agreed"))
    if not any(sitter.role in EXECUTIVE for sitter in voting):
        found.append(_b("An executive member must agree.", who="Chief officer", field="agreed"))
    return found

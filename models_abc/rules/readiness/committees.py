"""The committee that is to decide, and how conflicts of interest are managed: computed, not attested by a document.

Model C: a primary care commissioning committee that will be rightly composed on the go-live day, public registers, a
Guardian in post, no overdue declaration of a decision-maker. Model B: a joint committee, or committees in common, with
NHS England (PCC-01 to PCC-07, JC-01, COI-00, COI-04, GOV-04).
"""

from models_abc.rules.readiness.evidence import CommitteeFact, ConflictsFact, Evidence
from models_abc.rules.readiness.proof import Asks, ProofLine, Requirement, parent
from models_abc.terms import CoCommissioningModel, EvidenceKind, Stage

WHO = "Governance officer or committee secretary"
WANTED = {
    CoCommissioningModel.C: "The primary care commissioning committee",
    CoCommissioningModel.B: "The joint committee, or committees in common, with NHS England",
}


def _rule(evidence: Evidence) -> str:
    return "PCC-01" if evidence.model_sought == CoCommissioningModel.C else "JC-01"


def _says(evidence: Evidence, words: str) -> str:
    return f"{WANTED[CoCommissioningModel(evidence.model_sought)]} {words}"


def _line(fact: CommitteeFact) -> ProofLine:
    said = f": {', '.join(fact.figures)}" if fact.figures else ""
    return ProofLine(f"{fact.name}{said}", fact.url)


def committee_fault(
    fact: CommitteeFact | None, model_sought: str, *, active: bool, wanted: str = ""
) -> tuple[str, str] | None:
    """What is wrong with the committee as (rule that it breaks or "", words); None when nothing is.

    There is one (`wanted` names it), with terms of reference, that breaks no rule on the go-live day; `active` by then.
    """
    if fact is None:
        wanted = wanted or WANTED[CoCommissioningModel(model_sought)]
        return "", f"{wanted} is not set up. Set it up on the committees page, with terms, seats and members."
    if fact.broken:
        words = " ".join(f"{words} ({rule})" for rule, words in fact.broken)
        return fact.broken[0][0], f"On the go-live day {fact.name} would break a rule. {words}"
    if not fact.has_terms:
        return "", f"{fact.name} has no terms of reference that are in force on the go-live day."
    if model_sought == CoCommissioningModel.B and not fact.with_nhs_england:
        return "", f"{fact.name} has no region of NHS England. Add the region."
    if active and not fact.active:
        return "", f"{fact.name} is being set up. Activate it."
    return None


def _committee(evidence: Evidence, asks: Asks, *, active: bool) -> Requirement:
    fact = evidence.committee
    lines = [_line(fact)] if fact is not None else []
    fault = committee_fault(fact, str(evidence.model_sought), active=active)
    return asks.missing(fault[1], *lines, rule=fault[0]) if fault is not None else asks.met(*lines)


def committee_in_hand(evidence: Evidence) -> Requirement:
    """Before submission: set up, and rightly composed on the go-live day as far as appointments say now."""
    asks = Asks(
        str(EvidenceKind.COMMITTEE.value),
        _says(evidence, "is set up, and rightly composed on the go-live day"),
        (_rule(evidence),),
        WHO,
        "committees",
    )
    return _committee(evidence, asks, active=False) if evidence.needs(EvidenceKind.COMMITTEE) else asks.not_needed()


def committee_at_go_live(evidence: Evidence) -> Requirement:
    """Before go-live: active as well. Asked whatever the round asks for: without it nobody could decide."""
    asks = Asks(
        "go_live.committee",
        _says(evidence, "is active and rightly composed"),
        (_rule(evidence),),
        WHO,
        "committees",
        Stage.GO_LIVE,
    )
    return _committee(evidence, asks, active=True)


def _overdue(number: int) -> str:
    """Without names: what go-live waits for is public."""
    who = "One decision-maker has" if number == 1 else f"{number} decision-makers have"
    return f"{who} not declared in time. Ask them to declare, even if they have nothing to declare."


def _conflicts(evidence: Evidence, id: str, stage: Stage) -> Requirement:
    fact, keeper = evidence.conflicts or ConflictsFact(), "Governance officer"
    line = ProofLine("Registers of the CCG", fact.url)

    def asks(name: str, says: str, rule: str, who: str, page: str = "registers") -> Asks:
        return Asks(f"{id}.{name}", says, (rule,), who, page, stage)

    registers = asks("registers", "The registers of conflicts of interest are published", "COI-00", keeper)
    guardian = asks("guardian", "A Conflicts of Interest Guardian is in post", "GOV-04", keeper, "people")
    declared = asks("declared", "No declaration of a decision-maker is overdue", "COI-04", "Those who have to declare")
    children = [
        registers.met(line)
        if fact.registers_published
        else registers.missing("The registers are not published. Set the register policy with its first day.", line),
        guardian.met(ProofLine(fact.guardian))
        if fact.guardian
        else guardian.missing("Nobody holds the post of Conflicts of Interest Guardian. Appoint one."),
        declared.missing(_overdue(len(fact.overdue)), *(ProofLine(f"Overdue: {who}", fact.url) for who in fact.overdue))
        if fact.overdue
        else declared.met(line),
    ]
    return parent(
        id,
        "Conflicts of interest are managed: registers, Guardian, declarations",
        ("COI-00", "GOV-04", "COI-04"),
        stage=stage,
        page="registers",
        children=children,
    )


def conflicts_in_hand(evidence: Evidence) -> Requirement:
    """Before submission, where the round asks for the registers."""
    name = str(EvidenceKind.REGISTERS.value)
    if not evidence.needs(EvidenceKind.REGISTERS):
        return Asks(name, EvidenceKind.REGISTERS.label, ("COI-00",), "", "").not_needed()
    return _conflicts(evidence, name, Stage.SUBMIT)


def conflicts_at_go_live(evidence: Evidence) -> Requirement:
    """Before go-live of model C."""
    if evidence.model_sought != CoCommissioningModel.C:
        asks = Asks("go_live.conflicts", "Conflicts of interest are managed", ("COI-00",), "", "", Stage.GO_LIVE)
        return asks.not_needed("Only delegation asks for it at go-live.")
    return _conflicts(evidence, "go_live.conflicts", Stage.GO_LIVE)

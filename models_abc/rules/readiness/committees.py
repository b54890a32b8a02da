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


def _committee(evidence: Evidence, asks: Asks, *, active: bool) -> Requirement:
    """Whether there is one, with terms of reference, that breaks no rule on the go-live day; `active` by then."""
    fact = evidence.committee
    if fact is None:
        wanted = WANTED[CoCommissioningModel(evidence.model_sought)]
        return asks.missing(
            f"{wanted} is not set up. Set it up among the committees of the CCG: terms, seats, members."
        )
    line = _line(fact)
    if fact.broken:
        first, said = fact.broken[0]
        words = " ".join(f"{words} ({rule})" for rule, words in fact.broken)
        return asks.missing(f"On the go-live day {fact.name} would break a rule. {words}", line, rule=first)
    if not fact.has_terms:
        return asks.missing(f"{fact.name} has no terms of reference that are in force on the go-live day.", line)
    if evidence.model_sought == CoCommissioningModel.B and not fact.with_nhs_england:
        return asks.missing(f"{fact.name} does not meet with a region of NHS England. Name the region.", line)
    if active and not fact.active:
        return asks.missing(f"{fact.name} is being set up. Activate it.", line)
    return asks.met(line)


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
    """Before go-live: active as well. Asked for model B only where its round asks for a committee."""
    asks = Asks(
        "go_live.committee",
        _says(evidence, "is active and rightly composed"),
        (_rule(evidence),),
        WHO,
        "committees",
        Stage.GO_LIVE,
    )
    if evidence.model_sought != CoCommissioningModel.C and not evidence.needs(EvidenceKind.COMMITTEE):
        return asks.not_needed("The round does not ask for a committee.")
    return _committee(evidence, asks, active=True)


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
        declared.missing(f"Overdue: {'; '.join(fact.overdue)}. Ask them to declare, also that there is nothing.", line)
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

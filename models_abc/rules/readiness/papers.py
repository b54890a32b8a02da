"""Documents that the round asks for (APP-04, APP-05, APP-13)."""

from cocommission.shared.clock import moment
from models_abc.rules.readiness.evidence import Evidence
from models_abc.rules.readiness.proof import Asks, ProofLine, Requirement
from models_abc.terms import EvidenceKind

# kind, rule, what the page says is missing
_WANTED = (
    (
        EvidenceKind.FINANCE_TEMPLATE,
        "APP-04",
        "The finance template is not attached. Complete it with NHS England's finance lead and upload it.",
    ),
    (
        EvidenceKind.DCO_SIGNATURE,
        "APP-04",
        "The checklist signed by the NHS England director is not attached. Agree it with the local team and upload it.",
    ),
    (
        EvidenceKind.IMPLEMENTATION_PLAN,
        "APP-05",
        "The implementation plan is not attached. Share it with the members, then upload it.",
    ),
    (
        EvidenceKind.LOCAL_AGREEMENT,
        "APP-13",
        "The joint commissioning agreement with the local NHS England team is not attached. Agree it and upload it.",
    ),
)


def documents(evidence: Evidence) -> list[Requirement]:
    """One requirement per kind of document; met by a current document, whatever was there before."""
    found = []
    for kind, rule, missing in _WANTED:
        asks = Asks(str(kind.value), kind.label, (rule,), "Governance officer", "documents")
        lines = [
            ProofLine(
                f"{document.name}, uploaded on {moment(document.uploaded_at)}, SHA-256 {document.sha256[:12]}",
                document.url,
            )
            for document in evidence.documents
            if document.kind == kind
        ]
        if not evidence.needs(kind):
            found.append(asks.not_needed())
        else:
            found.append(asks.met(*lines) if lines else asks.missing(missing))
    return found

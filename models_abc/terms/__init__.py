"""Words and states of models A, B and C. A leaf: anyone may import it, it imports no other app."""

from models_abc.terms.applications import (
    TRANSITION_TABLES,
    ApplicationState,
    AttestationRole,
    DecisionOutcome,
    DocumentKind,
    EvidenceKind,
    RequirementState,
    Stage,
)
from models_abc.terms.kinds import CoCommissioningModel

__all__ = [
    "TRANSITION_TABLES",
    "ApplicationState",
    "AttestationRole",
    "CoCommissioningModel",
    "DecisionOutcome",
    "DocumentKind",
    "EvidenceKind",
    "RequirementState",
    "Stage",
]

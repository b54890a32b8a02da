"""Words and states of models A, B and C. A leaf: anyone may import it, it imports no other app."""

from typing import Any

from models_abc.terms.applications import TRANSITION_TABLES as APPLICATION_TABLES
from models_abc.terms.applications import (
    ApplicationState,
    AttestationRole,
    DecisionOutcome,
    DocumentKind,
    EvidenceKind,
    RequirementState,
    Stage,
)
from models_abc.terms.arrangements import ARRANGEMENT_TRANSITIONS, ArrangementState, CommitteeKind
from models_abc.terms.functions import AGREEMENT_TRANSITIONS, RETAINED, AgreementState, Decider, Function
from models_abc.terms.kinds import CoCommissioningModel
from models_abc.terms.rounds import INTEREST_TRANSITIONS, InterestState, Readiness, RoundPurpose, RoundState

TRANSITION_TABLES: dict[str, dict[Any, Any]] = {
    **APPLICATION_TABLES,
    "Function agreement": AGREEMENT_TRANSITIONS,
    "Expression of interest": INTEREST_TRANSITIONS,
    "Arrangement for model B": ARRANGEMENT_TRANSITIONS,
}

__all__ = [
    "RETAINED",
    "TRANSITION_TABLES",
    "AgreementState",
    "ApplicationState",
    "ArrangementState",
    "AttestationRole",
    "CoCommissioningModel",
    "CommitteeKind",
    "Decider",
    "DecisionOutcome",
    "DocumentKind",
    "EvidenceKind",
    "Function",
    "InterestState",
    "Readiness",
    "RequirementState",
    "RoundPurpose",
    "RoundState",
    "Stage",
]

"""One file per noun."""

from models_abc.models.application import Application, ApplicationConsultation, MandateBallot
from models_abc.models.arrangement import Arrangement
from models_abc.models.decision import Condition, Decision, DelegationAgreement, ExitNotice
from models_abc.models.evidence import (
    ApplicationDocument,
    Attestation,
    AttestationWithdrawal,
    ConsultationWaiver,
    GoverningBodyApproval,
    SubjectToVote,
)
from models_abc.models.function_agreement import FunctionAgreement
from models_abc.models.interest import ExpressionOfInterest
from models_abc.models.round import Round
from models_abc.models.submission import LateDecision, Submission

__all__ = [
    "Application",
    "ApplicationConsultation",
    "ApplicationDocument",
    "Arrangement",
    "Attestation",
    "AttestationWithdrawal",
    "Condition",
    "ConsultationWaiver",
    "Decision",
    "DelegationAgreement",
    "ExitNotice",
    "ExpressionOfInterest",
    "FunctionAgreement",
    "GoverningBodyApproval",
    "LateDecision",
    "MandateBallot",
    "Round",
    "SubjectToVote",
    "Submission",
]

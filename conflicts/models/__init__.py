"""Records of the registers, one file per noun."""

from .bodies import Body, BodyLink, WorkLink
from .breaches import Breach, CertificateAttestation, SelfCertification, TrainingRecord
from .gifts import Gift
from .interests import Declarant, DeclarationReturn, Interest, Redaction, RegisterPolicy
from .procurement import ProcurementDecision, ProcurementParticipant

__all__ = [
    "Body",
    "BodyLink",
    "Breach",
    "CertificateAttestation",
    "DeclarationReturn",
    "Declarant",
    "Gift",
    "Interest",
    "ProcurementDecision",
    "ProcurementParticipant",
    "Redaction",
    "RegisterPolicy",
    "SelfCertification",
    "TrainingRecord",
    "WorkLink",
]

"""Words and states of the registers."""

from cocommission.shared.transitions import Transitions
from conflicts.terms.bodies import BodyKind, LinkKind
from conflicts.terms.breaches import (
    BREACH_TRANSITIONS,
    CERTIFICATE_TRANSITIONS,
    BreachKind,
    BreachState,
    CertificatePeriod,
    CertificateState,
    TrainingModule,
)
from conflicts.terms.gifts import GIFT_TRANSITIONS, GiftState, OfferAnswer, OfferKind
from conflicts.terms.interests import (
    INTEREST_TRANSITIONS,
    REDACTION_TRANSITIONS,
    TYPE_MEANS,
    Capacity,
    DeclarantGroup,
    InterestState,
    InterestType,
    Occasion,
    RedactionState,
    Relationship,
    ReturnKind,
)
from conflicts.terms.procurement import PROCUREMENT_TRANSITIONS, ContractForm, ProcurementState, Route

TRANSITIONS: dict[str, Transitions] = {
    "Declaration of interest": Transitions(INTEREST_TRANSITIONS),
    "Redaction request": Transitions(REDACTION_TRANSITIONS),
    "Gift or hospitality": Transitions(GIFT_TRANSITIONS),
    "Procurement decision": Transitions(PROCUREMENT_TRANSITIONS),
    "Breach": Transitions(BREACH_TRANSITIONS),
    "Self-certification": Transitions(CERTIFICATE_TRANSITIONS),
}
"""What may follow what, for the drawn states and the actions."""

__all__ = [
    "TRANSITIONS",
    "TYPE_MEANS",
    "BodyKind",
    "BreachKind",
    "BreachState",
    "Capacity",
    "CertificatePeriod",
    "CertificateState",
    "ContractForm",
    "DeclarantGroup",
    "GiftState",
    "InterestState",
    "InterestType",
    "LinkKind",
    "Occasion",
    "OfferAnswer",
    "OfferKind",
    "ProcurementState",
    "RedactionState",
    "Relationship",
    "ReturnKind",
    "Route",
    "TrainingModule",
]

"""The words of this app: what people hold, what states a constitution passes through, how members vote."""

from ccgs.terms.constitutions import CONSTITUTION_TRANSITIONS, ChecklistItem, ConstitutionState
from ccgs.terms.models_held import ModelHeldCode
from ccgs.terms.organisations import CONTRACT_TRANSITIONS, ContractKind, ContractStatus, PracticeStatus
from ccgs.terms.roles import ROLES, OrganisationKind, Permission, RoleCode, RoleTerms
from ccgs.terms.voting import BallotMode, Decides, QuorumOf, Rounding, ThresholdBase, WeightKind

TRANSITIONS = {"Constitution version": CONSTITUTION_TRANSITIONS, "Practice contract": CONTRACT_TRANSITIONS}

__all__ = [
    "CONSTITUTION_TRANSITIONS",
    "CONTRACT_TRANSITIONS",
    "ROLES",
    "TRANSITIONS",
    "BallotMode",
    "ChecklistItem",
    "ConstitutionState",
    "ContractKind",
    "ContractStatus",
    "Decides",
    "ModelHeldCode",
    "OrganisationKind",
    "Permission",
    "PracticeStatus",
    "QuorumOf",
    "RoleCode",
    "RoleTerms",
    "Rounding",
    "ThresholdBase",
    "WeightKind",
]

"""One file per noun."""

from models_abc.models.arrangement import Arrangement
from models_abc.models.function_agreement import FunctionAgreement
from models_abc.models.interest import ExpressionOfInterest
from models_abc.models.round import Round

__all__ = ["Arrangement", "ExpressionOfInterest", "FunctionAgreement", "Round"]

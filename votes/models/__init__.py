"""Records of the app, one file per noun."""

from .consultation_answers import ConsultationAnswer, ConsultationReply
from .consultations import Consultation, ConsultationExtension, ConsultationPaper
from .engagement import EngagementAttendance, EngagementEvent, EngagementPaper, EngagementQuestion

__all__ = [
    "Consultation",
    "ConsultationAnswer",
    "ConsultationExtension",
    "ConsultationPaper",
    "ConsultationReply",
    "EngagementAttendance",
    "EngagementEvent",
    "EngagementPaper",
    "EngagementQuestion",
]

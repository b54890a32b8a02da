"""Records of the app, one file per noun."""

from .ballot_papers import AssistedEntry, Vote, VotingPaper
from .ballot_results import HistoricResult, PublishedTally, Result
from .ballot_roll import RollCorrection, RollEntry
from .ballots import Ballot, BallotGroup, Extension, Question
from .consultation_answers import ConsultationAnswer, ConsultationReply
from .consultations import Consultation, ConsultationExtension, ConsultationPaper
from .engagement import EngagementAttendance, EngagementEvent, EngagementPaper, EngagementQuestion

__all__ = [
    "AssistedEntry",
    "Ballot",
    "BallotGroup",
    "Consultation",
    "ConsultationAnswer",
    "ConsultationExtension",
    "ConsultationPaper",
    "ConsultationReply",
    "EngagementAttendance",
    "EngagementEvent",
    "EngagementPaper",
    "EngagementQuestion",
    "Extension",
    "HistoricResult",
    "PublishedTally",
    "Question",
    "Result",
    "RollCorrection",
    "RollEntry",
    "Vote",
    "VotingPaper",
]

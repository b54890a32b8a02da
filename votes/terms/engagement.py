"""Words of the engagement log (F-19)."""

from django.db.models import TextChoices


class EventKind(TextChoices):
    """How the CCG met those whom it engaged."""

    WEBINAR = "WEBINAR", "Webinar"
    MEETING = "MEETING", "Meeting"
    VISIT = "VISIT", "Visit"
    OTHER = "OTHER", "Other"


class EventState(TextChoices):
    """Whether an entry counts."""

    LOGGED = "LOGGED", "Logged"
    STRUCK = "STRUCK", "Struck out"


class AskedBy(TextChoices):
    """Who raised a question."""

    PRACTICE = "PRACTICE", "A member practice"
    LMC = "LMC", "The LMC"


#: Where the questions below come from; the wording here is our own.
BOARD_QUESTIONS_SOURCE = (
    "After the BMA's guidance to member practices and LMCs on co-commissioning (November 2016), key point 2"
)

#: Subjects that the BMA advises practices and LMCs to raise with their CCG's board, as questions to be answered.
BOARD_QUESTIONS = (
    "Which benefits does the board expect from delegated commissioning in this area?",
    "How does the board see its part in holding the contracts of its own members and managing how they perform?",
    "Who will sit on the joint committee or the primary care commissioning committee, and who will have a vote?",
    "How will conflicts of interest be managed, and what will be done to make them less likely?",
    "How will disputes be settled, and who will arbitrate between a practice and the CCG?",
)

"""Words and states of ballots of the member practices (F-10 to F-17)."""

from django.db.models import TextChoices

from cocommission.shared.transitions import Transitions


class BallotState(TextChoices):
    """Stored state. Whether an opened ballot takes votes is told by the clock: see `rules.ballot_life.phase`."""

    DRAFT = "DRAFT", "Draft"
    OPENED = "OPENED", "Opened"
    CLOSED = "CLOSED", "Closed"
    COUNTED = "COUNTED", "Counted"
    CERTIFIED = "CERTIFIED", "Certified"
    PUBLISHED = "PUBLISHED", "Published"
    CHALLENGED = "CHALLENGED", "Challenged"
    VOID = "VOID", "Void"


class BallotPhase(TextChoices):
    """What people see: the stored state read with the clock."""

    DRAFT = "DRAFT", "Draft"
    NOTICE = "NOTICE", "Notice given, voting has not begun"
    VOTING = "VOTING", "Voting is open"
    CLOSED = "CLOSED", "Closed, not yet counted"
    COUNTED = "COUNTED", "Counted, not yet certified"
    CERTIFIED = "CERTIFIED", "Certified, not yet published"
    PUBLISHED = "PUBLISHED", "Published"
    CHALLENGED = "CHALLENGED", "Challenged"
    VOID = "VOID", "Void"


#: Phases in which figures may be seen by those who work on the ballot (VOT-13: never before).
PHASES_WITH_FIGURES = (
    BallotPhase.COUNTED,
    BallotPhase.CERTIFIED,
    BallotPhase.PUBLISHED,
    BallotPhase.CHALLENGED,
)


class QuestionKind(TextChoices):
    """What the members are asked."""

    MODEL_CHOICE = "MODEL_CHOICE", "Which co-commissioning model to take up"
    CONSTITUTION_CHANGE = "CONSTITUTION_CHANGE", "Change of the constitution"
    FREE = "FREE", "Another question"


class OptionRole(TextChoices):
    """What a vote for an option means for the outcome."""

    FOR = "FOR", "In favour of a proposal"
    AGAINST = "AGAINST", "Against"
    ABSTAIN = "ABSTAIN", "Abstention"


class QuestionOutcome(TextChoices):
    """What the count of one question says (VOT-04, VOT-06)."""

    CARRIED = "CARRIED", "Carried"
    LOST = "LOST", "Lost"
    INQUORATE = "INQUORATE", "Quorum not met"


class Measure(TextChoices):
    """What is counted."""

    PRACTICES = "PRACTICES", "Practices, counted by head"
    WEIGHT = "WEIGHT", "Votes, with their weight"


class CorrectionKind(TextChoices):
    """How a roll is corrected after the opening, with a reason that is published (VOT-01)."""

    ADDED = "ADDED", "Added to the roll"
    STRUCK = "STRUCK", "Struck off the roll"
    REWEIGHTED = "REWEIGHTED", "Given another weight"


class AssistedMethod(TextChoices):
    """How a vote that an officer enters was given."""

    PAPER = "PAPER", "On paper"
    MEETING = "MEETING", "At a meeting"


class HistoricOutcome(TextChoices):
    """What a published paper says of a ballot that was not run here."""

    CARRIED = "CARRIED", "Carried, as published"
    LOST = "LOST", "Lost, as published"
    INQUORATE = "INQUORATE", "Quorum not met, as published"
    NOT_STATED = "NOT_STATED", "Outcome not stated"


#: Days before the close on which practices that have not voted are reminded, furthest first.
REMINDER_DAYS = (7, 3, 1)

TRANSITIONS = {
    "Ballot": Transitions(
        {
            BallotState.DRAFT: {BallotState.OPENED},
            BallotState.OPENED: {BallotState.CLOSED, BallotState.VOID},
            BallotState.CLOSED: {BallotState.COUNTED, BallotState.VOID},
            BallotState.COUNTED: {BallotState.CERTIFIED, BallotState.CHALLENGED, BallotState.VOID},
            BallotState.CERTIFIED: {BallotState.PUBLISHED, BallotState.CHALLENGED, BallotState.VOID},
            BallotState.PUBLISHED: {BallotState.CHALLENGED, BallotState.VOID},
            BallotState.CHALLENGED: {
                BallotState.COUNTED,
                BallotState.CERTIFIED,
                BallotState.PUBLISHED,
                BallotState.VOID,
            },
            BallotState.VOID: set(),
        }
    )
}

"""Words and states of LMC consultations (F-18)."""

from django.db.models import TextChoices

from cocommission.shared.transitions import Transitions


class ConsultationKind(TextChoices):
    """What the LMC (Local Medical Committee) is asked about."""

    MODEL_DECISION = "MODEL_DECISION", "Decision about the co-commissioning model"
    CONSTITUTION_CHANGE = "CONSTITUTION_CHANGE", "Change of the constitution"
    INCENTIVE_SCHEME = "INCENTIVE_SCHEME", "Local incentive scheme"
    OTHER = "OTHER", "Other matter"


class ConsultationState(TextChoices):
    """Stored state. Between OPEN and CLOSED the clock decides, not the row: see `rules.consultations`."""

    DRAFT = "DRAFT", "Draft"
    OPEN = "OPEN", "Open"
    CLOSED = "CLOSED", "Closed"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


class Opinion(TextChoices):
    """The LMC's opinion of the matter; whether it was consulted properly is asked apart."""

    SUPPORT = "SUPPORT", "Support"
    CONDITIONS = "CONDITIONS", "Support with conditions"
    OBJECT = "OBJECT", "Object"
    NO_VIEW = "NO_VIEW", "No view"


#: Opinions that the CCG must reply to (LMC-04), and that need a text saying what is objected to or asked for.
OPINIONS_THAT_NEED_A_REPLY = (Opinion.CONDITIONS, Opinion.OBJECT)

#: Days before the close on which an LMC that has not answered is reminded, furthest first.
CHASER_DAYS = (14, 7, 3, 1)

TRANSITIONS = {
    "LMC consultation": Transitions(
        {
            ConsultationState.DRAFT: {ConsultationState.OPEN, ConsultationState.WITHDRAWN},
            ConsultationState.OPEN: {ConsultationState.CLOSED, ConsultationState.WITHDRAWN},
            ConsultationState.CLOSED: set(),
            ConsultationState.WITHDRAWN: set(),
        }
    )
}

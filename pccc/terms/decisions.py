"""Words of decisions and votes in committee (F-45)."""

from django.db.models import TextChoices


class Choice(TextChoices):
    """A vote of a member."""

    FOR = "FOR", "For"
    AGAINST = "AGAINST", "Against"
    ABSTAIN = "ABSTAIN", "Abstain"


class Outcome(TextChoices):
    """What came of it."""

    CARRIED = "CARRIED", "Agreed"
    LOST = "LOST", "Not agreed"


class DecisionKind(TextChoices):
    """How a decision came about."""

    MEETING = "MEETING", "At a meeting"
    URGENT = "URGENT", "Urgent, between meetings"
    RATIFICATION = "RATIFICATION", "Ratifies an urgent decision"
    CORRECTION = "CORRECTION", "Corrects an earlier decision"

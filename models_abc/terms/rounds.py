"""Words of application rounds and expressions of interest (F-21)."""

from django.db.models import TextChoices


class RoundPurpose(TextChoices):
    """What a round is held for."""

    INTEREST = "INTEREST", "Expressions of interest"
    NATIONAL = "NATIONAL", "Applications to NHS England"
    LOCAL = "LOCAL", "Local agreements with the regional team"


class RoundState(TextChoices):
    """Where a round stands. Never stored: the clock decides (see ``rules.rounds``)."""

    PLANNED = "PLANNED", "Not open yet"
    OPEN = "OPEN", "Open"
    CLOSED = "CLOSED", "Closed"


class Readiness(TextChoices):
    """How soon a CCG could take up the model that it is interested in; the words of 2014 [seed 003]."""

    NOW = "NOW", "Ready now"
    SOON = "SOON", "Ready soon"
    LATER = "LATER", "Ready later"


class InterestState(TextChoices):
    """Where an expression of interest stands."""

    STANDING = "STANDING", "Standing"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


INTEREST_TRANSITIONS: dict[InterestState, set[InterestState]] = {
    InterestState.STANDING: {InterestState.WITHDRAWN},
    InterestState.WITHDRAWN: {InterestState.STANDING},
}

REMINDER_DAYS = (60, 30, 14, 7, 1)
"""Days before a round closes on which a CCG that has not submitted is reminded (APP-02)."""

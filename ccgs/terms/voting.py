"""Words of the rule by which member practices vote. A voting rule is part of one constitution version."""

from django.db.models import TextChoices


class Decides(TextChoices):
    """What a voting rule is for."""

    ANY = "ANY", "Any question put to the members"
    MODEL_CHOICE = "MODEL_CHOICE", "The choice of a co-commissioning model"
    CONSTITUTION_CHANGE = "CONSTITUTION_CHANGE", "A change of the constitution"


class WeightKind(TextChoices):
    """How many votes a practice has."""

    EQUAL = "EQUAL", "One practice, one vote"
    PER_PATIENTS = "PER_PATIENTS", "One vote for every so many registered patients"
    LIST_SIZE = "LIST_SIZE", "One vote for each registered patient"
    REPRESENTATIVES = "REPRESENTATIVES", "The same number of representatives for each practice"


class Rounding(TextChoices):
    """What becomes of the part of a vote that is left over."""

    CEIL = "CEIL", "Up: a part counts as a whole vote"
    FLOOR = "FLOOR", "Down: a part counts as nothing"
    ROUND = "ROUND", "To the nearest: half and more counts as a whole vote"


class ThresholdBase(TextChoices):
    """What the votes in favour are measured against."""

    CAST = "CAST", "The votes cast, abstentions included"
    CAST_WITHOUT_ABSTENTIONS = "CAST_WITHOUT_ABSTENTIONS", "The votes cast, abstentions left out"
    ELIGIBLE_PRACTICES = "ELIGIBLE_PRACTICES", "All practices that may vote, counted by head"
    ELIGIBLE_WEIGHT = "ELIGIBLE_WEIGHT", "All votes that may be cast"


class QuorumOf(TextChoices):
    """What the quorum is a share of."""

    PRACTICES = "PRACTICES", "The practices that may vote"
    WEIGHT = "WEIGHT", "The votes that may be cast"


class BallotMode(TextChoices):
    """Whether it is known how each practice voted."""

    RECORDED = "RECORDED", "Recorded: how each practice voted is part of the record"
    SECRET = "SECRET", "Secret: who voted is known, never how"  # noqa: S105 (a ballot mode, not a password)

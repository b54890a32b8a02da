"""Words and states of declarations of interest (F-50)."""

from django.db.models import TextChoices


class InterestType(TextChoices):
    """The four types of interest [Annex A template 2016]; the fourth needs the relationship in words (COI-01)."""

    FINANCIAL = "FINANCIAL", "Financial"
    PROFESSIONAL = "PROFESSIONAL", "Non-financial professional"
    PERSONAL = "PERSONAL", "Non-financial personal"
    INDIRECT = "INDIRECT", "Indirect"


TYPE_MEANS: dict[str, str] = {
    InterestType.FINANCIAL: "You could gain money directly from what is commissioned: as a partner, owner, "
    "shareholder, director or paid employee, for example.",
    InterestType.PROFESSIONAL: "Your reputation, status or career could gain.",
    InterestType.PERSONAL: "You could gain in your private life, with no money in it and no direct link to your "
    "career.",
    InterestType.INDIRECT: "A person close to you has one of the three other kinds of interest.",
}
"""One sentence for each type, for the form."""


class Capacity(TextChoices):
    """As what a person, or the person close to them, is tied to the organisation."""

    PARTNER = "PARTNER", "Partner"
    OWNER = "OWNER", "Owner"
    SHAREHOLDER = "SHAREHOLDER", "Shareholder"
    DIRECTOR = "DIRECTOR", "Director"
    EMPLOYEE = "EMPLOYEE", "Employee"
    SALARIED_GP = "SALARIED_GP", "Salaried GP"
    LOCUM = "LOCUM", "Locum"
    PRACTICE_MANAGER = "PRACTICE_MANAGER", "Practice manager"
    CONSULTANT = "CONSULTANT", "Adviser or contractor"
    TRUSTEE = "TRUSTEE", "Trustee"
    OFFICE_HOLDER = "OFFICE_HOLDER", "Holder of an office"
    MEMBER = "MEMBER", "Member"
    RESEARCH = "RESEARCH", "Receives research funding"
    PATIENT = "PATIENT", "Patient or user of the service"
    OTHER = "OTHER", "Other"


class Relationship(TextChoices):
    """Who has the interest, when it is indirect. The list of close people is to be confirmed (tagged R)."""

    SPOUSE = "SPOUSE", "Husband, wife or partner"
    RELATIVE = "RELATIVE", "Close relative"
    FRIEND = "FRIEND", "Close friend"
    BUSINESS_PARTNER = "BUSINESS_PARTNER", "Business partner"
    OTHER = "OTHER", "Another person who is close"


class DeclarantState(TextChoices):
    """Whether somebody still has to declare in a position."""

    LISTED = "LISTED", "Declares"
    ENDED = "ENDED", "Ended"


class InterestState(TextChoices):
    """Where an entry of the register stands. Whether an interest has ended is told by its date, not by its state."""

    SUBMITTED = "SUBMITTED", "Waiting for review"
    COMPLETE = "COMPLETE", "Reviewed"
    WITHDRAWN = "WITHDRAWN", "Entered in error"


class ReturnKind(TextChoices):
    """What somebody answered when asked for their interests."""

    NIL = "NIL", "I have no interests"
    NO_CHANGE = "NO_CHANGE", "Nothing has changed"
    INTERESTS = "INTERESTS", "I have declared my interests"


class Occasion(TextChoices):
    """Why a declaration was due."""

    APPOINTMENT = "APPOINTMENT", "On appointment"
    PERIODIC = "PERIODIC", "Periodic confirmation"
    CHANGE = "CHANGE", "On change"
    MEETING = "MEETING", "At a meeting"


class DeclarantGroup(TextChoices):
    """Whom section 14O of the NHS Act 2006 and the guidance ask to declare."""

    GOVERNING_BODY = "GOVERNING_BODY", "Governing body"
    COMMITTEE = "COMMITTEE", "Committee or sub-committee"
    EMPLOYEE = "EMPLOYEE", "Employee or embedded staff"
    MEMBER_PRACTICE = "MEMBER_PRACTICE", "Member practice"
    OTHER = "OTHER", "Other person who helps the CCG commission"


INTEREST_TRANSITIONS: dict[InterestState, set[InterestState]] = {
    InterestState.SUBMITTED: {InterestState.COMPLETE, InterestState.WITHDRAWN},
    InterestState.COMPLETE: {InterestState.SUBMITTED, InterestState.WITHDRAWN},
    InterestState.WITHDRAWN: set(),
}
"""A reviewed entry that is changed by its declarant waits for review again."""


class RedactionState(TextChoices):
    """A written request to keep an entry, or parts of it, off the public register (COI-11)."""

    REQUESTED = "REQUESTED", "Waiting for the Guardian"
    GRANTED = "GRANTED", "Granted"
    REFUSED = "REFUSED", "Refused"
    LIFTED = "LIFTED", "Lifted"


REDACTION_TRANSITIONS: dict[RedactionState, set[RedactionState]] = {
    RedactionState.REQUESTED: {RedactionState.GRANTED, RedactionState.REFUSED},
    RedactionState.GRANTED: {RedactionState.LIFTED},
    RedactionState.REFUSED: set(),
    RedactionState.LIFTED: set(),
}

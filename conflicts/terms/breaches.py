"""Words and states of breaches (F-53), training (F-58) and self-certification (F-57)."""

from django.db.models import TextChoices


class BreachKind(TextChoices):
    """The kinds of breach in the public record."""

    LATE = "LATE", "Declared late"
    NOT_DECLARED = "NOT_DECLARED", "On the register but not declared at the meeting"
    NOT_REGISTERED = "NOT_REGISTERED", "Never declared"
    NOT_MANAGED = "NOT_MANAGED", "Declared but not managed"
    GIFT = "GIFT", "Gift or hospitality against the rules"
    OTHER = "OTHER", "Other"


class BreachState(TextChoices):
    """Where a breach stands. A draft was opened by the product and waits for the Guardian's first look."""

    DRAFT = "DRAFT", "Draft for the Guardian"
    REPORTED = "REPORTED", "Reported"
    INVESTIGATED = "INVESTIGATED", "Being investigated"
    CONCLUDED = "CONCLUDED", "Concluded"
    PUBLISHED = "PUBLISHED", "Published"
    DISMISSED = "DISMISSED", "Not a breach"


BREACH_TRANSITIONS: dict[BreachState, set[BreachState]] = {
    BreachState.DRAFT: {BreachState.REPORTED, BreachState.DISMISSED},
    BreachState.REPORTED: {BreachState.INVESTIGATED, BreachState.DISMISSED},
    BreachState.INVESTIGATED: {BreachState.CONCLUDED, BreachState.DISMISSED},
    BreachState.CONCLUDED: {BreachState.PUBLISHED},
    BreachState.PUBLISHED: set(),
    BreachState.DISMISSED: set(),
}


class TrainingModule(TextChoices):
    """The three national online modules; the first is mandatory for the listed roles (GOV-05)."""

    ONE = "1", "Module 1: Introduction"
    TWO = "2", "Module 2: Managing conflicts through the commissioning cycle"
    THREE = "3", "Module 3: Chairs, committees and breaches"


class CertificatePeriod(TextChoices):
    """What a self-certification covers."""

    QUARTER = "QUARTER", "Quarter"
    YEAR = "YEAR", "Year"


class CertificateState(TextChoices):
    """Where a self-certification stands."""

    DRAFT = "DRAFT", "Draft"
    ATTESTED = "ATTESTED", "Attested"
    SUBMITTED = "SUBMITTED", "Sent to NHS England"


CERTIFICATE_TRANSITIONS: dict[CertificateState, set[CertificateState]] = {
    CertificateState.DRAFT: {CertificateState.ATTESTED},
    CertificateState.ATTESTED: {CertificateState.SUBMITTED, CertificateState.DRAFT},
    CertificateState.SUBMITTED: set(),
}

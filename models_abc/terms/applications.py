"""Words and states of applications, from the first draft to the day the model is held."""

from django.db.models import TextChoices


class EvidenceKind(TextChoices):
    """What a round can require of an application for a model. A round lists the codes per model."""

    MANDATE = "MANDATE", "Mandate of the member practices"
    CONSTITUTION = "CONSTITUTION", "Constitution change approved by the members"
    CONSULTATION = "CONSULTATION", "Consultation of the LMC"
    GOVERNING_BODY = "GOVERNING_BODY", "Approval by the governing body"
    ACCOUNTABLE_OFFICER = "ACCOUNTABLE_OFFICER", "Attestation by the Accountable Officer"
    AUDIT_CHAIR = "AUDIT_CHAIR", "Attestation by the Audit Chair"
    FINANCE_TEMPLATE = "FINANCE_TEMPLATE", "Finance template"
    DCO_SIGNATURE = "DCO_SIGNATURE", "Checklist signed by the NHS England director"
    IMPLEMENTATION_PLAN = "IMPLEMENTATION_PLAN", "Implementation plan"
    COMMITTEE = "COMMITTEE", "Committee terms of reference and composition"
    REGISTERS = "REGISTERS", "Published registers of conflicts of interest"
    LOCAL_AGREEMENT = "LOCAL_AGREEMENT", "Joint commissioning agreement with the local team"


class DocumentKind(TextChoices):
    """What an uploaded document of an application is. Names match the evidence it proves."""

    FINANCE_TEMPLATE = "FINANCE_TEMPLATE", "Finance template for delegated budgets"
    DCO_SIGNATURE = "DCO_SIGNATURE", "Checklist signed by the NHS England director"
    IMPLEMENTATION_PLAN = "IMPLEMENTATION_PLAN", "Implementation plan"
    COMMITTEE = "COMMITTEE", "Committee terms of reference and composition"
    REGISTERS = "REGISTERS", "Published registers of conflicts of interest"
    LOCAL_AGREEMENT = "LOCAL_AGREEMENT", "Joint commissioning agreement with the local team"
    OTHER = "OTHER", "Other document"


class AttestationRole(TextChoices):
    """The two people who confirm, each in their own sign-in (APP-03). Codes are the posts' roles."""

    ACCOUNTABLE_OFFICER = "ACCOUNTABLE_OFFICER", "Accountable Officer"
    AUDIT_CHAIR = "AUDIT_CHAIR", "Audit Chair"


class Stage(TextChoices):
    """The two gates of an application: the deadline, and the day the model is taken up."""

    SUBMIT = "SUBMIT", "Before submission"
    GO_LIVE = "GO_LIVE", "Before go-live"


class RequirementState(TextChoices):
    """Where one requirement stands."""

    MET = "MET", "In place"
    NOT_MET = "NOT_MET", "Missing"
    WARNING = "WARNING", "In place, with a warning"
    NOT_NEEDED = "NOT_NEEDED", "Not needed"


class ApplicationState(TextChoices):
    """The life of an application (F-22 to F-24)."""

    PREPARING = "PREPARING", "Preparing"
    SUBMITTED_SUBJECT_TO_VOTE = "SUBMITTED_SUBJECT_TO_VOTE", "Submitted subject to vote"
    SUBMITTED = "SUBMITTED", "Submitted"
    UNDER_REVIEW = "UNDER_REVIEW", "Under review"
    DEFERRED = "DEFERRED", "Deferred"
    APPROVED = "APPROVED", "Approved"
    APPROVED_WITH_CONDITIONS = "APPROVED_WITH_CONDITIONS", "Approved with conditions"
    REFUSED = "REFUSED", "Refused"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"
    RESCINDED = "RESCINDED", "Rescinded after the vote"
    LIVE = "LIVE", "Live"
    ENDED = "ENDED", "Ended"


class DecisionOutcome(TextChoices):
    """What NHS England's regional team can decide; codes are the states that follow."""

    APPROVED = "APPROVED", "Approve"
    APPROVED_WITH_CONDITIONS = "APPROVED_WITH_CONDITIONS", "Approve with conditions"
    DEFERRED = "DEFERRED", "Defer"
    REFUSED = "REFUSED", "Refuse"


_S = ApplicationState
_DECIDED: set[str] = {_S.APPROVED, _S.APPROVED_WITH_CONDITIONS, _S.DEFERRED, _S.REFUSED}

APPLICATION_TRANSITIONS: dict[str, set[str]] = {
    _S.PREPARING: {_S.SUBMITTED, _S.SUBMITTED_SUBJECT_TO_VOTE, _S.WITHDRAWN},
    _S.SUBMITTED_SUBJECT_TO_VOTE: {_S.SUBMITTED, _S.RESCINDED, _S.WITHDRAWN, _S.REFUSED},
    _S.SUBMITTED: {_S.UNDER_REVIEW, _S.WITHDRAWN} | _DECIDED,
    _S.UNDER_REVIEW: {_S.WITHDRAWN} | _DECIDED,
    _S.DEFERRED: {_S.UNDER_REVIEW, _S.WITHDRAWN, _S.APPROVED, _S.APPROVED_WITH_CONDITIONS, _S.REFUSED},
    _S.APPROVED: {_S.LIVE, _S.WITHDRAWN},
    _S.APPROVED_WITH_CONDITIONS: {_S.LIVE, _S.WITHDRAWN},
    _S.REFUSED: set(),
    _S.WITHDRAWN: set(),
    _S.RESCINDED: set(),
    _S.LIVE: {_S.ENDED},
    _S.ENDED: set(),
}
# After these nothing more happens, and the CCG may start another application in the same round.
CLOSED_STATES = (_S.REFUSED, _S.WITHDRAWN, _S.RESCINDED, _S.ENDED)
# Between these the evidence may not change: the dossier is what the region decides on.
LOCKED_STATES = tuple(state for state in ApplicationState if state != _S.PREPARING)

TRANSITION_TABLES: dict[str, dict[str, set[str]]] = {"Application": APPLICATION_TRANSITIONS}

"""Words of organisations: what ODS says about a practice, and the contract that a practice holds."""

from django.db.models import TextChoices

from cocommission.shared.transitions import Transitions


class PracticeStatus(TextChoices):
    """Column 13 of the ODS practice file."""

    ACTIVE = "A", "Active"
    CLOSED = "C", "Closed"
    DORMANT = "D", "Dormant"
    PROPOSED = "P", "Proposed"


class ContractKind(TextChoices):
    """The contract under which a practice provides general practice."""

    GMS = "GMS", "GMS: general medical services"
    PMS = "PMS", "PMS: personal medical services"
    APMS = "APMS", "APMS: alternative provider medical services"


class ContractStatus(TextChoices):
    """A practice in a fully integrated MCP suspends its contract and may reactivate it."""

    ACTIVE = "ACTIVE", "Active"
    SUSPENDED = "SUSPENDED", "Suspended"
    REACTIVATED = "REACTIVATED", "Reactivated"


class ReleaseKind(TextChoices):
    """The four public files."""

    REGIONS = "regions", "Regions and local teams"
    CCGS = "ccgs", "CCGs"
    PRACTICES = "practices", "Practices"
    LIST_SIZES = "list_sizes", "List sizes"


GP_PRACTICE_SETTING = 4
SETTINGS = {
    0: "Other",
    1: "Walk-in centre",
    2: "Out-of-hours service",
    3: "Walk-in centre and out-of-hours service",
    4: "GP practice",
    8: "Public health service",
    9: "Community health service",
    10: "Hospital service",
    11: "Optometry service",
    12: "Urgent and emergency care",
    13: "Hospice",
    14: "Care home or nursing home",
    15: "Border force",
    16: "Young offender institution",
    17: "Secure training centre",
    18: "Secure children's home",
    19: "Immigration removal centre",
    20: "Court",
    21: "Police custody",
    22: "Sexual assault referral centre",
    24: "Other, justice estate",
    25: "Prison",
}

CONTRACT_TRANSITIONS = Transitions(
    {
        ContractStatus.ACTIVE: {ContractStatus.SUSPENDED},
        ContractStatus.SUSPENDED: {ContractStatus.REACTIVATED},
        ContractStatus.REACTIVATED: {ContractStatus.SUSPENDED},
    }
)

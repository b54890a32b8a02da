"""Functions of commissioning general practice and who can decide them (F-20)."""

from django.db.models import TextChoices


class Function(TextChoices):
    """What is decided in commissioning general practice. The first group can be shared or delegated, the last never."""

    CONTRACTS = "CONTRACTS", "GMS, PMS and APMS contracts"
    ENHANCED_SERVICES = "ENHANCED_SERVICES", "Newly designed enhanced services"
    INCENTIVE_SCHEMES = "INCENTIVE_SCHEMES", "Local incentive schemes"
    NEW_PRACTICES = "NEW_PRACTICES", "New practices"
    MERGERS = "MERGERS", "Practice mergers"
    DISCRETIONARY_PAYMENTS = "DISCRETIONARY_PAYMENTS", "Discretionary payments"
    PREMISES = "PREMISES", "Premises"
    BUDGET = "BUDGET", "Budget for general practice"
    COMPLAINTS = "COMPLAINTS", "Complaints about general practice"
    OUT_OF_HOURS = "OUT_OF_HOURS", "Out-of-hours services"
    PERFORMERS_LIST = "PERFORMERS_LIST", "Medical performers list"
    APPRAISAL = "APPRAISAL", "Appraisal of GPs"
    REVALIDATION = "REVALIDATION", "Revalidation of GPs"
    NATIONAL_TERMS = "NATIONAL_TERMS", "National contract terms"
    DENTAL = "DENTAL", "Dental services"
    PHARMACY = "PHARMACY", "Community pharmacy"
    EYE = "EYE", "Eye health services"


RETAINED = (
    Function.PERFORMERS_LIST,
    Function.APPRAISAL,
    Function.REVALIDATION,
    Function.NATIONAL_TERMS,
    Function.DENTAL,
    Function.PHARMACY,
    Function.EYE,
)
"""Functions that NHS England keeps in every model; no agreement can give them away (FUN-01, FUN-02)."""

ASSIGNABLE = tuple(function for function in Function if function not in RETAINED)
"""Functions that an agreement between a CCG and NHS England may speak of."""

FUNCTION_MEANS: dict[str, str] = {
    Function.CONTRACTS: "Designing PMS and APMS contracts, monitoring contracts, breach and remedial notices, ending a "
    "contract.",
    Function.ENHANCED_SERVICES: "Local (LES) and directed (DES) enhanced services that are newly designed.",
    Function.INCENTIVE_SCHEMES: "A local scheme as an alternative to the Quality and Outcomes Framework (QOF).",
    Function.NEW_PRACTICES: "Whether a new GP practice is set up in an area.",
    Function.MERGERS: "Whether practices may merge.",
    Function.DISCRETIONARY_PAYMENTS: "Payments at the commissioner's discretion, such as retainer schemes.",
    Function.PREMISES: "Premises plans, revenue funding, rent reviews and rates.",
    Function.BUDGET: "The money that NHS England allots to general practice in the area.",
    Function.COMPLAINTS: "Looking into complaints about general practice.",
    Function.OUT_OF_HOURS: "Services at nights and weekends.",
    Function.PERFORMERS_LIST: "Who may work as a GP at all.",
    Function.APPRAISAL: "The yearly appraisal of each GP.",
    Function.REVALIDATION: "The recommendation on a GP's licence to practise.",
    Function.NATIONAL_TERMS: "GMS terms and every part of PMS and APMS contracts that is set nationally. Findings of "
    "the national PMS and MPIG reviews have to be adopted.",
    Function.DENTAL: "Commissioning of primary dental services.",
    Function.PHARMACY: "Commissioning of community pharmacy.",
    Function.EYE: "Commissioning of eye health services.",
}
"""One sentence for each function, for the page."""


class Decider(TextChoices):
    """Who decides a function, from NHS England alone to the CCG alone; NEVER marks the functions that stay."""

    NHS_ENGLAND = "NHS_ENGLAND", "NHS England"
    INVOLVED = "INVOLVED", "NHS England, with the CCG involved"
    JOINT = "JOINT", "NHS England and the CCG jointly"
    CCG = "CCG", "The CCG"
    NEVER = "NEVER", "Always NHS England"


AGREEABLE_DECIDERS = (Decider.NHS_ENGLAND, Decider.INVOLVED, Decider.JOINT, Decider.CCG)
"""What an agreement can say, from least to most for the CCG."""


class AgreementState(TextChoices):
    """Where an agreement about one function stands. It takes both sides."""

    PROPOSED = "PROPOSED", "Proposed by the CCG"
    AGREED = "AGREED", "Agreed"
    DECLINED = "DECLINED", "Declined"


AGREEMENT_TRANSITIONS: dict[AgreementState, set[AgreementState]] = {
    AgreementState.PROPOSED: {AgreementState.AGREED, AgreementState.DECLINED},
    AgreementState.AGREED: set(),
    AgreementState.DECLINED: set(),
}

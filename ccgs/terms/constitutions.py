"""The states of a constitution version and the ways from one to the next (F-05)."""

from django.db.models import TextChoices

from cocommission.shared.transitions import Transitions


class ChecklistItem(TextChoices):
    """What the law requires a constitution to contain (CON-01)."""

    NAME = "NAME", "Name of the group"
    MEMBERS = "MEMBERS", "Members of the group"
    AREA = "AREA", "Area of the group"
    FUNCTIONS = "FUNCTIONS", "How functions are discharged"
    DECISIONS = "DECISIONS", "How decisions are made"
    TRANSPARENCY = "TRANSPARENCY", "How decisions are made in the open"
    CONFLICTS = "CONFLICTS", "How conflicts of interest are managed"
    PARTICIPATION = "PARTICIPATION", "How each member takes part"


class ConstitutionState(TextChoices):
    """Where a version of a constitution stands."""

    DRAFT = "DRAFT", "Draft"
    PROPOSED = "PROPOSED", "Proposed to the members"
    ADOPTED = "ADOPTED", "Adopted by the members"
    APPROVED = "APPROVED", "Approved by NHS England"
    IN_FORCE = "IN_FORCE", "In force"
    SUPERSEDED = "SUPERSEDED", "Superseded"
    REJECTED = "REJECTED", "Rejected"


S = ConstitutionState
CONSTITUTION_TRANSITIONS = Transitions(
    {
        S.DRAFT: {S.PROPOSED, S.REJECTED},
        S.PROPOSED: {S.DRAFT, S.ADOPTED, S.REJECTED},
        S.ADOPTED: {S.DRAFT, S.PROPOSED, S.APPROVED, S.REJECTED},
        S.APPROVED: {S.IN_FORCE},
        S.IN_FORCE: {S.SUPERSEDED},
        S.SUPERSEDED: set(),
        S.REJECTED: set(),
    }
)

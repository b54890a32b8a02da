"""Words and states of procurement decisions (F-52)."""

from django.db.models import TextChoices


class Route(TextChoices):
    """How the provider was found."""

    TENDER = "TENDER", "Competitive tender"
    AQP = "AQP", "Any qualified provider"
    SINGLE_TENDER = "SINGLE_TENDER", "Single tender"


class ContractForm(TextChoices):
    """What kind of contract it is, as far as advertising is concerned."""

    ORDINARY = "ORDINARY", "Contract for services"
    MCP = "MCP", "Multispecialty community provider or accountable care organisation"


class ProcurementState(TextChoices):
    """Where a procurement decision stands."""

    DRAFT = "DRAFT", "Draft"
    DECIDED = "DECIDED", "Decided"
    AWARDED = "AWARDED", "Contract awarded"
    ABANDONED = "ABANDONED", "Abandoned"


PROCUREMENT_TRANSITIONS: dict[ProcurementState, set[ProcurementState]] = {
    ProcurementState.DRAFT: {ProcurementState.DECIDED, ProcurementState.ABANDONED},
    ProcurementState.DECIDED: {ProcurementState.AWARDED, ProcurementState.ABANDONED},
    ProcurementState.AWARDED: set(),
    ProcurementState.ABANDONED: set(),
}

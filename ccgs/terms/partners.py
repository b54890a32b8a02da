"""Words of the bodies that stand beside a CCG."""

from django.db.models import TextChoices


class PartnerKind(TextChoices):
    """Bodies with a standing invitation to a CCG's committees."""

    HEALTHWATCH = "HEALTHWATCH", "Healthwatch"
    HWB = "HWB", "Health and Wellbeing Board"

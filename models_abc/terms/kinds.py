"""The three co-commissioning models."""

from django.db.models import TextChoices


class CoCommissioningModel(TextChoices):
    """How far a CCG takes part in commissioning general practice [seed 002]."""

    A = "A", "Model A: greater involvement"
    B = "B", "Model B: joint commissioning"
    C = "C", "Model C: delegated commissioning"

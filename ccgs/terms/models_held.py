"""The model of co-commissioning that a CCG holds. What each model means is told in ``models_abc``."""

from django.db.models import TextChoices


class ModelHeldCode(TextChoices):
    """A is what every CCG has unless something else was agreed."""

    A = "A", "A: greater involvement"
    B = "B", "B: joint commissioning"
    C = "C", "C: delegated commissioning"

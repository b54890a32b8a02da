"""Which model of co-commissioning a CCG held from when to when (APP-16)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ccgs.models.moments import one_at_a_moment
from ccgs.models.organisations import CCG
from ccgs.terms.models_held import ModelHeldCode
from cocommission.shared.models import Governed


class ModelHeld(Governed):
    """A model held from ``from_at`` until just before ``to_at``. A CCG without any row holds model A."""

    ccg = models.ForeignKey(CCG, on_delete=models.PROTECT, related_name="models_held")
    model_held = models.CharField(max_length=1, choices=ModelHeldCode.choices)
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField()
    source = models.CharField(max_length=300, help_text="The decision that this rests on")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = "model held"
        verbose_name_plural = "models held"
        ordering = ["ccg", "from_at"]
        constraints = [
            one_at_a_moment(("ccg",), "one_model_held_at_a_time", start="from_at", end="to_at"),
            models.CheckConstraint(
                condition=Q(to_at__isnull=True) | Q(to_at__gt=F("from_at")), name="model_held_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.ccg.name}: {self.get_model_held_display()} from {self.from_at:%Y-%m-%d}"

"""Local medical committees and the partner bodies of CCGs, each linked to the CCGs that it covers (F-03)."""

from datetime import date, datetime

from django.db import models

from ccgs.models.organisations import CCG
from ccgs.models.ranges import ends_after_start
from ccgs.rules.post_acts import CURRENT, OVER
from ccgs.terms.partners import PartnerKind
from ccgs.terms.roles import OrganisationKind, permissions_of_kind
from cocommission.shared.models import Governed
from cocommission.shared.pages import HasPage


class LMC(HasPage, Governed):
    """A local medical committee: the statutory representative of general practitioners in its area."""

    page = "lmc"
    page_parts = {"code": "code"}

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=200)
    ccgs: "models.ManyToManyField[CCG, LMCArea]" = models.ManyToManyField(CCG, through="LMCArea", related_name="lmcs")

    class Meta:
        verbose_name = "LMC"
        ordering = ["name"]
        permissions = permissions_of_kind(OrganisationKind.LMC)

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    @property
    def book(self) -> str:
        """Its ledger book."""
        return f"LMC {self.code}"

    def ccgs_on(self, on: date) -> models.QuerySet[CCG]:
        """The CCGs that it covers on that day."""
        return CCG.objects.filter(lmc_areas__in=self.areas.filter(in_area(on))).order_by("name")


def in_area(on: date) -> models.Q:
    """Areas in force on that day; ``to_on`` is the first day after."""
    return models.Q(from_on__lte=on) & (models.Q(to_on__isnull=True) | models.Q(to_on__gt=on))


class LMCArea(Governed):
    """A CCG that an LMC covers, from a day until the day before ``to_on``."""

    lmc = models.ForeignKey(LMC, on_delete=models.PROTECT, related_name="areas")
    ccg = models.ForeignKey(CCG, on_delete=models.PROTECT, related_name="lmc_areas")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["lmc", "ccg", "from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["lmc", "ccg"], condition=models.Q(to_on__isnull=True), name="one_open_area_per_lmc_and_ccg"
            ),
            ends_after_start("lmc_area_ends_after_start"),
        ]

    def state_at(self, now: datetime) -> str:
        """Whether an end is recorded, whatever its day."""
        return CURRENT if self.to_on is None else OVER

    def __str__(self) -> str:
        return f"{self.lmc.name} for {self.ccg.name} from {self.from_on}"


class PartnerBody(Governed):
    """A local Healthwatch or a Health and Wellbeing Board, with the CCGs that it covers."""

    kind = models.CharField(max_length=12, choices=PartnerKind.choices)
    name = models.CharField(max_length=200)
    ccgs: "models.ManyToManyField[CCG, PartnerLink]" = models.ManyToManyField(
        CCG, through="PartnerLink", related_name="partner_bodies"
    )

    class Meta:
        verbose_name_plural = "partner bodies"
        ordering = ["kind", "name"]
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="one_partner_body_of_a_name")]

    def __str__(self) -> str:
        return self.name


class PartnerLink(Governed):
    """A CCG that a partner body covers, from a day until the day before ``to_on``."""

    body = models.ForeignKey(PartnerBody, on_delete=models.PROTECT, related_name="links")
    ccg = models.ForeignKey(CCG, on_delete=models.PROTECT, related_name="partner_links")
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["body", "ccg", "from_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "ccg"], condition=models.Q(to_on__isnull=True), name="one_open_link_per_body_and_ccg"
            ),
            ends_after_start("partner_link_ends_after_start"),
        ]

    def state_at(self, now: datetime) -> str:
        """Whether an end is recorded, whatever its day."""
        return CURRENT if self.to_on is None else OVER

    def __str__(self) -> str:
        return f"{self.body.name} for {self.ccg.name} from {self.from_on}"

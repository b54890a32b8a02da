"""Regions, local teams and CCGs of NHS England, as the ODS files state them."""

from datetime import date

from django.db import models

from ccgs.models.names import NameField
from ccgs.models.ranges import ends_after_start, one_at_a_time
from ccgs.terms.roles import OrganisationKind, permissions_of_kind
from cocommission.shared.models import Governed
from cocommission.shared.pages import HasPage


class Organisation(Governed):
    """What every organisation with an ODS code has. The code is an attribute, never the key."""

    code = models.CharField("ODS code", max_length=12)
    name = NameField(max_length=200)
    opened_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField("last day", null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["code"], name="one_%(class)s_a_code")]

    def __str__(self) -> str:
        return f"{self.name} ({self.code})"

    def is_open(self, on: date) -> bool:
        """Whether it existed on that day."""
        return (self.opened_on is None or self.opened_on <= on) and (self.closed_on is None or on <= self.closed_on)


class Region(HasPage, Organisation):
    """A commissioning region of NHS England (Y54 to Y57)."""

    page = "region"
    page_parts = {"code": "code"}

    class Meta(Organisation.Meta):
        permissions = permissions_of_kind(OrganisationKind.REGION)

    @property
    def book(self) -> str:
        """Its ledger book."""
        return f"REGION {self.code}"


class LocalTeam(Organisation):
    """A local team of NHS England (Q70 ...), part of a region."""

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="local_teams")

    class Meta(Organisation.Meta):
        verbose_name = "local team"


class CCG(HasPage, Organisation):
    """A clinical commissioning group, or (`is_hub`) a commissioning hub, which has no members.

    Name, region and team are the latest known; what was stated on an earlier day is in CCGVersion.
    """

    page = "ccg"
    page_parts = {"code": "code"}

    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="ccgs")
    local_team = models.ForeignKey(LocalTeam, null=True, blank=True, on_delete=models.PROTECT, related_name="ccgs")
    is_hub = models.BooleanField("commissioning hub", default=False)

    class Meta(Organisation.Meta):
        verbose_name = "CCG"
        permissions = permissions_of_kind(OrganisationKind.CCG)

    @property
    def book(self) -> str:
        """Its ledger book."""
        return f"CCG {self.code}"


class CCGVersion(Governed):
    """What the ODS file said about a CCG from `from_on` until the day before `to_on`."""

    ccg = models.ForeignKey(CCG, on_delete=models.PROTECT, related_name="versions")
    name = NameField(max_length=200)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    local_team = models.ForeignKey(LocalTeam, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    team_code = models.CharField(max_length=12, blank=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        ordering = ["ccg", "from_on"]
        constraints = [
            one_at_a_time("ccg", "one_ccg_version_a_day"),
            ends_after_start("ccg_version_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.name} from {self.from_on}"

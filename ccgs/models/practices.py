"""Practices: what ODS stated about them from when to when, and the contracts they hold."""

from django.db import models

from ccgs.models.names import NameField
from ccgs.models.organisations import CCG, Organisation
from ccgs.models.ranges import ends_after_start, one_at_a_time, one_at_a_time_among_many
from ccgs.terms.organisations import GP_PRACTICE_SETTING, SETTINGS, ContractKind, ContractStatus, PracticeStatus
from ccgs.terms.roles import OrganisationKind, permissions_of_kind
from cocommission.shared.models import Governed
from cocommission.shared.pages import HasPage
from cocommission.shared.rules.names import in_sentence


class MemberPractice(HasPage, Organisation):
    """An ODS practice code. Whether it was a voting member of a CCG on a day follows from its version that day.

    The name is the latest known. Two practices may have the same name: only the code tells them apart.
    """

    page = "practice"
    page_parts = {"code": "code"}

    class Meta(Organisation.Meta):
        verbose_name = "practice"
        permissions = permissions_of_kind(OrganisationKind.PRACTICE)


class PracticeVersion(Governed):
    """What the ODS file said about a practice from `from_on` until the day before `to_on`."""

    practice = models.ForeignKey(MemberPractice, on_delete=models.PROTECT, related_name="versions")
    name = NameField(max_length=200)
    ccg = models.ForeignKey(CCG, null=True, on_delete=models.PROTECT, related_name="practice_versions")
    parent_code = models.CharField("commissioner", max_length=12, blank=True)
    provider_code = models.CharField("provider or purchaser", max_length=12, blank=True)
    grouping = models.CharField("national grouping", max_length=12, blank=True)
    geography = models.CharField("local team", max_length=12, blank=True)
    status = models.CharField(max_length=1, choices=PracticeStatus.choices)
    setting = models.PositiveSmallIntegerField("prescribing setting")
    sub_type = models.CharField(max_length=1, blank=True)
    address = models.CharField(max_length=400, blank=True)
    postcode = models.CharField(max_length=12, blank=True)
    phone = models.CharField(max_length=40, blank=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    joined_on = models.DateField("joined the commissioner on", null=True)
    left_on = models.DateField("left the commissioner on", null=True)
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    class Meta:
        ordering = ["practice", "from_on"]
        constraints = [
            one_at_a_time_among_many("practice", "one_practice_version_a_day"),
            ends_after_start("practice_version_ends_after_start"),
        ]
        indexes = [
            models.Index(
                fields=["ccg", "from_on", "to_on"],
                include=["practice"],
                condition=models.Q(status=PracticeStatus.ACTIVE, setting=GP_PRACTICE_SETTING),
                name="active_gp_practices",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} from {self.from_on}"

    @property
    def setting_name(self) -> str:
        """The prescribing setting in words."""
        return SETTINGS.get(self.setting, f"Setting {self.setting}")


class Contract(Governed):
    """The contract under which a practice works, dated; its status may change without a new contract."""

    practice = models.ForeignKey(MemberPractice, on_delete=models.PROTECT, related_name="contracts")
    kind = models.CharField("contract type", max_length=4, choices=ContractKind.choices)
    status = models.CharField(max_length=12, choices=ContractStatus.choices, default=ContractStatus.ACTIVE)
    from_on = models.DateField()
    to_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["practice", "-from_on"]
        constraints = [
            one_at_a_time("practice", "one_contract_a_day"),
            ends_after_start("contract_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {in_sentence(self.get_status_display())} from {self.from_on}"

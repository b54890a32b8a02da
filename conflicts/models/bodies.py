"""Organisations in which people have interests, the ties between them, and where people work: dated, with a source."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ccgs.models.names import NameField
from cocommission.shared.models import Governed
from cocommission.shared.rules.names import in_sentence
from conflicts.rules.tie_acts import JOINED, OWN
from conflicts.terms.bodies import BodyKind, LinkKind
from conflicts.terms.interests import Capacity


def someone(**options: Any) -> models.ForeignKey[Any, Any]:
    """A person who is never deleted from under a record."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options)


class Body(Governed):
    """An organisation, identified by ODS code, by company number, or by name alone where it has neither.

    A practice of the ODS files is a body too (`practice`); two entries found to be one are joined by `same_as`.
    """

    kind = models.CharField(max_length=12, choices=BodyKind)
    name = NameField(max_length=200)
    ods_code = models.CharField("ODS code", max_length=10, blank=True)
    company_number = models.CharField("Companies House number", max_length=8, blank=True)
    practice = models.OneToOneField(
        "ccgs.MemberPractice", on_delete=models.PROTECT, null=True, blank=True, related_name="body"
    )
    same_as = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="other_names")
    added_at = models.DateTimeField()
    added_by = someone(null=True)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "bodies"
        constraints = [
            models.UniqueConstraint(fields=["ods_code"], condition=~Q(ods_code=""), name="one_body_per_ods_code"),
            models.UniqueConstraint(
                fields=["company_number"], condition=~Q(company_number=""), name="one_body_per_company_number"
            ),
            models.CheckConstraint(
                condition=Q(practice__isnull=True) | Q(kind=BodyKind.PRACTICE), name="body_of_a_practice_is_a_practice"
            ),
        ]

    def state_at(self, at: datetime) -> str:
        """Whether this entry counts, or is another name of one that does."""
        return JOINED if self.same_as_id else OWN

    def __str__(self) -> str:
        code = self.ods_code or self.company_number
        return f"{self.name} ({code})" if code else self.name


class BodyLink(Governed):
    """`holder` gains when `held` gains: "federation F is held by practice P, its shareholder". Dated, with a source."""

    holder = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="stakes")
    held = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="holders")
    kind = models.CharField(max_length=14, choices=LinkKind)
    from_on = models.DateField("first day")
    to_on = models.DateField("first day after", null=True, blank=True)
    source = models.CharField("where this is known from", max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by = someone(null=True)

    class Meta:
        ordering = ["holder", "held", "from_on"]
        constraints = [
            models.CheckConstraint(condition=~Q(holder=F("held")), name="body_holds_no_stake_in_itself"),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gt=F("from_on")), name="body_link_ends_after_start"
            ),
            models.UniqueConstraint(fields=["holder", "held", "kind", "from_on"], name="one_body_link_from_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.holder.name}, {self.get_kind_display()} {self.held.name}"


class WorkLink(Governed):
    """Where a person works or what they own, known to the CCG whether or not they declared it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="work_links")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="people")
    capacity = models.CharField("as what", max_length=16, choices=Capacity)
    from_on = models.DateField("first day")
    to_on = models.DateField("first day after", null=True, blank=True)
    source = models.CharField("where this is known from", max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by = someone(null=True)

    class Meta:
        ordering = ["person", "body", "from_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gt=F("from_on")), name="work_link_ends_after_start"
            ),
            models.UniqueConstraint(fields=["person", "body", "capacity", "from_on"], name="one_work_link_from_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.person.name}, {in_sentence(self.get_capacity_display())} at {self.body.name}"

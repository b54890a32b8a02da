"""Committees, their terms of reference, seats, the people in them and who is invited (F-40, F-41)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ccgs.models.moments import one_at_a_moment
from ccgs.terms import Permission
from cocommission.shared.models import Governed, by_at_constraint
from cocommission.shared.pages import HasPage
from pccc.terms.committees import (
    NEVER_VOTING,
    CommitteeKind,
    CommitteeState,
    InvitationAnswer,
    InvitedBody,
    Office,
    SeatRole,
)

PRIVATE = (Permission.RUN_COMMITTEES, Permission.GUARD_CONFLICTS)
"""Whose history holds words of private items: titles, statements, minutes."""


def someone(**options: Any) -> models.ForeignKey[Any, Any]:
    """A person who is never deleted from under a record."""
    return models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", **options)


class Committee(HasPage, Governed):
    """One committee of one CCG. Committees in common share a `common_name`, one record per CCG (JC-02)."""

    page = "committee"
    page_parts = {"code": "ccg.code", "number": "number"}

    ccg = models.ForeignKey("ccgs.CCG", on_delete=models.PROTECT, related_name="committees")
    number = models.PositiveIntegerField("number within the CCG")
    kind = models.CharField(max_length=10, choices=CommitteeKind)
    name = models.CharField(max_length=200)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="subgroups")
    common_name = models.CharField("name that committees in common share", max_length=200, blank=True)
    region = models.ForeignKey(
        "ccgs.Region", on_delete=models.PROTECT, null=True, blank=True, related_name="committees"
    )
    agreement = models.ForeignKey(
        "shared.Document",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="agreement under section 13Z",
    )
    meets_in_public = models.BooleanField(default=True)
    state = models.CharField(max_length=8, choices=CommitteeState, default=CommitteeState.DRAFT)
    drafted_at = models.DateTimeField()
    drafted_by = someone()
    activated_at = models.DateTimeField(null=True)
    activated_by = someone(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = someone(null=True)
    ended_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["ccg", "number"]
        constraints = [
            models.UniqueConstraint(fields=["ccg", "number"], name="one_committee_per_number"),
            models.CheckConstraint(
                condition=~Q(kind=CommitteeKind.SUBGROUP) | Q(parent__isnull=False), name="subgroup_has_a_parent"
            ),
            by_at_constraint("activated"),
            by_at_constraint("ended"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """How the ledger names it."""
        return f"pccc.Committee:{self.pk}"

    @property
    def title(self) -> str:
        """What heads its pages."""
        return self.name

    def state_at(self, now: datetime) -> str:
        """Its state: no time changes it."""
        return self.state


class TermsOfReference(Governed):
    """One version of what governs a committee: quorum as data, the remedies it allows, notice, casting vote.

    `quorum` is the language of `pccc.rules.quorum`. In force from `from_on`; the latest such version counts.
    """

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="terms")
    number = models.PositiveIntegerField("version")
    from_on = models.DateField("first day")
    text = models.TextField("the terms of reference in full", blank=True)
    document = models.ForeignKey("shared.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    quorum = models.JSONField()
    remedies = models.JSONField("ways to handle an item without a quorum", default=list)
    casting_vote = models.BooleanField("the chair has a casting vote", default=True)
    lay_executive_quorum = models.BooleanField("a quorum needs a lay and executive majority", default=True)
    notice_days = models.PositiveSmallIntegerField("days of public notice before a meeting", default=7)
    questions_days = models.PositiveSmallIntegerField("days before a meeting for questions of the public", default=10)
    audit_vice_reason = models.TextField("why the Audit Chair is vice chair, where that is so", blank=True)
    set_at = models.DateTimeField()
    set_by = someone()

    class Meta:
        ordering = ["committee", "-from_on", "-number"]
        verbose_name_plural = "terms of reference"
        constraints = [models.UniqueConstraint(fields=["committee", "number"], name="one_terms_per_number")]

    def __str__(self) -> str:
        return f"Terms of reference, version {self.number}"


class Seat(Governed):
    """A place on a committee: as what, for which organisation, voting or not, from one day to another."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="seats")
    role = models.CharField(max_length=18, choices=SeatRole)
    title = models.CharField("title on the agenda", max_length=200, blank=True)
    organisation = models.CharField("organisation it is held for", max_length=200)
    voting = models.BooleanField()
    from_on = models.DateField("first day")
    to_on = models.DateField("first day after", null=True, blank=True)
    created_at = models.DateTimeField()
    created_by = someone()
    form_token = models.UUIDField("number of the form it came with", unique=True, null=True, blank=True)

    class Meta:
        ordering = ["committee", "-voting", "role", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(role__in=sorted(NEVER_VOTING)) | Q(voting=False), name="invited_bodies_never_vote"
            ),
            models.CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gt=F("from_on")), name="seat_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.get_role_display()


class Membership(Governed):
    """Who holds a seat, from `starts_at` until just before `ends_at`; a deputy stands in for the holder."""

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    deputy = models.BooleanField("stands in for the holder of the seat", default=False)
    office = models.CharField(max_length=10, choices=Office, blank=True, default=Office.NONE)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField()
    appointed_at = models.DateTimeField()
    appointed_by = someone()
    ended_early_at = models.DateTimeField(null=True)
    ended_early_by = someone(null=True)
    ended_early_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["seat", "deputy", "starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")), name="membership_ends_after_start"
            ),
            models.CheckConstraint(condition=Q(deputy=False) | Q(office=""), name="deputies_hold_no_office"),
            one_at_a_moment(("seat",), "one_holder_of_a_seat", condition=Q(deputy=False)),
            by_at_constraint("ended_early"),
        ]
        indexes = [models.Index(fields=["person", "starts_at"], name="memberships_of_person")]

    def __str__(self) -> str:
        return f"{self.person.name}, {self.seat}"


class Invitation(Governed):
    """A standing invitation to Healthwatch, the Health and Wellbeing Board or the LMC, and the answer."""

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="invitations")
    body = models.CharField(max_length=12, choices=InvitedBody)
    organisation = models.CharField("name of the body", max_length=200)
    invited_on = models.DateField()
    private_items = models.BooleanField("also invited to private items", default=False)
    answer = models.CharField(max_length=8, choices=InvitationAnswer, blank=True, default=InvitationAnswer.NONE)
    answered_on = models.DateField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = someone()

    class Meta:
        ordering = ["committee", "body"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "body", "organisation"], name="one_invitation_per_body")
        ]

    def __str__(self) -> str:
        return f"{self.get_body_display()}: {self.organisation}"

"""Who must declare, what they declared and answered, and what is kept off the public page."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ccgs.models import CCG
from ccgs.terms import Permission
from cocommission.shared.clock import day
from cocommission.shared.models import AppendOnly, Governed, by_at_constraint
from cocommission.shared.pages import HasPage, url_to
from conflicts.models.bodies import Body, someone
from conflicts.terms.interests import (
    Capacity,
    DeclarantGroup,
    DeclarantState,
    InterestState,
    InterestType,
    Occasion,
    RedactionState,
    Relationship,
    ReturnKind,
)

PRIVATE = (Permission.KEEP_REGISTERS, Permission.REVIEW_DECLARATIONS, Permission.GUARD_CONFLICTS)
"""Who sees an entry that is not published."""


class Declarant(Governed):
    """Somebody who has to declare to a CCG, from `starts_at` until just before `ends_at`, and as what."""

    ccg = models.ForeignKey("ccgs.CCG", on_delete=models.PROTECT, related_name="declarants")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="declares_as")
    position = models.CharField("position in, or relationship with, the CCG", max_length=200)
    group = models.CharField(max_length=16, choices=DeclarantGroup)
    decision_maker = models.BooleanField("takes decisions about money or contracts", default=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    added_at = models.DateTimeField()
    added_by = someone(null=True)

    class Meta:
        ordering = ["ccg", "person__name", "starts_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")), name="declarant_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["ccg", "person", "position"], condition=Q(ends_at__isnull=True), name="one_open_declarant_row"
            ),
        ]
        indexes = [models.Index(fields=["person", "ccg"], name="declarants_of_person")]

    def __str__(self) -> str:
        return f"{self.person.name}, {self.position}"

    @property
    def url(self) -> str:
        """The list that it is on; a position has no page of its own."""
        return url_to("declarants", self.ccg)

    def state_at(self, now: datetime) -> str:
        """The state that people see at `now`."""
        ended = self.ends_at is not None and self.ends_at <= now
        return DeclarantState.ENDED if ended else DeclarantState.LISTED


class Interest(HasPage, Governed):
    """One entry of a CCG's register of interests. Its history rows are the register as it was at any minute.

    `declared_at` is when the product received it; `arose_on`, `aware_on` and `ended_on` (the first day after) are
    what the declarant says.
    """

    page = "declared-interest"
    page_parts = {"code": "ccg.code", "number": "number"}

    ccg = models.ForeignKey("ccgs.CCG", on_delete=models.PROTECT, related_name="declared_interests")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="declared_interests")
    number = models.PositiveIntegerField("number within the CCG's register")
    position = models.CharField("position at the time of the declaration", max_length=200)
    kind = models.CharField("type", max_length=12, choices=InterestType)
    relationship = models.CharField(max_length=16, choices=Relationship, blank=True)
    relationship_words = models.CharField("the relationship in words", max_length=200, blank=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, null=True, blank=True, related_name="declared_interests")
    capacity = models.CharField("as what", max_length=16, choices=Capacity)
    description = models.TextField()
    arose_on = models.DateField()
    aware_on = models.DateField()
    ended_on = models.DateField("first day after it", null=True, blank=True)
    occasion = models.CharField(max_length=12, choices=Occasion)
    late_reason = models.TextField("why it is declared late", blank=True)
    consent_to_publish = models.BooleanField(default=True)
    consent_reason = models.TextField("why consent to publish is refused", blank=True)
    state = models.CharField(max_length=10, choices=InterestState, default=InterestState.SUBMITTED)
    mitigation = models.TextField("action taken to mitigate", blank=True)
    declared_at = models.DateTimeField()
    declared_by = someone()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = someone(null=True)
    reviewer_position = models.CharField(max_length=200, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = someone(null=True)
    withdrawn_reason = models.TextField(blank=True)
    form_token = models.UUIDField("number of the form it came with", unique=True)

    history_seen_by = PRIVATE

    class Meta:
        ordering = ["ccg", "number"]
        constraints = [
            models.UniqueConstraint(fields=["ccg", "number"], name="one_interest_per_number"),
            models.CheckConstraint(
                condition=~Q(kind=InterestType.INDIRECT) | (~Q(relationship="") & ~Q(relationship_words="")),
                name="indirect_interest_has_a_relationship",
            ),
            models.CheckConstraint(
                condition=Q(consent_to_publish=True) | ~Q(consent_reason=""), name="refused_consent_has_a_reason"
            ),
            models.CheckConstraint(condition=Q(aware_on__gte=F("arose_on")), name="aware_after_interest_arose"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("arose_on")), name="interest_ends_after_it_arose"
            ),
            models.CheckConstraint(
                condition=~Q(state=InterestState.COMPLETE) | (Q(reviewed_at__isnull=False) & ~Q(mitigation="")),
                name="complete_interest_was_reviewed",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True) | ~Q(reviewed_by=F("person")), name="nobody_reviews_their_own"
            ),
            by_at_constraint("reviewed"),
            by_at_constraint("withdrawn"),
        ]
        indexes = [
            models.Index(fields=["person", "ccg"], name="interests_of_person"),
            models.Index(fields=["body"], name="interests_in_body"),
        ]

    def state_at(self, now: datetime) -> str:
        """The state, as its acts ask for it; the clock alone changes none."""
        return str(self.state)

    def __str__(self) -> str:
        return f"Interest {self.number}"

    @property
    def subject(self) -> str:
        """How the ledger names it."""
        return f"conflicts.Interest:{self.pk}"


class DeclarationReturn(AppendOnly):
    """An answer to the question what interests somebody has: nil, nothing changed, or declared."""

    ccg = models.ForeignKey("ccgs.CCG", on_delete=models.PROTECT, related_name="returns")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="returns")
    kind = models.CharField(max_length=10, choices=ReturnKind)
    occasion = models.CharField(max_length=12, choices=Occasion)
    entries = models.JSONField("numbers of the entries that it confirms", default=list)
    made_at = models.DateTimeField()
    made_by = someone()
    form_token = models.UUIDField("number of the form it came with", unique=True)

    class Meta:
        ordering = ["ccg", "person", "made_at"]
        indexes = [models.Index(fields=["ccg", "person", "-made_at"], name="returns_of_person")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.person.name}"


class RegisterPolicy(Governed):
    """How a CCG keeps its registers from a day on: who is published, whom to ask, when the policy was reviewed."""

    ccg = models.ForeignKey("ccgs.CCG", on_delete=models.PROTECT, related_name="register_policies")
    from_on = models.DateField("first day")
    publish_all = models.BooleanField(
        "publish the interests of everyone who declares, not only those of decision-makers", default=False
    )
    contact_name = models.CharField("whom to ask for historic interests", max_length=200, blank=True)
    contact_email = models.EmailField(blank=True)
    policy = models.ForeignKey("shared.Document", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reviewed_on = models.DateField("day of the last review of the conflicts policy", null=True, blank=True)
    audited_on = models.DateField("day of the last internal audit", null=True, blank=True)
    published_on = models.DateField("registers are public from this day", null=True, blank=True)
    set_at = models.DateTimeField()
    set_by = someone()

    class Meta:
        ordering = ["ccg", "-from_on"]
        verbose_name_plural = "register policies"
        constraints = [models.UniqueConstraint(fields=["ccg", "from_on"], name="one_register_policy_from_a_day")]

    def __str__(self) -> str:
        return f"Register policy from {day(self.from_on)}"


class Redaction(HasPage, Governed):
    """A written request to keep an entry off the public page, and the Guardian's decision (COI-11)."""

    page = "redaction"
    page_parts = {"code": "ccg.code", "pk": "pk"}

    interest = models.ForeignKey(Interest, on_delete=models.PROTECT, related_name="redactions")
    whole = models.BooleanField("the whole entry, not only the name", default=True)
    request = models.TextField("the request in the declarant's words")
    state = models.CharField(max_length=10, choices=RedactionState, default=RedactionState.REQUESTED)
    requested_at = models.DateTimeField()
    requested_by = someone()
    decided_at = models.DateTimeField(null=True)
    decided_by = someone(null=True)
    decision_reason = models.TextField(blank=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = someone(null=True)
    lifted_reason = models.TextField(blank=True)

    history_seen_by = (Permission.GUARD_CONFLICTS,)
    """The request says what harm is feared, and to whom: its form promises that only the Guardian reads it."""

    class Meta:
        ordering = ["interest", "requested_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["interest"], condition=Q(state__in=["REQUESTED", "GRANTED"]), name="one_live_redaction"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | ~Q(decision_reason=""), name="redaction_has_a_reason"
            ),
            by_at_constraint("decided"),
            by_at_constraint("lifted"),
        ]

    def __str__(self) -> str:
        return f"Redaction of interest {self.interest.number}"

    @property
    def ccg(self) -> CCG:
        """The CCG whose Guardian decides."""
        return self.interest.ccg

    def state_at(self, now: datetime) -> str:
        """The state that people see; no clock changes it."""
        return str(self.state)

"""Constitution versions and the voting rules that are part of each (F-05)."""

import hashlib
from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from ccgs.models.moments import one_at_a_moment
from ccgs.models.organisations import CCG
from ccgs.rules.voting import VotingRuleTerms
from ccgs.terms.constitutions import ConstitutionState
from ccgs.terms.voting import BallotMode, Decides, QuorumOf, Rounding, ThresholdBase, WeightKind
from cocommission.shared.models import DRAFTS_GO, Document, Governed, Kind, by_at_constraint
from cocommission.shared.pages import HasPage

PERSON = settings.AUTH_USER_MODEL


def hash_of_text(text: str) -> str:
    """The SHA-256 of a text as UTF-8, in hexadecimal: what members vote on is bound to it."""
    return hashlib.sha256(text.encode()).hexdigest()


class Constitution(HasPage, Governed):
    """One numbered version. ``text`` is Markdown; ``checklist`` maps an item of CON-01 to the clause that meets it.

    Members vote on the text and on the voting rules: ``text_hash`` and ``rules_hash`` are the fingerprints of both.

    In force from ``in_force_from_at`` until just before ``in_force_to_at``; both are set by actions, never by hand.
    """

    page = "ccg-constitution"
    page_parts = {"code": "ccg.code", "number": "number"}

    ccg = models.ForeignKey(CCG, on_delete=models.PROTECT, related_name="constitutions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(blank=True)
    text_hash = models.CharField(max_length=64, editable=False)
    rules_hash = models.CharField(max_length=64, editable=False, default="")
    source_file = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="uploaded file"
    )
    based_on = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="successors")
    state = models.CharField(max_length=10, choices=ConstitutionState.choices, default=ConstitutionState.DRAFT)
    checklist = models.JSONField(default=dict, blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = models.ForeignKey(PERSON, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(null=True, blank=True)
    proposed_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField("adopted by the members at", null=True, blank=True)
    adopted_by = models.ForeignKey(
        PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="adoption recorded by"
    )
    adoption_evidence = models.JSONField(default=dict, blank=True)
    approved_at = models.DateTimeField("approved by NHS England at", null=True, blank=True)
    approved_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    approval_reasons = models.TextField("NHS England's decision in writing, with reasons", blank=True, default="")
    approval_document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rejected_at = models.DateTimeField(null=True, blank=True)
    rejected_by = models.ForeignKey(PERSON, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rejection_reasons = models.TextField(blank=True, default="")
    in_force_from_at = models.DateTimeField(null=True, blank=True)
    in_force_to_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["ccg", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["ccg", "number"], name="one_constitution_per_number"),
            one_at_a_moment(
                ("ccg",),
                "one_constitution_in_force",
                start="in_force_from_at",
                end="in_force_to_at",
                condition=Q(in_force_from_at__isnull=False),
            ),
            models.CheckConstraint(
                condition=Q(in_force_from_at__isnull=True) | Q(approved_at__lte=F("in_force_from_at")),
                name="no_constitution_in_force_unapproved",
            ),
            models.CheckConstraint(
                condition=Q(in_force_to_at__isnull=True) | Q(in_force_to_at__gt=F("in_force_from_at")),
                name="constitution_ends_after_start",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ConstitutionState.IN_FORCE, ConstitutionState.SUPERSEDED])
                | Q(in_force_from_at__isnull=False),
                name="constitution_in_force_has_a_date",
            ),
            by_at_constraint("proposed"),
            by_at_constraint("adopted"),
            by_at_constraint("approved"),
            by_at_constraint("rejected"),
        ]

    def __str__(self) -> str:
        return f"Version {self.number} of {self.ccg.name}"

    def state_at(self, at: datetime) -> ConstitutionState:
        """The state as the clock makes it: a version whose day has not come is approved, not yet in force."""
        if self.in_force_from_at is None:
            return ConstitutionState(self.state)
        if at < self.in_force_from_at:
            return ConstitutionState.APPROVED
        if self.in_force_to_at is not None and self.in_force_to_at <= at:
            return ConstitutionState.SUPERSEDED
        return ConstitutionState.IN_FORCE

    def rule_for(self, decides: str) -> "VotingRule | None":
        """The rule for what is to be decided: its own, or else the one for any question; None without both."""
        rules = {rule.decides: rule for rule in self.voting_rules.all()}
        return rules.get(decides) or rules.get(Decides.ANY)


class VotingRule(Governed):
    """A rule by which members vote, quoted by ballots. Its meaning is in ``ccgs.rules.voting.VotingRuleTerms``."""

    table_kind: ClassVar[Kind] = DRAFTS_GO

    constitution = models.ForeignKey(Constitution, on_delete=models.PROTECT, related_name="voting_rules")
    decides = models.CharField("what it decides", max_length=20, choices=Decides.choices, default=Decides.ANY)
    clause = models.CharField("number of the clause", max_length=20, blank=True)
    clause_text = models.TextField("words of the clause", blank=True)
    weight_kind = models.CharField(
        "votes of a practice", max_length=16, choices=WeightKind.choices, default=WeightKind.EQUAL
    )
    weight_number = models.PositiveIntegerField(null=True, blank=True)
    weight_rounding = models.CharField(max_length=5, choices=Rounding.choices, null=True, blank=True)
    threshold_numerator = models.PositiveIntegerField(null=True, blank=True)
    threshold_denominator = models.PositiveIntegerField(null=True, blank=True)
    strict = models.BooleanField(null=True, blank=True)
    base = models.CharField("measured against", max_length=24, choices=ThresholdBase.choices, null=True, blank=True)
    quorum_numerator = models.PositiveIntegerField(null=True, blank=True)
    quorum_denominator = models.PositiveIntegerField(null=True, blank=True)
    quorum_of = models.CharField(max_length=9, choices=QuorumOf.choices, null=True, blank=True)
    notice_days = models.PositiveIntegerField("days of notice", default=0)
    mode = models.CharField(max_length=8, choices=BallotMode.choices, default=BallotMode.RECORDED)

    class Meta:
        ordering = ["constitution", "decides"]
        constraints = [
            models.UniqueConstraint(fields=["constitution", "decides"], name="one_voting_rule_per_purpose"),
            models.CheckConstraint(
                condition=Q(threshold_denominator__isnull=True)
                | Q(threshold_numerator__gt=0, threshold_denominator__gte=F("threshold_numerator")),
                name="voting_threshold_is_a_share",
            ),
            models.CheckConstraint(
                condition=Q(quorum_denominator__isnull=True)
                | Q(quorum_numerator__gt=0, quorum_denominator__gte=F("quorum_numerator")),
                name="voting_quorum_is_a_share",
            ),
        ]

    def __str__(self) -> str:
        return self.terms.sentence()

    @property
    def terms(self) -> VotingRuleTerms:
        """The rule as the rules compute with it."""
        return VotingRuleTerms(**{field: getattr(self, field) for field in VotingRuleTerms.__dataclass_fields__})

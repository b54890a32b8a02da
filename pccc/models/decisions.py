"""Decisions with their authority, votes and statements; minutes (F-28, F-45, F-46)."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from ccgs.models import CCG
from cocommission.shared.models import AppendOnly, Governed, by_at_constraint
from cocommission.shared.pages import HasPage, url_to
from pccc.models.committees import PRIVATE, Committee, someone
from pccc.models.meetings import AgendaItem, Meeting
from pccc.terms.decisions import Choice, DecisionKind, Outcome
from pccc.terms.meetings import MinutesState


class Decision(HasPage, AppendOnly):
    """One decision, locked once made: what, under which function, by what right, with what quorum and vote.

    `authority`, `quorum` and `members` are what was true at `decided_at`. It is corrected only by a later decision.
    """

    page = "decision"
    page_parts = {"code": "ccg.code", "number": "number"}

    ccg = models.ForeignKey("ccgs.CCG", on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField("number within the CCG")
    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="decisions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="decisions")
    kind = models.CharField(max_length=12, choices=DecisionKind)
    function = models.CharField("function exercised", max_length=24)
    title = models.CharField(max_length=200)
    text = models.TextField("the decision")
    rationale = models.TextField(blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome)
    by_consensus = models.BooleanField(default=False)
    authority = models.JSONField("model held, decider and source on that day")
    quorum = models.JSONField("evaluation of the quorum")
    members = models.JSONField("who sat that day, as what, who voted, who had left")
    figures = models.JSONField("votes for, against, abstained, casting vote")
    urgent_reason = models.TextField(blank=True)
    earlier = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="later_decisions",
        verbose_name="decision that it ratifies or corrects",
    )
    decided_at = models.DateTimeField()
    recorded_by = someone()
    form_token = models.UUIDField(unique=True)

    class Meta:
        ordering = ["ccg", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["ccg", "number"], name="one_decision_per_number"),
            models.CheckConstraint(
                condition=~Q(kind__in=["RATIFICATION", "CORRECTION"]) | Q(earlier__isnull=False),
                name="later_decision_names_the_earlier",
            ),
            models.CheckConstraint(condition=~Q(kind="URGENT") | ~Q(urgent_reason=""), name="urgent_has_a_reason"),
            models.UniqueConstraint(
                fields=["item", "function"], condition=~Q(kind="CORRECTION"), name="item_decided_once_per_function"
            ),
            models.UniqueConstraint(
                fields=["earlier", "kind"], condition=Q(outcome="CARRIED"), name="decision_ratified_and_corrected_once"
            ),
        ]

    def __str__(self) -> str:
        return f"Decision {self.number}: {self.title}"

    @property
    def subject(self) -> str:
        """How the ledger names it."""
        return f"pccc.Decision:{self.pk}"


class DecisionVote(AppendOnly):
    """A named vote; the casting vote of the chair is a row of its own (PCC-17)."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="votes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    position = models.CharField(max_length=200)
    choice = models.CharField(max_length=8, choices=Choice)
    casting = models.BooleanField("casting vote", default=False)

    class Meta:
        ordering = ["decision", "casting", "person__name"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "person", "casting"], name="one_vote_per_member"),
            models.UniqueConstraint(fields=["decision"], condition=Q(casting=True), name="one_casting_vote"),
            models.CheckConstraint(condition=Q(casting=False) | ~Q(choice=Choice.ABSTAIN), name="casting_vote_decides"),
        ]

    def __str__(self) -> str:
        return f"{self.person.name}: {self.get_choice_display()}"


class SchemeStatement(Governed):
    """What a local incentive scheme needs before it can be approved (FUN-04): LMC consultation and three texts."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="scheme")
    consultation = models.ForeignKey(
        "votes.Consultation", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    outcomes = models.TextField("how outcomes improve", blank=True)
    inequalities = models.TextField("how inequalities are reduced", blank=True)
    value = models.TextField("how it is value for money", blank=True)
    stated_at = models.DateTimeField()
    stated_by = someone()

    history_seen_by = PRIVATE

    def __str__(self) -> str:
        return f"Local incentive scheme: {self.item}"


class PracticeConsent(AppendOnly):
    """A practice's consent to move from a national to a local contract (FUN-05)."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="consents")
    practice = models.ForeignKey("ccgs.MemberPractice", on_delete=models.PROTECT, related_name="+")
    evidence = models.TextField("how consent was given")
    given_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = someone()

    class Meta:
        ordering = ["item", "practice"]
        constraints = [models.UniqueConstraint(fields=["item", "practice"], name="one_consent_per_practice")]

    def __str__(self) -> str:
        return f"{self.practice}: {self.item}"


class Minutes(Governed):
    """Minutes of one meeting: drafted from data (`content`), with the secretary's own words in `remarks`."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="minutes")
    state = models.CharField(max_length=10, choices=MinutesState, default=MinutesState.DRAFT)
    remarks = models.JSONField("words of the secretary by item number", default=dict, blank=True)
    content = models.JSONField("what was drafted, frozen when final", default=dict, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = someone(null=True)
    final_at = models.DateTimeField(null=True)
    final_by = someone(null=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = someone(null=True)
    approved_at_meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, null=True, blank=True, related_name="minutes_approved"
    )
    published_at = models.DateTimeField(null=True)
    published_by = someone(null=True)

    history_seen_by = PRIVATE

    class Meta:
        verbose_name_plural = "minutes"
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MinutesState.DRAFT) | Q(content_hash__regex=r"^[0-9a-f]{64}$"),
                name="final_minutes_have_a_hash",
            ),
            by_at_constraint("final"),
            by_at_constraint("approved"),
            by_at_constraint("published"),
        ]

    def __str__(self) -> str:
        return f"Minutes of {self.meeting}"

    @property
    def ccg(self) -> CCG:
        """The CCG of the committee that met."""
        return self.meeting.ccg

    @property
    def title(self) -> str:
        """What heads its pages."""
        return self.meeting.title

    @property
    def url(self) -> str:
        """The address of its page."""
        return url_to("minutes", self.meeting)

    def state_at(self, now: datetime) -> str:
        """Its state: no time changes it."""
        return self.state


class LateFinding(AppendOnly):
    """A past decision that an interest declared late, or back-dated, would have touched (F-56)."""

    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="late_findings")
    interest = models.ForeignKey("conflicts.Interest", on_delete=models.PROTECT, related_name="late_findings")
    breach = models.ForeignKey("conflicts.Breach", on_delete=models.PROTECT, related_name="late_findings")
    path = models.JSONField("why it would have been flagged", default=list)
    voted = models.BooleanField("the person voted on it")
    found_at = models.DateTimeField()

    class Meta:
        ordering = ["decision", "interest"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "interest"], name="one_finding_per_decision_and_interest")
        ]

    def __str__(self) -> str:
        return f"{self.decision}: {self.interest}"

"""The engagement log: events, who came, what was asked and what the CCG replied (F-19)."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q

from ccgs.models.names import NameField
from cocommission.shared.models import AppendOnly, Governed, by_at_constraint
from cocommission.shared.pages import HasPage
from votes.terms.engagement import AskedBy, EventKind, EventState


class EngagementEvent(HasPage, Governed):
    """One webinar, meeting or visit. Its attendance is the list with its `attendance_revision`."""

    page = "engagement-event"
    page_parts = {"code": "ccg.code", "number": "number"}

    ccg = models.ForeignKey("ccgs.CCG", on_delete=models.PROTECT, related_name="engagement_events")
    number = models.PositiveIntegerField("number within the CCG")
    kind = models.CharField(max_length=10, choices=EventKind)
    title = models.CharField(max_length=200)
    held_at = models.DateTimeField()
    audience = models.CharField(max_length=200)
    notes = models.TextField(blank=True)
    ballot = models.ForeignKey(
        "votes.Ballot", on_delete=models.PROTECT, null=True, blank=True, related_name="engagement_events"
    )
    consultation = models.ForeignKey(
        "votes.Consultation", on_delete=models.PROTECT, null=True, blank=True, related_name="engagement_events"
    )
    on_public_page = models.BooleanField(default=True)
    attendance_revision = models.PositiveIntegerField(default=0)
    members_then = models.PositiveIntegerField("member practices on the day", null=True)
    logged_at = models.DateTimeField()
    logged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    struck_at = models.DateTimeField(null=True)
    struck_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    struck_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["ccg", "-held_at", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["ccg", "number"], name="one_event_per_number"),
            by_at_constraint("logged"),
            by_at_constraint("struck"),
            models.CheckConstraint(
                condition=Q(struck_at__isnull=True) | ~Q(struck_reason=""), name="struck_event_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def subject(self) -> str:
        """How the ledger names it."""
        return f"votes.EngagementEvent:{self.pk}"

    def state_at(self, now: datetime) -> str:
        """The state that people see at `now`."""
        struck = self.struck_at is not None and self.struck_at <= now
        return EventState.STRUCK if struck else EventState.LOGGED


class EngagementAttendance(AppendOnly):
    """One practice in one list of those who attended; an edit writes a new list with the next revision."""

    event = models.ForeignKey(EngagementEvent, on_delete=models.PROTECT, related_name="attendances")
    revision = models.PositiveIntegerField()
    practice = models.ForeignKey("ccgs.MemberPractice", on_delete=models.PROTECT, related_name="+")
    practice_name = NameField("name on the day", max_length=200)

    class Meta:
        ordering = ["event", "revision", "practice_name"]
        constraints = [
            models.UniqueConstraint(fields=["event", "revision", "practice"], name="a_practice_attends_once")
        ]

    def __str__(self) -> str:
        return self.practice_name


class EngagementPaper(AppendOnly):
    """A document that was shown or handed out."""

    event = models.ForeignKey(EngagementEvent, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=200)
    document = models.ForeignKey("shared.Document", on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["event", "pk"]

    def __str__(self) -> str:
        return self.title


class EngagementQuestion(Governed):
    """A question raised at the event, and the CCG's reply to it."""

    event = models.ForeignKey(EngagementEvent, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveIntegerField()
    asked_by = models.CharField(max_length=10, choices=AskedBy)
    practice = models.ForeignKey(
        "ccgs.MemberPractice", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lmc = models.ForeignKey("ccgs.LMC", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField()
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True)
    replied_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["event", "number"]
        constraints = [
            models.UniqueConstraint(fields=["event", "number"], name="one_question_per_number"),
            by_at_constraint("replied"),
            models.CheckConstraint(
                condition=Q(asked_by=AskedBy.PRACTICE, lmc__isnull=True)
                | Q(asked_by=AskedBy.LMC, practice__isnull=True),
                name="question_is_from_a_practice_or_the_lmc",
            ),
            models.CheckConstraint(
                condition=Q(replied_at__isnull=True, reply="") | (Q(replied_at__isnull=False) & ~Q(reply="")),
                name="reply_to_question_has_text_and_time",
            ),
        ]

    def __str__(self) -> str:
        return f"Question {self.number}"

"""Meetings: agenda, papers, who was there and when they came and went, what they declared (F-43)."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from ccgs.models import CCG
from cocommission.shared.models import DRAFTS_GO, AppendOnly, Governed, Kind, by_at_constraint, machinery
from cocommission.shared.pages import HasPage
from cocommission.shared.rules.names import in_sentence
from pccc.models.committees import PRIVATE, Committee, Membership, someone
from pccc.terms.committees import SeatRole
from pccc.terms.meetings import AttendanceKind, Direction, Handling, ItemKind, ItemState, MeetingState, Part, Remedy


class Meeting(HasPage, Governed):
    """One meeting of one committee. `chair` is who leads it now: the chair, or who took over (PCC-12)."""

    page = "meeting"
    page_parts = {"code": "committee.ccg.code", "number": "committee.number", "meeting": "number"}

    committee = models.ForeignKey(Committee, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveIntegerField("number within the committee")
    starts_at = models.DateTimeField()
    place = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    short_notice_reason = models.TextField("why public notice is shorter than the terms of reference say", blank=True)
    drafted_at = models.DateTimeField()
    drafted_by = someone()
    noticed_at = models.DateTimeField("agenda published", null=True)
    noticed_by = someone(null=True)
    opened_at = models.DateTimeField(null=True)
    opened_by = someone(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = someone(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = someone(null=True)
    cancelled_reason = models.TextField(blank=True)
    chair = someone(null=True, blank=True)

    class Meta:
        ordering = ["committee", "-starts_at"]
        constraints = [
            models.UniqueConstraint(fields=["committee", "number"], name="one_meeting_per_number"),
            by_at_constraint("noticed"),
            by_at_constraint("opened"),
            by_at_constraint("closed"),
            by_at_constraint("cancelled"),
        ]

    def __str__(self) -> str:
        return f"Meeting {self.number} of {self.committee}"

    @property
    def subject(self) -> str:
        """How the ledger names it."""
        return f"pccc.Meeting:{self.pk}"

    @property
    def ccg(self) -> CCG:
        """The CCG of its committee."""
        return self.committee.ccg

    @property
    def title(self) -> str:
        """What heads its pages."""
        return f"{self.committee.name}, meeting {self.number}"

    def state_at(self, now: datetime) -> str:
        """Its state: no time changes it."""
        return self.state


class AgendaItem(HasPage, Governed):
    """One item: what is asked, under which functions, and which organisations it affects."""

    page = "meeting-item"
    page_parts = {
        "code": "meeting.committee.ccg.code",
        "number": "meeting.committee.number",
        "meeting": "meeting.number",
        "item": "number",
    }

    table_kind: ClassVar[Kind] = DRAFTS_GO
    link_kinds: ClassVar[dict[str, Kind]] = {
        "affected": machinery("the organisations of an item, set anew with it; the ledger has each", "INSERT", "DELETE")
    }

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    summary = models.TextField("what the committee is asked", blank=True)
    kind = models.CharField(max_length=12, choices=ItemKind)
    part = models.CharField(max_length=8, choices=Part, default=Part.PUBLIC)
    private_reason = models.TextField("why it is taken in private", blank=True)
    functions = models.JSONField("functions exercised, codes of models_abc.terms", default=list)
    affects_all_practices = models.BooleanField("affects every member practice", default=False)
    affected = models.ManyToManyField("conflicts.Body", blank=True, related_name="agenda_items")
    late_reason = models.TextField("why it came after the agenda was published", blank=True)
    moves_contract = models.BooleanField("moves a practice from a national to a local contract", default=False)
    state = models.CharField(max_length=10, choices=ItemState, default=ItemState.LISTED)
    added_at = models.DateTimeField()
    added_by = someone()
    taken_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    notes = models.TextField("discussion for the minutes", blank=True)

    history_seen_by = PRIVATE

    class Meta:
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_item_per_number"),
            models.CheckConstraint(
                condition=Q(part=Part.PUBLIC) | ~Q(private_reason=""), name="private_item_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"

    @property
    def subject(self) -> str:
        """How the ledger names it."""
        return f"pccc.AgendaItem:{self.pk}"


class ItemPaper(Governed):
    """A paper of an item; served only to those who may have it (PCC-13)."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="papers")
    title = models.CharField(max_length=200)
    document = models.ForeignKey("shared.Document", on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = someone()
    removed_at = models.DateTimeField(null=True)
    removed_by = someone(null=True)

    history_seen_by = PRIVATE

    class Meta:
        ordering = ["item", "pk"]
        constraints = [by_at_constraint("removed")]

    def __str__(self) -> str:
        return self.title


class Attendance(Governed):
    """Somebody at a meeting, or their apologies. A deputy names the seat through the membership they hold."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=10, choices=AttendanceKind)
    position = models.CharField("as the minutes name it", max_length=200)
    role = models.CharField("as what a temporary member counts", max_length=18, choices=SeatRole, blank=True)
    voting = models.BooleanField(default=False)
    arrived_at = models.DateTimeField(null=True, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = someone()

    class Meta:
        ordering = ["meeting", "kind", "person__name"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person"], name="one_attendance_per_person"),
            models.CheckConstraint(
                condition=~Q(kind=AttendanceKind.TEMPORARY) | ~Q(role=""), name="temporary_member_has_a_role"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person.name}, {self.position}"


class Movement(AppendOnly):
    """Somebody left the room or came back, during an item or between items."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="movements")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="movements")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    direction = models.CharField(max_length=3, choices=Direction)
    moved_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = someone()

    class Meta:
        ordering = ["meeting", "moved_at", "pk"]

    def __str__(self) -> str:
        return f"{self.person.name} {in_sentence(self.get_direction_display())}"


class MeetingDeclaration(AppendOnly):
    """What somebody declared at a meeting for an item; separate from the register, and asked for even so.

    Without an item and without an interest it is nil: the person said that no item touches an interest of theirs.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="declarations")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, blank=True, related_name="declarations")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    nature = models.TextField("nature and size of the interest, and why it conflicts")
    interest = models.ForeignKey(
        "conflicts.Interest", on_delete=models.PROTECT, null=True, blank=True, related_name="meeting_declarations"
    )
    declared_at = models.DateTimeField()
    recorded_by = someone()
    form_token = models.UUIDField(unique=True)

    class Meta:
        ordering = ["meeting", "declared_at"]

    def __str__(self) -> str:
        return f"{self.person.name}: {self.nature[:60]}"

    @property
    def nil(self) -> bool:
        """Whether it says that there is nothing to declare."""
        return self.item_id is None and self.interest_id is None


class Ruling(AppendOnly):
    """The chair's word on one member and one item; the latest counts. `proposed` and `path` are the map's answer."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="rulings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed = models.CharField(max_length=14, choices=Handling)
    path = models.JSONField("why, step by step", default=list)
    ruled = models.CharField(max_length=14, choices=Handling)
    reason = models.TextField()
    evidence = models.TextField("evidence that it was done so", blank=True)
    ruled_at = models.DateTimeField()
    ruled_by = someone()
    recorded_by = someone()

    class Meta:
        ordering = ["item", "person", "ruled_at"]
        indexes = [models.Index(fields=["item", "person", "-ruled_at"], name="rulings_of_item")]

    def __str__(self) -> str:
        return f"{self.person.name}: {self.get_ruled_display()}"


class ItemRemedy(AppendOnly):
    """What was done with an item that lost its quorum (PCC-18). A temporary member first, another one if lost again."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="remedies")
    remedy = models.CharField(max_length=18, choices=Remedy)
    reason = models.TextField()
    temporary_member = someone(null=True, blank=True)
    quorum = models.JSONField("the evaluation that failed", default=dict)
    chosen_at = models.DateTimeField()
    chosen_by = someone()

    class Meta:
        ordering = ["item", "chosen_at", "pk"]
        verbose_name_plural = "item remedies"

    def __str__(self) -> str:
        return f"{self.item}: {self.get_remedy_display()}"

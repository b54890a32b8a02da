"""Words and states of meetings, of the handling of conflicts there, and of minutes (F-42 to F-44, F-46)."""

from django.db.models import TextChoices


class MeetingState(TextChoices):
    """Where a meeting stands."""

    PLANNED = "PLANNED", "Being prepared"
    NOTICED = "NOTICED", "Agenda published"
    OPEN = "OPEN", "In session"
    CLOSED = "CLOSED", "Closed"
    CANCELLED = "CANCELLED", "Cancelled"


MEETING_TRANSITIONS: dict[MeetingState, set[MeetingState]] = {
    MeetingState.PLANNED: {MeetingState.NOTICED, MeetingState.CANCELLED},
    MeetingState.NOTICED: {MeetingState.OPEN, MeetingState.CANCELLED},
    MeetingState.OPEN: {MeetingState.CLOSED},
    MeetingState.CLOSED: set(),
    MeetingState.CANCELLED: set(),
}


class Part(TextChoices):
    """In which part of the meeting an item is taken."""

    PUBLIC = "PUBLIC", "Public"
    PRIVATE = "PRIVATE", "Private"


class ItemKind(TextChoices):
    """What is asked of the committee."""

    DECISION = "DECISION", "For decision"
    DISCUSSION = "DISCUSSION", "For discussion"
    INFORMATION = "INFORMATION", "For information"


class ItemState(TextChoices):
    """Where an agenda item stands."""

    LISTED = "LISTED", "On the agenda"
    TAKEN = "TAKEN", "Being taken"
    DONE = "DONE", "Done"
    REMEDIED = "REMEDIED", "Not taken for want of a quorum"
    WITHDRAWN = "WITHDRAWN", "Withdrawn"


ITEM_TRANSITIONS: dict[ItemState, set[ItemState]] = {
    ItemState.LISTED: {ItemState.TAKEN, ItemState.REMEDIED, ItemState.WITHDRAWN},
    ItemState.TAKEN: {ItemState.DONE, ItemState.REMEDIED},
    ItemState.DONE: set(),
    ItemState.REMEDIED: set(),
    ItemState.WITHDRAWN: set(),
}


class Handling(TextChoices):
    """What a conflict demands, from least to most [ladder to be confirmed, tagged R]."""

    NONE = "NONE", "Nothing"
    DISCLOSE = "DISCLOSE", "Disclose and take part"
    NO_VOTE = "NO_VOTE", "Discuss, no vote"
    LEAVE_DECISION = "LEAVE_DECISION", "Leave for the decision"
    LEAVE_ITEM = "LEAVE_ITEM", "Leave for the item"
    NO_PAPERS = "NO_PAPERS", "Leave for the item, no papers"


MAY_VOTE = frozenset({Handling.NONE, Handling.DISCLOSE})
MUST_LEAVE = frozenset({Handling.LEAVE_DECISION, Handling.LEAVE_ITEM, Handling.NO_PAPERS})


class Direction(TextChoices):
    """A movement during a meeting."""

    IN = "IN", "Came in"
    OUT = "OUT", "Left"


class AttendanceKind(TextChoices):
    """As what somebody is there."""

    MEMBER = "MEMBER", "Member"
    DEPUTY = "DEPUTY", "Deputy"
    TEMPORARY = "TEMPORARY", "Temporary member"
    OFFICER = "OFFICER", "In attendance"
    APOLOGIES = "APOLOGIES", "Apologies"


class Remedy(TextChoices):
    """What may be done with an inquorate item, as far as the terms of reference allow (PCC-18)."""

    DEFER = "DEFER", "Defer to a later meeting"
    REFER = "REFER", "Refer to the governing body"
    PANEL = "PANEL", "Put to a conflicts panel"
    TEMPORARY_MEMBER = "TEMPORARY_MEMBER", "Bring in a temporary member"


class MinutesState(TextChoices):
    """Where the minutes of a meeting stand."""

    DRAFT = "DRAFT", "Draft"
    FINAL = "FINAL", "Final, waiting for approval"
    APPROVED = "APPROVED", "Approved by the committee"
    PUBLISHED = "PUBLISHED", "Published"


MINUTES_TRANSITIONS: dict[MinutesState, set[MinutesState]] = {
    MinutesState.DRAFT: {MinutesState.FINAL},
    MinutesState.FINAL: {MinutesState.DRAFT, MinutesState.APPROVED},
    MinutesState.APPROVED: {MinutesState.PUBLISHED},
    MinutesState.PUBLISHED: set(),
}

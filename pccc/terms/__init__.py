"""Words and states of committees."""

from cocommission.shared.transitions import Transitions
from pccc.terms.committees import (
    COMMITTEE_TRANSITIONS,
    EXECUTIVE,
    GPS,
    LAY,
    NEVER_VOTING,
    CommitteeKind,
    CommitteeState,
    InvitationAnswer,
    InvitedBody,
    Office,
    SeatRole,
)
from pccc.terms.decisions import Choice, DecisionKind, Outcome
from pccc.terms.meetings import (
    ITEM_TRANSITIONS,
    MAY_VOTE,
    MEETING_TRANSITIONS,
    MINUTES_TRANSITIONS,
    MUST_LEAVE,
    AttendanceKind,
    Direction,
    Handling,
    ItemKind,
    ItemState,
    MeetingState,
    MinutesState,
    Part,
    Remedy,
)

TRANSITIONS: dict[str, Transitions] = {
    "Committee": Transitions(COMMITTEE_TRANSITIONS),
    "Meeting": Transitions(MEETING_TRANSITIONS),
    "Agenda item": Transitions(ITEM_TRANSITIONS),
    "Minutes": Transitions(MINUTES_TRANSITIONS),
}
"""What may follow what, for the drawn states and the actions."""

__all__ = [
    "EXECUTIVE",
    "GPS",
    "LAY",
    "MAY_VOTE",
    "MUST_LEAVE",
    "NEVER_VOTING",
    "TRANSITIONS",
    "AttendanceKind",
    "Choice",
    "CommitteeKind",
    "CommitteeState",
    "DecisionKind",
    "Direction",
    "Handling",
    "InvitationAnswer",
    "InvitedBody",
    "ItemKind",
    "ItemState",
    "MeetingState",
    "MinutesState",
    "Office",
    "Outcome",
    "Part",
    "Remedy",
    "SeatRole",
]

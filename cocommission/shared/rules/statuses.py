"""How every state is shown, after the statuses of the NHS task list.

What is done is plain text, so that the eye goes to what is not. Red is for errors and for what is overdue.
"""

from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """What a state means for the reader."""

    DONE = "DONE"
    IN_PROGRESS = "IN_PROGRESS"
    NOT_STARTED = "NOT_STARTED"
    CANNOT_START = "CANNOT_START"
    WAITING = "WAITING"
    ENDED = "ENDED"
    WARNING = "WARNING"
    PROBLEM = "PROBLEM"


_S = Status
#: The NHS tag's own options for each status.
_LOOKS: dict[Status, dict[str, Any]] = {
    _S.DONE: {"colour": False, "border": False, "classes": "nhsuk-u-font-weight-normal app-status"},
    _S.IN_PROGRESS: {"colour": "aqua-green"},
    _S.NOT_STARTED: {"colour": "blue"},
    _S.CANNOT_START: {
        "colour": False,
        "border": False,
        "classes": "nhsuk-u-font-weight-normal nhsuk-u-secondary-text-colour app-status",
    },
    _S.WAITING: {"colour": "yellow"},
    _S.ENDED: {"colour": "grey"},
    _S.WARNING: {"colour": "orange"},
    _S.PROBLEM: {"colour": "red"},
}
_CODES: dict[Status, str] = {
    _S.DONE: "ACTIVE AGREED APPROVED ATTESTED AWARDED CARRIED COMPLETE CONCLUDED DONE GRANTED IN_FORCE LISTED"
    " LIVE LOGGED MET PUBLISHED REACTIVATED RECORDED SENT STANDING SUPPORT",
    _S.IN_PROGRESS: "APPROVED_WITH_CONDITIONS CERTIFIED COUNTED DECIDED DRAFT INVESTIGATED NOTICED OPEN OPENED"
    " PREPARING TAKEN UNDER_REVIEW VOTING",
    _S.NOT_STARTED: "NOT_MET",
    _S.CANNOT_START: "NOTICE NOT_NEEDED PLANNED",
    _S.WAITING: "ADOPTED AWAITING_APPROVAL CHALLENGED DEFERRED FINAL PROPOSED QUEUED REPORTED REQUESTED SIGNED_BY_CCG"
    " SUBMITTED SUBMITTED_SUBJECT_TO_VOTE",
    _S.ENDED: "ABANDONED CANCELLED CLOSED DECLINED DISMISSED ENDED INQUORATE LIFTED LOST NOT_STATED NO_VIEW OBJECT"
    " REFUSED REJECTED REMEDIED RESCINDED STRUCK SUPERSEDED VOID WITHDRAWN",
    _S.WARNING: "CONDITIONS SUSPENDED WARNING",
    _S.PROBLEM: "BOUNCED FAILED",
}
STATUSES = {code: status for status, codes in _CODES.items() for code in codes.split()}
#: Where the same code means something else: by the noun of the table of states.
EXCEPTIONS = {
    ("Agenda item", "LISTED"): _S.CANNOT_START,
    ("Ballot", "CLOSED"): _S.WAITING,
    ("Meeting", "PLANNED"): _S.IN_PROGRESS,
    ("Self-certification", "ATTESTED"): _S.WAITING,
    ("Self-certification", "SUBMITTED"): _S.DONE,
}


def status_of(state: Any, noun: str = "") -> Status:
    """What the code of a state means; `noun` as in docs/states.md. Raises KeyError for a state without a status."""
    code = str(state)
    return EXCEPTIONS.get((noun, code)) or STATUSES[code]


def tag_of(status: str) -> dict[str, Any]:
    """The options of the NHS tag for a status; raises ValueError for an unknown one."""
    return _LOOKS[Status(status)]

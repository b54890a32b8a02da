"""Records that every app stands on."""

from .calendar import CalendarAddress
from .demonstration import DemonstrationSignIn
from .document import Document
from .governed import AppendOnly, Governed, HistoryRow, by_at_constraint
from .heartbeat import Heartbeat
from .kinds import APPEND_ONLY, DRAFTS_GO, GOVERNED, Family, Kind, append_only_and_locked, machinery
from .ledger import Book, Entry
from .outbox import Message
from .person import Person
from .sent_form import SentForm

__all__ = [
    "APPEND_ONLY",
    "DRAFTS_GO",
    "GOVERNED",
    "AppendOnly",
    "Book",
    "CalendarAddress",
    "DemonstrationSignIn",
    "Document",
    "Entry",
    "Family",
    "Governed",
    "Heartbeat",
    "HistoryRow",
    "Kind",
    "Message",
    "Person",
    "SentForm",
    "append_only_and_locked",
    "by_at_constraint",
    "machinery",
]

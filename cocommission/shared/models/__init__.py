"""Records that every app stands on."""

from .calendar import CalendarAddress
from .demonstration import DemonstrationSignIn
from .document import Document
from .governed import AppendOnly, Governed, HistoryRow, by_at_constraint
from .heartbeat import Heartbeat
from .ledger import Book, Entry
from .outbox import Message
from .person import Person
from .sent_form import SentForm

__all__ = [
    "AppendOnly",
    "Book",
    "CalendarAddress",
    "DemonstrationSignIn",
    "Document",
    "Entry",
    "Governed",
    "Heartbeat",
    "HistoryRow",
    "Message",
    "Person",
    "SentForm",
    "by_at_constraint",
]

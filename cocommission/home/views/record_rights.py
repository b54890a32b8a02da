"""Who sees the history of which record (F-67): never more than its own page shows them."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from ccgs.models import CCG, LMC, ListSizeRelease, LocalTeam, MemberPractice, PartnerBody, Post, Region
from ccgs.queries.rights import rights_of
from cocommission.home.queries.records import ccg_of_record
from cocommission.shared.models import Governed, Person
from conflicts.models import Body, BodyLink, WorkLink
from conflicts.queries.people import is_known_to
from conflicts.views.bodies import READERS
from models_abc.models import Round
from pccc.models import AgendaItem, ItemPaper, Minutes, SchemeStatement
from pccc.queries.meeting_access import viewer_of
from votes.models import BallotGroup

TIES = (Body, BodyLink, WorkLink)
NATIONAL = (Region, LocalTeam, ListSizeRelease, LMC, PartnerBody, Round, BallotGroup, MemberPractice, Post)
"""Records that hang on no CCG; practices and posts among them only where they belong to none."""


def belongs_to(record: Governed, ccg: CCG, now: datetime) -> bool:
    """Whether the record is one of this CCG. Organisations and their stakes are kept by every CCG."""
    if isinstance(record, WorkLink):
        return is_known_to(ccg, record.person)
    if isinstance(record, TIES):
        return True
    owner = ccg_of_record(record, now)
    return owner is not None and owner.pk == ccg.pk


def permissions_for(record: Governed) -> tuple[str, ...]:
    """Any one of these lets somebody see the history; none: everybody with working papers."""
    if isinstance(record, TIES):
        return READERS
    return tuple(getattr(type(record), "history_seen_by", ()))


def kept_from(record: Governed, person: Person, may: Callable[[str, CCG], bool], now: datetime) -> bool:
    """Whether the record itself keeps its history from this reader: it is about them, or a ruling or the private part
    of a meeting keeps it from them (PCC-13, PCC-14)."""
    if getattr(record, "history_kept_from", None) == person.pk:
        return True
    item = record if isinstance(record, AgendaItem) else None
    if isinstance(record, (ItemPaper, SchemeStatement)):
        item = record.item
    if item is not None:
        return not viewer_of(item.meeting, person, may, now).reads(item)
    if isinstance(record, Minutes):
        return not viewer_of(record.meeting, person, may, now).private
    return False


def may_see_national(record: Governed, person: Person, now: datetime) -> bool:
    """The history of a record of no CCG: for everybody with a post, of a post for those connected with its place."""
    if not isinstance(record, NATIONAL) or ccg_of_record(record, now) is not None:
        return False
    if person.is_staff:
        return True
    rights: Any = rights_of(person, now)
    return bool(rights.connected(record.organisation)) if isinstance(record, Post) else bool(rights.grants)

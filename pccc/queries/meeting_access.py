"""Who sees what of a meeting: the public, people with working rights, members, who runs it (PCC-13, PCC-14)."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from ccgs.models import CCG
from ccgs.terms import Permission
from cocommission.shared.models import Person
from pccc.models import AgendaItem, Attendance, Committee, Invitation, Meeting, Membership
from pccc.queries.composition import memberships_at
from pccc.queries.rulings import papers_hidden
from pccc.rules.presence import SITTING
from pccc.terms import NEVER_VOTING, InvitationAnswer, Part


@dataclass(frozen=True, slots=True)
class Viewer:
    """What one person sees of one meeting. `hidden`: items, by key, whose papers a ruling keeps from them."""

    person: Person | None
    runs: bool = False
    working: bool = False
    member: bool = False
    private: bool = False
    hidden: frozenset[int] = field(default=frozenset())

    def sees(self, item: AgendaItem) -> bool:
        """Whether they see more of the item than that it is private, and why."""
        return item.part == Part.PUBLIC or self.private

    def reads(self, item: AgendaItem) -> bool:
        """Whether they may have its papers (PCC-13)."""
        return self.sees(item) and item.pk not in self.hidden


def seats_held(committee: Committee, person: Person, at: datetime) -> list[Membership]:
    """The seats on the committee that the person holds, or stands in for, at a moment."""
    return list(memberships_at(at).filter(seat__committee=committee, person=person))


def viewer_of(meeting: Meeting, person: Person | None, may: Callable[[str, CCG], bool], now: datetime) -> Viewer:
    """What the person sees of the meeting; `may` is that of the request. None: the public.

    Members see private items; those of Healthwatch and the Health and Wellbeing Board where their invitation says so.
    """
    if person is None:
        return Viewer(None)
    committee = meeting.committee
    runs = may(Permission.RUN_COMMITTEES, committee.ccg)
    held = seats_held(committee, person, now)
    sat = _sat(meeting, person)
    private = runs or _sees_private(committee, held, sat)
    items = [item.pk for item in meeting.items.all()]
    return Viewer(
        person,
        runs=runs,
        working=may(Permission.VIEW_WORKING, committee.ccg),
        member=bool(held) or sat is not None,
        private=private,
        hidden=frozenset(papers_hidden(items, person, now)),
    )


def sees_private(meeting: Meeting, person: Person, now: datetime) -> bool:
    """Whether their seat, now or at the meeting, opens its private part; asked of those who do not run committees."""
    committee = meeting.committee
    return _sees_private(committee, seats_held(committee, person, now), _sat(meeting, person))


def _sat(meeting: Meeting, person: Person) -> Attendance | None:
    rows = Attendance.objects.filter(meeting=meeting, person=person, kind__in=SITTING)
    return rows.select_related("membership__seat").first()


def _sees_private(committee: Committee, held: list[Membership], sat: Attendance | None) -> bool:
    """A temporary member was brought in for an item; everybody else sees what their seat opens."""
    if sat is not None and sat.membership is None:
        return True
    rows = [*held, sat.membership] if sat is not None and sat.membership is not None else held
    return any(_private(committee, row) for row in rows)


def _private(committee: Committee, row: Membership) -> bool:
    if row.seat.role not in NEVER_VOTING:
        return True
    invited = Invitation.objects.filter(committee=committee, body=row.seat.role, private_items=True)
    return invited.exclude(answer=InvitationAnswer.DECLINED).exists()

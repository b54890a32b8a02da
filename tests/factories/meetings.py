"""Meetings for tests, made by the actions. Members have declared to the register unless asked not to."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from cocommission.shared.clock import london
from cocommission.shared.models import Person
from cocommission.shared.rules.facts import gather
from conflicts.models import DeclarationReturn
from conflicts.terms import Occasion, ReturnKind
from pccc.actions.attendance import nil_for_the_rest, take_chair
from pccc.actions.items import add_item, add_paper, finish_item, take_item
from pccc.actions.meetings import open_meeting, plan_meeting, publish_agenda
from pccc.models import AgendaItem, Committee, Meeting, MeetingDeclaration, Membership
from pccc.queries.meetings import silent_digest
from pccc.queries.presence import room_of
from pccc.rules.facts import ListedItemFacts
from pccc.rules.quorum import QuorumResult, Sitter
from pccc.terms import AttendanceKind, ItemKind
from tests.factories import committees
from tests.factories.consultations import upload
from tests.factories.scenes import scene


def present_for(item: AgendaItem, at: datetime) -> list[Sitter]:
    """Who is in the room for the item at a moment, as the desk of the meeting shows it."""
    return room_of(item.meeting).sitters(item, at)


def quorum_of(item: AgendaItem, at: datetime) -> QuorumResult:
    """Whether the item has a quorum at a moment, as the desk of the meeting shows it."""
    return room_of(item.meeting).quorum(item, at)


def ask_the_rest(meeting: Meeting, *, by: Person, now: datetime) -> list[MeetingDeclaration]:
    """Everybody whom the desk names at that moment has nothing to declare."""
    return nil_for_the_rest(meeting=meeting, seen=silent_digest(room_of(meeting), now), by=by, now=now)


ALL_REMEDIES = ["DEFER", "REFER", "PANEL", "TEMPORARY_MEMBER"]


@dataclass
class Sitting:
    """A meeting with its committee and its people by role; `at` is the moment at which it stands."""

    world: Any
    committee: Committee
    meeting: Meeting
    at: datetime
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def by(self) -> Person:
        """Who runs it."""
        return self.world.secretary

    def later(self, minutes: int = 5) -> datetime:
        """Some minutes on."""
        self.at += timedelta(minutes=minutes)
        return self.at

    def item(self, title: str = "Amber Lane Surgery", kind: str = ItemKind.DECISION, **more: Any) -> AgendaItem:
        """An item put on the agenda now; late, with a reason, once that is published."""
        more.setdefault("functions", ["CONTRACTS"] if kind == ItemKind.DECISION else [])
        if self.fresh().noticed_at is not None:
            more.setdefault("late_reason", "It came up yesterday")
        return add_item(
            meeting=self.meeting,
            by=self.by,
            now=self.at,
            **gather(ListedItemFacts, {"title": title, "kind": kind, **more}),
        )

    def paper(self, item: AgendaItem, name: str = "paper.txt", text: str = "The paper.") -> Any:
        """A paper of an item."""
        return add_paper(item=item, title="Report", file=upload(name, text), by=self.by, now=self.at)

    def fresh(self) -> Meeting:
        """The meeting as it stands."""
        self.meeting = Meeting.objects.select_related("committee__ccg", "chair").get(pk=self.meeting.pk)
        return self.meeting

    def publish(self) -> "Sitting":
        """With its agenda published."""
        publish_agenda(meeting=self.meeting, by=self.by, now=self.at)
        return self

    def open(self, *away: str, apologies: bool = True) -> "Sitting":
        """In session at its time, with everybody there but the roles `away`, who sent apologies."""
        self.at = self.meeting.starts_at
        roll = {
            person: AttendanceKind.APOLOGIES if role in away else AttendanceKind.MEMBER
            for role, person in self.people.items()
            if apologies or role not in away
        }
        open_meeting(meeting=self.meeting, by=self.by, now=self.at, roll=roll)
        self.fresh()
        return self

    def asked(self) -> "Sitting":
        """Everybody in the room who has not spoken declares nil."""
        ask_the_rest(self.meeting, by=self.by, now=self.later(1))
        return self

    def take(self, item: AgendaItem) -> AgendaItem:
        """The item is taken."""
        return take_item(item=item, by=self.by, now=self.later())

    def finish(self, item: AgendaItem, notes: str = "Discussed.") -> AgendaItem:
        """The item is finished."""
        return finish_item(item=item, notes=notes, by=self.by, now=self.later())

    def chair(self, role: str, **more: Any) -> Meeting:
        """Record who takes the chair."""
        return take_chair(meeting=self.meeting, person=self.people[role], by=self.by, now=self.later(1), **more)


def declared(ccg: Any, person: Person, at: datetime) -> DeclarationReturn:
    """A nil return to the CCG's register."""
    return DeclarationReturn.objects.create(
        ccg=ccg, person=person, kind=ReturnKind.NIL, occasion=Occasion.APPOINTMENT, made_at=at, made_by=person,
        form_token=uuid4(),
    )  # fmt: skip


@scene
def planned(
    world: Any,
    *,
    days: int = 14,
    rows: tuple[tuple[Any, ...], ...] = committees.WIDE,
    committee: Committee | None = None,
    declare: bool = True,
    remedies: Any = None,
    **over: Any,
) -> Sitting:
    """A meeting of a PCCC that is being prepared, `days` from now; nothing on its agenda yet.

    `people` by role: of two seats with one role the second is called ROLE_2.
    """
    committee = committee or committees.pccc(world, rows, **over)
    if remedies is not None:
        committees.terms(committee, by=world.secretary, now=world.now, remedies=remedies,
                         from_on=london(world.now).date())  # fmt: skip
    made = plan_meeting(
        committee=committee, starts_at=world.now + timedelta(days=days), place="Town Hall", by=world.secretary,
        now=world.now,
    )  # fmt: skip
    sitting = Sitting(world, committee, made, world.now)
    for row in Membership.objects.filter(seat__committee=committee, deputy=False).select_related("seat", "person"):
        role = row.seat.role
        while role in sitting.people:
            role += "_2"
        sitting.people[role] = row.person
        if declare:
            declared(world.ccg, row.person, world.now)
    return sitting


@scene
def noticed(world: Any, **over: Any) -> Sitting:
    """With one item for decision, its paper and a published agenda."""
    sitting = planned(world, **over)
    sitting.paper(sitting.item())
    return sitting.publish()


@scene
def opened(world: Any, *away: str, **over: Any) -> Sitting:
    """In session, with one item for decision; the roles `away` sent apologies."""
    return noticed(world, **over).open(*away)

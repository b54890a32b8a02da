"""Meetings of the demonstration: one held, decided and minuted; the next with items that GPs cannot stay for."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from cocommission.demo import papers
from cocommission.demo.clock import Clock
from cocommission.demo.committees import Board
from cocommission.shared.rules.facts import gather
from conflicts.actions.bodies import body_of_practice
from models_abc.terms import Function
from pccc.actions.attendance.declaring import declare_at_meeting, nil_for_the_rest
from pccc.actions.attendance.people import record_movement
from pccc.actions.decisions import decide
from pccc.actions.items.agenda import add_item
from pccc.actions.items.papers import add_paper
from pccc.actions.items.session import finish_item, take_item
from pccc.actions.meetings.planning import plan_meeting, publish_agenda
from pccc.actions.meetings.session import close_meeting, open_meeting
from pccc.actions.minutes import add_words, approve, draft_minutes, finalise, publish
from pccc.actions.rulings import confirm_item
from pccc.models import AgendaItem, Meeting, Minutes, Ruling
from pccc.queries.meetings import silent_digest
from pccc.queries.presence import room_of
from pccc.queries.rulings import proposals_digest, row_of
from pccc.rules.facts import DecidedFacts, ListedItemFacts
from pccc.terms import AttendanceKind, Choice, Direction, ItemKind, Part

PLACE = "Committee room, CCG offices (invented), open to the public"


class Secretary:
    """The secretary of one committee, who does what the room does."""

    def __init__(self, board: Board, clock: Clock) -> None:
        self.board, self.clock, self.by = board, clock, board.team.secretary

    def agenda(self, *, planned: datetime, starts: datetime, items: list[dict[str, Any]]) -> Meeting:
        """Plans a meeting, lists its items with a paper each, and publishes the agenda a day later."""
        now = self.clock.at(planned)
        meeting = plan_meeting(committee=self.board.committee, starts_at=starts, place=PLACE, by=self.by, now=now)
        for item in items:
            made = add_item(meeting=meeting, by=self.by, now=now, **gather(ListedItemFacts, item))
            add_paper(
                item=made, file=papers.paper(f"paper-{made.number}.txt", f"{made.title}\n\n{made.summary}"),
                by=self.by, now=now,
            )  # fmt: skip
        return publish_agenda(meeting=meeting, by=self.by, now=self.clock.at(planned + timedelta(days=1)))

    def items(self, now: datetime) -> list[dict[str, Any]]:
        """Three items: one for which one GP leaves, one that loses every GP and so its quorum, one for all."""
        first = body_of_practice(self.board.practices[0], by=self.by, now=now)
        return [
            {
                "title": f"Premises: rent review of {first.name}",
                "kind": ItemKind.DECISION,
                "summary": "The committee is asked to agree the revised rent from the next quarter.",
                "functions": [str(Function.PREMISES)],
                "affected": [first],
            },
            {
                "title": "Local incentive scheme: care of frail patients",
                "kind": ItemKind.DECISION,
                "summary": "The committee is asked to approve a scheme for every member practice.",
                "functions": [str(Function.INCENTIVE_SCHEMES)],
                "affects_all_practices": True,
            },
            {
                "title": "Quality of general practice: quarterly report",
                "kind": ItemKind.INFORMATION,
                "summary": "The committee is asked to note the report.",
                "part": Part.PUBLIC,
            },
        ]

    def plan(self, *, planned: datetime, starts: datetime) -> Meeting:
        """The agenda of `items`, published and waiting for its day."""
        return self.agenda(planned=planned, starts=starts, items=self.items(self.clock.at(planned)))

    def hold(self, *, planned: datetime, starts: datetime) -> Meeting:
        """A whole meeting about the premises of one practice: its GP declares, leaves, the others decide."""
        premises, _, quality = self.items(self.clock.at(planned))
        meeting = self.agenda(planned=planned, starts=starts, items=[premises, quality])
        now = self.clock.at(starts)
        roll = {person: AttendanceKind.MEMBER for some in self.board.people.values() for person in some}
        meeting = open_meeting(meeting=meeting, by=self.by, now=now, roll=roll)
        first, last = AgendaItem.objects.filter(meeting=meeting).order_by("number")
        gp = self.board.gps[0]
        declare_at_meeting(
            meeting=meeting, person=gp, item=first, nature="Partner in the practice that the item is about",
            form_token=uuid4(), by=self.by, now=self._minute(starts, 3),
        )  # fmt: skip
        asked, confirmed = self._minute(starts, 4), self._minute(starts, 5)
        seen = silent_digest(room_of(meeting), asked)
        nil_for_the_rest(meeting=meeting, seen=seen, by=self.by, now=asked)
        seen = proposals_digest(row_of(first, confirmed))
        confirm_item(item=first, seen=seen, ruled_by=self.board.chair, by=self.by, now=confirmed)
        take_item(item=first, by=self.by, now=self._minute(starts, 6))
        record_movement(
            meeting=meeting, person=gp, direction=Direction.OUT, item=first, by=self.by, now=self._minute(starts, 7)
        )
        self._decide(first, starts)
        finish_item(item=first, by=self.by, now=self._minute(starts, 31), notes="The rent was compared with others.")
        record_movement(
            meeting=meeting, person=gp, direction=Direction.IN, item=None, by=self.by, now=self._minute(starts, 32)
        )
        take_item(item=last, by=self.by, now=self._minute(starts, 33))
        finish_item(item=last, by=self.by, now=self._minute(starts, 50), notes="The report was noted.")
        return close_meeting(meeting=meeting, by=self.by, now=self._minute(starts, 55))

    def minute(self, meeting: Meeting, *, at: datetime) -> Minutes:
        """Minutes drafted from what happened, with the evidence of each ruling, and final."""
        now = self.clock.at(at)
        minutes = draft_minutes(meeting=meeting, by=self.by, now=now)
        seen = "Left the room before the discussion and came back after the decision; both times are recorded."
        ruled = Ruling.objects.filter(item__meeting=meeting).values_list("item__number", "person_id")
        words = {"evidence": {f"{number}:{person}": seen for number, person in ruled}}
        minutes = add_words(minutes=minutes, words=words, by=self.by, now=now)
        return finalise(minutes=minutes, by=self.by, now=self.clock.at(at + timedelta(hours=1)))

    def publish(self, minutes: Minutes, *, at_meeting: Meeting, at: datetime) -> None:
        """The committee approved the minutes at a later meeting; the public may read them."""
        approve(minutes=minutes, at_meeting=at_meeting, by=self.by, now=self.clock.at(at))
        publish(minutes=minutes, by=self.by, now=self.clock.at(at + timedelta(hours=1)))

    def _minute(self, starts: datetime, minutes: int) -> datetime:
        return self.clock.at(starts + timedelta(minutes=minutes))

    def _decide(self, item: AgendaItem, starts: datetime) -> None:
        people = self.board.people
        voters = [person for role, some in people.items() for person in some if person != self.board.gps[0]]
        decide(
            item=item,
            function=str(Function.PREMISES),
            facts=DecidedFacts(
                text="The revised rent is agreed from the next quarter.",
                rationale="It is in line with the district valuer's figure (invented).",
                votes={person.pk: Choice.FOR for person in voters},
            ),
            form_token=uuid4(),
            by=self.by,
            now=self._minute(starts, 28),
        )

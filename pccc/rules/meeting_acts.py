"""What can be done with a meeting and the items of its agenda, in which state, and what is said otherwise (MTG-02)."""

from dataclasses import replace
from typing import Any

from ccgs.terms import Permission
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import Blocker
from pccc.rules.catalogue.meetings import MTG_02
from pccc.terms import ItemState, MeetingState

S = MeetingState
AHEAD = (S.PLANNED, S.NOTICED)
SECRETARY = "Committee secretary"


class MeetingAct(Act):
    """An act on a meeting. Of a cancelled one people read just that, whatever they wanted to do."""

    __slots__ = ()

    def blockers(self, state: str) -> list[Blocker]:
        """Why the act is not possible in `state`; empty when it is."""
        found = Act.blockers(self, state)
        return [replace(one, missing="The meeting was cancelled.") for one in found] if state == S.CANCELLED else found


def _act(title: str, *states: S, otherwise: str, right: str = Permission.RUN_COMMITTEES, **more: Any) -> MeetingAct:
    return MeetingAct(
        title=title,
        right=right,
        who=SECRETARY,
        while_in=frozenset(states),
        otherwise=otherwise,
        rule=MTG_02.id,
        source=MTG_02.source,
        **more,
    )


def _agenda(title: str, **more: Any) -> MeetingAct:
    return _act(title, *AHEAD, S.OPEN, otherwise="You can change the agenda only before the meeting closes.", **more)


def _session(title: str, **more: Any) -> MeetingAct:
    return _act(title, S.OPEN, otherwise="You can do this only while the meeting is open.", **more)


def _whenever(title: str, *, right: str = Permission.RUN_COMMITTEES, **more: Any) -> MeetingAct:
    """For acts of which the item says when they are possible, and a form sent again is answered in every state."""
    return _act(title, otherwise="", right=right, **more)


def _declaring(title: str, *, right: str) -> MeetingAct:
    words = "You can declare after the agenda is published, until the meeting closes."
    return _act(title, S.NOTICED, S.OPEN, otherwise=words, right=right)


EDIT = _act("Change time or place", *AHEAD, otherwise="You can change time and place only before the meeting begins.")
PUBLISH = _act("Publish the agenda", S.PLANNED, otherwise="The agenda has already been published.")
CANCEL = _act(
    "Cancel the meeting",
    *AHEAD,
    otherwise="You can cancel a meeting only before it begins.",
    final="The meeting does not take place. You can plan another one.",
    destroys=True,
    leads_to=frozenset({S.CANCELLED}),
)
OPEN = _act("Open the meeting", S.NOTICED, otherwise="You can open a meeting once, after its agenda is published.")
CLOSE = _act(
    "Close the meeting",
    S.OPEN,
    otherwise="You can close a meeting only while it is open.",
    final="You cannot open the meeting again, or record more decisions of it.",
    quiet=True,  # it may report a breach, of which the Guardian alone is told (BRE-05)
    leads_to=frozenset({S.CLOSED}),
)

ITEM = _agenda("Add an item")
ITEM_EDIT = _act("Change this item", *AHEAD, otherwise="You can change an item only before the meeting begins.")
ITEM_REMOVE = _act(
    "Remove it from the agenda",
    S.PLANNED,
    otherwise="The agenda is published. Withdraw the item and give the reason.",
    final="The item and its papers are removed from the agenda. You cannot get them back.",
    destroys=True,
)
ITEM_WITHDRAW = _agenda(
    "Withdraw this item",
    final="The committee does not take this item. You can add it again as a new item.",
    destroys=True,
    leads_to=frozenset({ItemState.WITHDRAWN}),
)
PAPER = _agenda("Add a paper")
PAPER_OUT = _agenda("Remove a paper")

APOLOGIES = _act(
    "Record apologies", *AHEAD, S.OPEN, otherwise="You can record apologies only before the meeting closes."
)
ARRIVAL = _act("Record who has come", S.OPEN, otherwise="You can record who is there only while the meeting is open.")
MOVEMENT = _session("Record who left or came back")
CHAIR = _session("Record who takes the chair")
DECLARE = _declaring("Declare your interests for this meeting", right="")
DECLARE_FOR = _declaring("Declare for a member", right=Permission.RUN_COMMITTEES)
NIL_FOR_THE_REST = _session("Nothing to declare for the others")
ITEM_TAKE = _session("Start the item")
ITEM_FINISH = _session(
    "Finish the item",
    final="You cannot take this item again at this meeting, or record a decision on it.",
    leads_to=frozenset({ItemState.DONE}),
)
ITEM_REMEDY = _session(
    "Choose what to do without a quorum",
    final="The committee does not decide this item at this meeting.",
    leads_to=frozenset({ItemState.REMEDIED}),
)

RULE = _whenever("Record the chair's decision", right="")
RULE_FOR = _whenever("Record the chair's decision on the conflict")
DECIDE = _whenever(
    "Record the decision",
    final="You cannot change or delete a decision after you record it. A later decision can correct it.",
)
SCHEME = _whenever("Local incentive scheme")
CONSENT = _whenever("Consents of practices")

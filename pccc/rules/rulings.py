"""Who may rule on a member and an item, until when, and who then sees its papers (MAP-03, MAP-04, PCC-12, PCC-13)."""

from collections.abc import Mapping
from dataclasses import dataclass

from cocommission.shared.rules.blockers import Blocker
from pccc.rules.catalogue.map import MAP_03, MAP_04
from pccc.terms.committees import Office
from pccc.terms.meetings import MAY_VOTE, Handling, ItemState, MeetingState, MinutesState


@dataclass(frozen=True, slots=True)
class Leader:
    """Somebody who sits on the committee, for the question who rules. `handling`: theirs on the item in question."""

    person_id: int
    name: str
    voting: bool
    office: str
    handling: str

    @property
    def conflicted(self) -> bool:
        """Whether the item asks more of them than to disclose."""
        return self.handling not in MAY_VOTE


@dataclass(frozen=True, slots=True)
class RulingFacts:
    """The item and its meeting. `chair_id` leads the meeting now; None before it began. `leaders`: who sits there.

    `here`: in session, who of them is in the room and still a member; None before and after it.
    """

    meeting_state: str
    item_state: str
    minutes_state: str
    chair_id: int | None
    leaders: Mapping[int, Leader]
    here: frozenset[int] | None = None


CHAIR = "Chair of the meeting"


def _b(missing: str, *, who: str = CHAIR, field: str = "", rule: str = "MAP-03") -> Blocker:
    source = {"MAP-03": MAP_03.source, "MAP-04": MAP_04.source}[rule]
    return Blocker(rule=rule, missing=missing, who=who, source=source, field=field)


def time_blockers(facts: RulingFacts) -> list[Blocker]:
    """Why nobody can rule on this item now. After the meeting a ruling can still be put right until minutes are final.

    A ruling after the meeting shows its own time and changes no vote.
    """
    if facts.meeting_state == MeetingState.CANCELLED:
        return [_b("The meeting was cancelled.")]
    if facts.item_state == ItemState.WITHDRAWN:
        return [_b("The item was withdrawn from the agenda.")]
    if facts.minutes_state and facts.minutes_state != MinutesState.DRAFT:
        return [_b("The minutes of this meeting are final. Take them back to draft first.", who="Committee secretary")]
    return []


def _in_charge(facts: RulingFacts, person_id: int) -> list[Leader]:
    """Those who can rule on this person: who leads the meeting; failing that, the next who is free of a conflict."""
    free = [
        leader
        for leader in facts.leaders.values()
        if leader.person_id != person_id
        and not leader.conflicted
        and (facts.here is None or leader.person_id in facts.here)
    ]
    order = [
        [leader for leader in free if leader.person_id == facts.chair_id],
        [leader for leader in free if facts.chair_id is None and leader.office == Office.CHAIR],
        [leader for leader in free if leader.office == Office.VICE_CHAIR],
        [leader for leader in free if leader.office == Office.CHAIR],
        [leader for leader in free if leader.voting],
    ]
    return next((group for group in order if group), [])


def who_may_rule(facts: RulingFacts, person_id: int) -> list[Leader]:
    """Who can rule on this person and item (PCC-12): the chair; where the chair is the person or is conflicted on the
    item, who took the chair, the vice chair, or another voting member without a conflict. In session only who is in the
    room."""
    return _in_charge(facts, person_id)


def ruler_blockers(facts: RulingFacts, person_id: int, ruled_by_id: int) -> list[Blocker]:
    """Why `ruled_by_id` cannot rule on this person for this item (MAP-03)."""
    if person_id == ruled_by_id:
        return [
            _b(
                "You cannot decide on your own conflict. The person who takes the chair for the item decides.",
                field="ruled_by",
            )
        ]
    if person_id not in facts.leaders:
        return [_b("This person does not sit on the committee at this meeting.", who="Committee secretary")]
    able = who_may_rule(facts, person_id)
    if ruled_by_id in {leader.person_id for leader in able}:
        return []
    names = " or ".join(leader.name for leader in able)
    own = facts.leaders.get(ruled_by_id)
    why = f"{own.name} also has a conflict on this item. " if own is not None and own.conflicted else ""
    if not names:
        return [_b(f"{why}There is nobody without a conflict to decide. Defer the item or bring in another chair.")]
    return [_b(f"{why}For this person and item, {names} decides.", field="ruled_by")]


def reason_blockers(proposed: str, ruled: str, reason: str) -> list[Blocker]:
    """An override says why (MAP-04)."""
    if ruled != proposed and not reason.strip():
        words = str(Handling(proposed).label).lower()
        return [_b(f"Enter why: the map proposes '{words}'.", field="reason", rule="MAP-04")]
    return []


def hides_papers(handling: str) -> bool:
    """Whether the papers of the item are kept from a member with this ruling (PCC-13)."""
    return handling == Handling.NO_PAPERS

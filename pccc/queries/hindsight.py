"""Time travel for a decision: what was true that day, what was on record at that minute, what we know now (F-55)."""

from dataclasses import dataclass
from datetime import datetime

from cocommission.shared.clock import london
from conflicts.queries.ties import ties
from conflicts.rules.paths import Finder
from pccc.models import AgendaItem, Decision
from pccc.queries.conflict_map import Row, conflict_map
from pccc.queries.conflict_map_facts import facts_of, items_of, people_of, practices_of_ccg
from pccc.rules.conflict_map import Proposal, propose


@dataclass(frozen=True, slots=True)
class Answer:
    """One member: three answers to the question what ties them to the item, and what was ruled and voted then."""

    person_id: int
    name: str
    true: Proposal
    said: Proposal
    today: Proposal
    ruled: str
    vote: str

    @property
    def unknown_then(self) -> list[str]:
        """What was true that day and was not on record at that minute."""
        known = {reason.words for reason in self.said.reasons}
        return [reason.words for reason in self.true.reasons if reason.words not in known]

    @property
    def differs(self) -> bool:
        """Whether the answers do not agree."""
        return not (self.true.handling == self.said.handling == self.today.handling) or bool(self.unknown_then)


def _today(item: AgendaItem, now: datetime) -> dict[int, Proposal]:
    """What the map would propose if the item came up today, for those who sat there then."""
    meeting = item.meeting
    at, on = meeting.opened_at or meeting.starts_at, london(now).date()
    fact = facts_of(items_of(meeting, [item.pk])[0], practices_of_ccg(meeting.committee.ccg, on))
    members = people_of(meeting, at, london(at).date())
    people = [member.person_id for member in members]
    finder = Finder(ties(people, on, ccg=meeting.committee.ccg, targets=set(fact.targets)))
    return {member.person_id: propose(fact, member, finder) for member in members}


def three_answers(decision: Decision, now: datetime) -> list[Answer]:
    """The three answers for every member who was at the meeting; none for a decision between meetings."""
    item = decision.item
    if item is None:
        return []
    only = [item.pk]
    true: Row = conflict_map(item.meeting, now, only=only)[0]
    said: Row = conflict_map(item.meeting, decision.decided_at, only=only, known_at=decision.decided_at)[0]
    today = _today(item, now)
    there = {one["person"]: one for one in decision.members}
    found = []
    for cell in true.cells:
        person = cell.member.person_id
        then = said.cell(person)
        if person in there and then is not None and person in today:
            kept = there[person]
            found.append(
                Answer(
                    person,
                    cell.member.name,
                    cell.proposal,
                    then.proposal,
                    today[person],
                    kept["ruled_words"],
                    kept["vote"],
                )  # fmt: skip
            )
    return sorted(found, key=lambda one: (not one.differs, one.name))

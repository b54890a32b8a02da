"""Rules of the engagement log (F-19): shares with their denominators, and what an entry needs."""

from dataclasses import dataclass
from datetime import date

from cocommission.shared.rules.bars import parts_picture
from cocommission.shared.rules.blockers import Blocker, Rule
from cocommission.shared.rules.drawings import Drawing

ENG_01 = Rule(
    "ENG-01",
    "An engagement entry says when, how and with whom; practices are picked from the members of that day.",
    "I",
    "Inferred from the Medway paper of 15 September 2015: webinar, monthly meeting with presentation, vote",
    "B",
)
RULES = (ENG_01,)
OFFICER = "Governance officer"


@dataclass(frozen=True)
class Reach:
    """How many of the practices that were members took part: never a share without its two numbers."""

    attended: int
    members: int

    @property
    def share(self) -> float | None:
        """Between 0 and 1; None where there were no members to reach."""
        return self.attended / self.members if self.members else None


def reach(attended: set[int], members: set[int]) -> Reach:
    """Count the practices (ids) that attended and were members on the day asked about."""
    return Reach(attended=len(attended & members), members=len(members))


def reach_picture(found: Reach) -> Drawing | None:
    """How many of today's members took part in at least one event; None without members."""
    parts = [("Took part", found.attended, "main", ""), ("Not yet", found.members - found.attended, "open", "")]
    return parts_picture("Member practices reached", parts, "member practices")


def entry_blockers(*, title: str, held_on: date | None, audience: str, strangers: tuple[str, ...]) -> list[Blocker]:
    """What is wrong with an entry of the log (ENG-01). `strangers` are practices that were no members that day."""
    found = []
    if not title.strip():
        found.append(_blocker("Enter the event a name.", "title"))
    if held_on is None:
        found.append(_blocker("Enter when it was held.", "held_on"))
    if not audience.strip():
        found.append(_blocker("Enter who was invited.", "audience"))
    found.extend(_blocker(f"{name} was not a member practice on that day.", "practices") for name in strangers)
    return found


def _blocker(missing: str, field: str) -> Blocker:
    return Blocker(rule=ENG_01.id, missing=missing, who=OFFICER, source=ENG_01.source, level="B", field=field)

"""When NHS England takes a change of a constitution, and when its answer is late (CON-03, CON-05). Warnings only."""

from datetime import date, timedelta

from ccgs.terms.constitutions import ConstitutionState
from cocommission.shared.clock import day
from cocommission.shared.rules.blockers import WARNS, Blocker

OFFICER = "Governance officer"
MILLS_AND_REEVE = "Guidance of 2013, as told by Mills & Reeve; superseded in October 2015"
AIREDALE = "Inferred from Airedale, Wharfedale and Craven CCG"
WINDOWS = ((6, 1), (11, 1))
WINDOWS_FROM, WINDOWS_UNTIL = date(2013, 4, 1), date(2015, 10, 1)
ANSWER_AFTER = timedelta(weeks=20)


def next_window(on: date) -> date:
    """The next day, `on` included, by which NHS England took changes under the guidance of 2013."""
    days = [date(year, *window) for year in (on.year, on.year + 1) for window in WINDOWS]
    return next(one for one in days if one >= on)


def answer_is_late(adopted_on: date, today: date) -> bool:
    """Whether NHS England has had a version longer than approvals took elsewhere."""
    return today > adopted_on + ANSWER_AFTER


def waiting_warnings(state: str, adopted_on: date | None, today: date) -> list[Blocker]:
    """What to know about a version that the members adopted and NHS England has not decided on; else nothing."""
    if state != ConstitutionState.ADOPTED or adopted_on is None:
        return []
    found = []
    if WINDOWS_FROM <= today < WINDOWS_UNTIL:
        words = (
            "NHS England takes changes of a constitution by 1 June and by 1 November; the next of these days is "
            f"{day(next_window(today))}. At other times a change has to be essential for acting lawfully, or follow "
            "from the end of another CCG: enter which when you send it."
        )
        found.append(Blocker("CON-03", words, OFFICER, MILLS_AND_REEVE, WARNS))
    if answer_is_late(adopted_on, today):
        words = (
            f"The members adopted it on {day(adopted_on)}, more than 20 weeks ago, and NHS England has not answered. "
            "Ask the regional team."
        )
        found.append(Blocker("CON-05", words, OFFICER, AIREDALE, WARNS))
    return found

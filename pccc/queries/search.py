"""What the search finds of meetings and decisions: what is private or not published only for who runs committees."""

from collections.abc import Iterator
from datetime import datetime

from ccgs.queries.search import Reader
from ccgs.terms.roles import Permission
from cocommission.shared.clock import day
from cocommission.shared.search import Hit, Hits, matches
from pccc.models import Decision, Meeting
from pccc.queries import decisions, meetings


def search(text: str, reader: Reader, now: datetime) -> Iterator[Hits]:
    """Meetings by committee, place and CCG, decisions by title and CCG."""
    held = Meeting.objects.filter(matches(text, "committee__name", "place", "committee__ccg__name"))
    mine = held.filter(reader.ccgs("committee__ccg", Permission.RUN_COMMITTEES))
    rows = (meetings.public(held) | mine).select_related("committee__ccg").order_by("-starts_at", "pk")
    yield Hits("meetings", "Meetings", rows, _meeting)
    taken = Decision.objects.filter(matches(text, "title", "ccg__name"))
    mine_too = taken.filter(reader.ccgs("ccg", Permission.RUN_COMMITTEES))
    found = (decisions.public(taken) | mine_too).select_related("ccg").order_by("-pk")
    yield Hits("decisions", "Decisions", found, _decision)


def _meeting(row: Meeting) -> Hit:
    return Hit(
        f"{row.committee.name}, meeting {row.number}", row.url, f"{day(row.starts_at)}, {row.committee.ccg.name}"
    )


def _decision(row: Decision) -> Hit:
    return Hit(f"Decision {row.number}: {row.title}", row.url, str(row.ccg.name))

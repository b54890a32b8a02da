"""What the search finds of ballots: drafts only for those who see working papers."""

from collections.abc import Iterator
from datetime import datetime

from ccgs.queries.search import Reader
from ccgs.terms.roles import Permission
from cocommission.shared.search import Hit, Hits, matches
from votes.models import Ballot
from votes.terms.ballots import BallotState


def search(text: str, reader: Reader, now: datetime) -> Iterator[Hits]:
    """Ballots by their titles, or by the name or code of their CCG."""
    rows = Ballot.objects.filter(matches(text, "title", "ccg__name", "ccg__code"))
    drafts = Ballot.objects.filter(reader.ccgs("ccg", Permission.VIEW_WORKING)).values("pk")
    rows = rows.exclude(state=BallotState.DRAFT) | rows.filter(pk__in=drafts)
    yield Hits("ballots", "Ballots", rows.select_related("ccg").order_by("-pk"), _ballot)


def _ballot(row: Ballot) -> Hit:
    return Hit(f"Ballot {row.number}: {row.title}", row.url, str(row.ccg.name))

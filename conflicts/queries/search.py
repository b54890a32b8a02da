"""What the search finds of interests: what the registers show to the public, and the reader's own."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Q, Value
from django.db.models.functions import Coalesce

from ccgs.models import CCG
from ccgs.queries.search import Reader
from cocommission.shared.pages import url_to
from cocommission.shared.search import Hit, Hits, matches, matching
from conflicts.models import Interest
from conflicts.queries.registers import Entry, published
from conflicts.terms.interests import InterestState

MOST_CCGS = 10
"""So many registers are looked through for one search: each is made as at this minute."""


def search(text: str, reader: Reader, now: datetime) -> Iterator[Hits]:
    """Interests by person, organisation and description. A name that is withheld is not looked for either."""
    rows = [*_own(text, reader), *_published(text, now)]
    yield Hits("interests", "Interests", rows, lambda row: row)


def _found(text: str) -> Q:
    """Entries to look at; whether they are shown with these words is asked afterwards."""
    named = Interest.objects.alias(body_name=Coalesce("body__name", Value("")))
    return Q(pk__in=named.filter(matches(text, "person__name", "description", "position", "body_name")).values("pk"))


def _own(text: str, reader: Reader) -> Iterator[Hit]:
    if reader.person is None:
        return
    rows = Interest.objects.filter(_found(text), person=reader.person).exclude(state=InterestState.WITHDRAWN)
    for row in rows.select_related("ccg").order_by("-pk"):
        yield Hit(f"Your interest {row.number}", row.url, f"{row.description}, {row.ccg.name}")


def _published(text: str, now: datetime) -> Iterator[Hit]:
    candidates = Interest.objects.filter(_found(text)).values("ccg")
    for ccg in CCG.objects.filter(pk__in=candidates).order_by("name")[:MOST_CCGS]:
        entries = published(ccg, now).entries
        shown = [f"{one.name} {one.description} {one.position} {one.body}" for one in entries]
        for place in matching(text, shown):
            yield _hit(ccg, entries[place])


def _hit(ccg: CCG, entry: Entry) -> Hit:
    detail = f"{entry.kind_name}{f', {entry.body}' if entry.body else ''}, {ccg.name}"
    query = urlencode({"text": entry.description[:100]})
    return Hit(f"{entry.name}: {entry.description}", url_to("register-interests", ccg) + f"?{query}", detail)

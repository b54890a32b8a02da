"""What the search finds of interests: what the page of the register shows the reader, and the reader's own."""

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
from conflicts.queries.registers import Entry, Register, in_full, published_in_each, sees_in_full
from conflicts.terms.interests import InterestState

MOST_CCGS = 10
"""So many registers are looked through for one search: each is made as at this minute."""


def search(text: str, reader: Reader, now: datetime) -> Iterator[Hits]:
    """Interests by person, organisation and description. A name that is withheld is not looked for either."""
    rows = [*_own(text, reader), *_registered(text, reader, now)]
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


def _registered(text: str, reader: Reader, now: datetime) -> list[Hit]:
    """Entries of the registers, those that the reader sees in full first, as far as they match what is shown."""
    candidates = CCG.objects.filter(pk__in=Interest.objects.filter(_found(text)).values("ccg")).order_by("name")
    ccgs = sorted(candidates, key=lambda ccg: not sees_in_full(reader.rights, ccg))[:MOST_CCGS]
    registers = published_in_each(ccgs, now) if ccgs else []
    entries = [
        (ccg, register, entry)
        for ccg, register in zip(ccgs, registers, strict=True)
        for entry in _shown(ccg, register, reader)
    ]
    shown = [f"{entry.name} {entry.description} {entry.position} {entry.body}" for _, _, entry in entries]
    return [_hit(*entries[place]) for place in matching(text, shown)]


def _shown(ccg: CCG, register: Register, reader: Reader) -> list[Entry]:
    """What the page of the register shows the reader; of what is not public, their own are found as theirs."""
    found = {entry.id: entry for entry in register.entries}
    if sees_in_full(reader.rights, ccg):
        own = reader.person.pk if reader.person else None
        rest = [entry for entry in in_full(register, reader.rights, ccg) if entry.id in found or entry.person_id != own]
        found |= {entry.id: entry for entry in rest}
    return list(found.values())


def _hit(ccg: CCG, register: Register, entry: Entry) -> Hit:
    title = f"{entry.name}: {entry.description}"
    detail = f"{entry.kind_name}{f', {entry.body}' if entry.body else ''}, {ccg.name}"
    if register.is_published and entry.shown.on_page:
        query = urlencode({"text": entry.description[:100]})
        return Hit(title, url_to("register-interests", ccg) + f"?{query}", detail)
    shown = entry.shown.value if register.is_published else "not public"
    return Hit(title, url_to("declared-interest", ccg, number=entry.number), f"{detail}, {shown}")

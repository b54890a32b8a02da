"""Around the register of interests: what changed, who had none, what is historic, what registers there are."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import F, QuerySet

from ccgs.models import CCG
from cocommission.shared.clock import day, london
from cocommission.shared.models import Person
from conflicts.models import Interest, Redaction
from conflicts.queries.registers import Entry, Register, published
from conflicts.rules.interests import kept_until
from conflicts.rules.publication import Scope, Shown
from conflicts.terms.interests import RedactionState, ReturnKind

COMPARED = {
    "name": "Name",
    "position": "Position",
    "kind_name": "Type",
    "relationship": "Relationship",
    "body": "Organisation",
    "body_code": "Code of the organisation",
    "capacity": "Role",
    "description": "Description",
    "from_on": "From",
    "to_on": "Until",
    "mitigation": "Action taken",
}


@dataclass(frozen=True, slots=True)
class Alteration:
    """One field of an entry that reads differently: label, before, after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between the public registers of two moments. `left`: entries that are no longer on the page."""

    added: list[Entry]
    altered: list[tuple[Entry, list[Alteration]]]
    left: int
    not_shown: int


def changes(ccg: CCG, since: datetime, until: datetime, *, seen_at: datetime) -> Changes:
    """What the public register says at `until` that it did not say at `since`, as far as it may be shown today."""
    old, new = published(ccg, since, seen_at=seen_at), published(ccg, until, seen_at=seen_at)
    before = {entry.id: entry for entry in old.entries}
    there_before = {entry.id for entry in old.everything if entry.shown.on_page} if old.is_published else set()
    there_after = {entry.id for entry in new.everything if entry.shown.on_page} if new.is_published else set()
    altered = []
    for entry in new.entries:
        if entry.id in before and (found := list(_alterations(before[entry.id], entry))):
            altered.append((entry, found))
    return Changes(
        added=[entry for entry in new.entries if entry.id not in there_before],
        altered=altered,
        left=len(there_before - there_after),
        not_shown=new.no_longer,
    )


def _alterations(old: Entry, new: Entry) -> Iterable[Alteration]:
    for name, label in COMPARED.items():
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Alteration(label, _words(before), _words(after))


def _words(value: Any) -> str:
    return day(value) if isinstance(value, date) else str(value or "nothing")


@dataclass(frozen=True, slots=True)
class NilYear:
    """One year's nil returns: how many people answered so, and those who may be named."""

    year: int
    people: int
    named: list[tuple[str, str, date]]


NIL = """
SELECT DISTINCT ON (1, made.person_id)
       extract(year FROM made.made_at AT TIME ZONE 'Europe/London')::int, person.name, coalesce(d.position, ''),
       (made.made_at AT TIME ZONE 'Europe/London')::date, coalesce(d.decides, false), d.person_id IS NOT NULL
  FROM conflicts_declarationreturn made
  JOIN shared_person person ON person.id = made.person_id
  LEFT JOIN LATERAL (
       SELECT row.person_id, min(row.position) AS position, bool_or(row.decision_maker) AS decides
         FROM conflicts_declarant row
        WHERE row.ccg_id = made.ccg_id AND row.person_id = made.person_id AND row.starts_at <= %(now)s
          AND (row.ends_at IS NULL OR row.ends_at > %(now)s)
        GROUP BY row.person_id) d ON true
 WHERE made.ccg_id = %(ccg)s AND made.kind = %(nil)s AND made.made_at <= %(now)s
 ORDER BY 1 DESC, made.person_id, made.made_at DESC
"""


def nil_returns(ccg: CCG, now: datetime, scope: Scope) -> list[NilYear]:
    """Nil returns year by year, the latest first; named are those who declare today and are in the scope today."""
    with connection.cursor() as cursor:
        cursor.execute(NIL, {"ccg": ccg.pk, "now": now, "nil": ReturnKind.NIL})
        rows = cursor.fetchall()
    found: dict[int, NilYear] = {}
    for year, name, position, on, decides, declares in rows:
        entry = found.get(year) or NilYear(year, 0, [])
        if declares and (decides or scope == Scope.ALL):
            entry.named.append((name, position, on))
        found[year] = replace(entry, people=entry.people + 1)
    for entry in found.values():
        entry.named.sort()
    return [found[year] for year in sorted(found, reverse=True)]


@dataclass(frozen=True, slots=True)
class Historic:
    """An entry that is off the public page, with the first day on which it need not be kept any longer (COI-09)."""

    entry: Entry
    kept_until: date | None
    over: bool


def historic(register: Register) -> list[Historic]:
    """Entries of a register that ended more than six months before, the longest kept last."""
    today = london(register.at).date()
    found = []
    for entry in register.everything:
        if entry.shown == Shown.EXPIRED:
            until = kept_until(entry.facts.ended_on)
            found.append(Historic(entry, until, until is not None and until <= today))
    return sorted(found, key=lambda row: (row.kept_until is None, row.kept_until or today, row.entry.number))


def redactions_of(*ccgs: CCG) -> QuerySet[Redaction]:
    """Every request of these CCGs, the undecided first, then the latest."""
    found = Redaction.objects.filter(interest__ccg__in=ccgs).select_related(
        "interest__person", "interest__ccg", "interest__body", "requested_by", "decided_by", "lifted_by"
    )
    return found.order_by(F("decided_at").desc(nulls_first=True), "-pk")


def waiting_redactions(*ccgs: CCG) -> QuerySet[Redaction]:
    """Requests that wait for the Guardian."""
    return redactions_of(*ccgs).filter(state=RedactionState.REQUESTED)


def own_interest(ccg: CCG, number: int, person: Person) -> Interest | None:
    """The person's own entry of this number; None for anybody else's."""
    return (
        Interest.objects.filter(ccg=ccg, number=number, person=person).select_related("ccg", "person", "body").first()
    )


@dataclass(frozen=True, slots=True)
class Held:
    """How many public rows each register of a CCG has, and when each last changed."""

    gifts: int = 0
    gifts_at: datetime | None = None
    procurement: int = 0
    procurement_at: datetime | None = None
    breaches: int = 0
    breaches_at: datetime | None = None
    interests_at: datetime | None = None


HELD = """
SELECT g.n, g.at, p.n, p.at, b.n, b.at,
       (SELECT max(history_date) FROM conflicts_historicalinterest
         WHERE ccg_id = %(ccg)s AND state = 'COMPLETE' AND history_date <= %(now)s)
  FROM (SELECT count(*) AS n, max(declared_at) AS at FROM conflicts_gift
         WHERE ccg_id = %(ccg)s AND state IN ('RECORDED', 'REFUSED')) g,
       (SELECT count(*) AS n, max(published_at) AS at FROM conflicts_procurementdecision
         WHERE ccg_id = %(ccg)s AND published_at IS NOT NULL) p,
       (SELECT count(*) AS n, max(published_at) AS at FROM conflicts_breach
         WHERE ccg_id = %(ccg)s AND state = 'PUBLISHED') b
"""


def held(ccg: CCG, now: datetime) -> Held:
    """One statement over the registers that stand beside the register of interests."""
    with connection.cursor() as cursor:
        cursor.execute(HELD, {"ccg": ccg.pk, "now": now})
        row = cursor.fetchone()
    return Held(**dict(zip([field.name for field in fields(Held)], row, strict=True)))

"""The register of interests as at any minute, and what of it the public sees (F-54, F-55)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import connection

from ccgs.models import CCG
from ccgs.queries.rights import Rights
from ccgs.terms import Permission
from cocommission.shared.clock import london
from conflicts.models import RegisterPolicy
from conflicts.queries.registers_sql import REGISTER, REGISTER_OF_EACH
from conflicts.rules.publication import EntryFacts, Scope, Shown, scope_on, shown
from conflicts.terms.interests import Capacity, InterestState, InterestType

GONE = frozenset({Shown.WITHDRAWN, Shown.EXPIRED, Shown.REDACTED, Shown.WITHHELD})
"""What is not shown today is not shown in the register of an earlier day either."""
FULL = (Permission.KEEP_REGISTERS, Permission.GUARD_CONFLICTS)
"""Who sees the register in full."""
NAME_WITHHELD = "Name withheld"


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as it stood. `to_on` is its last day. `shown` says what the public sees of it."""

    id: int
    ref: str
    number: int
    person_id: int
    name: str
    position: str
    kind: str
    kind_name: str
    relationship: str
    body: str
    body_code: str
    capacity: str
    description: str
    from_on: date
    to_on: date | None
    mitigation: str
    declared_at: datetime
    reviewed_at: datetime | None
    reviewer_position: str
    change_waits: bool
    facts: EntryFacts
    shown: Shown


@dataclass(frozen=True, slots=True)
class Register:
    """A CCG's register of interests on a day. `counts`: entries by what the public sees of them; `no_longer`:
    entries that were on the page then and may not be shown today.
    """

    at: datetime
    known_at: datetime
    scope: Scope
    is_published: bool
    entries: list[Entry]
    counts: Counter[Shown] = field(default_factory=Counter)
    no_longer: int = 0
    everything: tuple[Entry, ...] = ()

    def count(self, name: str) -> int:
        """How many entries the public sees so, by the name of a `Shown`."""
        return self.counts[Shown[name]]


def policy_at(ccg: CCG, on: date) -> RegisterPolicy | None:
    """How the CCG keeps its registers on a day; None when it never said."""
    return RegisterPolicy.objects.filter(ccg=ccg, from_on__lte=on).order_by("-from_on").first()


def is_public_on(policy: RegisterPolicy | None, on: date) -> bool:
    """Whether the policy in force on the day `on` makes the registers public."""
    return policy is not None and policy.published_on is not None and policy.published_on <= on


def register_is_published(ccg: CCG, at: datetime) -> bool:
    """Whether the CCG's registers are public at `at`: a policy in force says since when."""
    on = london(at).date()
    return is_public_on(policy_at(ccg, on), on)


def published(ccg: CCG, at: datetime, *, known_at: datetime | None = None, seen_at: datetime | None = None) -> Register:
    """The public register of interests as at `at`, from what had been recorded by `known_at` (`at` when left out).

    `seen_at` is the present moment of whoever reads a register of the past: what was withdrawn, redacted or refused
    since, or is off the page by now, is counted and not shown. Left out for those who may see the past in full.
    Three statements, four with `seen_at`; none of them depends on how many entries there are.
    """
    known = known_at or at
    on = london(at).date()
    policy = policy_at(ccg, on)
    scope = scope_on(on, publish_all=policy is not None and policy.publish_all)
    rows = _entries(ccg, at, known, scope)
    is_published = is_public_on(policy, on)
    found = [entry for entry in rows if entry.shown.on_page]
    no_longer = 0
    if seen_at is not None and seen_at != known:
        today = {entry.id: entry.shown for entry in _entries(ccg, seen_at, seen_at, Scope.ALL)}
        still = [entry for entry in found if today.get(entry.id, Shown.WITHDRAWN) not in GONE]
        no_longer = len(found) - len(still)
        found = [replace(entry, shown=Shown.NAMELESS) if _nameless(today[entry.id]) else entry for entry in still]
    return Register(
        at=at,
        known_at=known,
        scope=scope,
        is_published=is_published,
        entries=[_without_name(entry) for entry in found] if is_published else [],
        counts=Counter(entry.shown for entry in rows),
        no_longer=no_longer if is_published else 0,
        everything=tuple(rows),
    )


def published_in_each(ccgs: Sequence[CCG], now: datetime) -> list[Register]:
    """The public register of each CCG at `now`, as `published` gives it. Two statements for all of them."""
    on = london(now).date()
    policies = RegisterPolicy.objects.filter(ccg__in=ccgs, from_on__lte=on).order_by("ccg_id", "-from_on")
    policy_of = {policy.ccg_id: policy for policy in policies.distinct("ccg_id")}
    rows_of: dict[int, list[tuple[Any, ...]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(REGISTER_OF_EACH, {"ccgs": [ccg.pk for ccg in ccgs], "at": now, "known_at": now})
        for ccg_id, *row in cursor.fetchall():
            rows_of.setdefault(ccg_id, []).append(tuple(row))
    found = []
    for ccg in ccgs:
        policy = policy_of.get(ccg.pk)
        scope = scope_on(on, publish_all=policy is not None and policy.publish_all)
        rows = tuple(_read(ccg.code, rows_of.get(ccg.pk, ()), on, scope))
        entries = [_without_name(entry) for entry in rows if entry.shown.on_page] if is_public_on(policy, on) else []
        found.append(Register(now, now, scope, is_public_on(policy, on), entries, everything=rows))
    return found


def sees_in_full(rights: Rights, ccg: CCG) -> bool:
    """Whether a reader keeps the registers of `ccg` or guards them, and so sees more than the public."""
    return any(rights.may(permission, ccg) for permission in FULL)


def in_full(register: Register, rights: Rights, ccg: CCG) -> list[Entry]:
    """Every entry, for one who `sees_in_full`; what the Guardian redacted is for the Guardian alone, the name too."""
    if rights.may(Permission.GUARD_CONFLICTS, ccg):
        return list(register.everything)
    return [entry for entry in register.everything if not entry.facts.redacted]


def _nameless(now: Shown) -> bool:
    return now == Shown.NAMELESS


def _without_name(entry: Entry) -> Entry:
    return replace(entry, name=NAME_WITHHELD, person_id=0) if entry.shown == Shown.NAMELESS else entry


def _entries(ccg: CCG, at: datetime, known_at: datetime, scope: Scope) -> list[Entry]:
    with connection.cursor() as cursor:
        cursor.execute(REGISTER, {"ccg": ccg.pk, "at": at, "known_at": known_at})
        rows = cursor.fetchall()
    return list(_read(ccg.code, rows, london(at).date(), scope))


def _read(code: str, rows: Iterable[tuple[Any, ...]], on: date, scope: Scope) -> Iterable[Entry]:
    kinds, capacities = dict(InterestType.choices), dict(Capacity.choices)
    for row in rows:
        (pk, number, person, name, position, kind, _who, words, capacity, description, arose_on, ended_on, mitigation,
         declared_at, reviewed_at, reviewer, body, body_code, state, reviewed, *rest) = row  # fmt: skip
        facts = entry_facts(state, reviewed, ended_on, *rest)
        yield Entry(
            id=pk,
            ref=f"{code}-interest-{number}",
            number=number,
            person_id=person,
            name=name,
            position=position,
            kind=kind,
            kind_name=str(kinds[kind]),
            relationship=words,
            body=body,
            body_code=body_code,
            capacity=str(capacities[capacity]),
            description=description,
            from_on=arose_on,
            to_on=max(arose_on, ended_on - timedelta(days=1)) if ended_on else None,
            mitigation=mitigation if reviewed else "",
            declared_at=declared_at,
            reviewed_at=reviewed_at,
            reviewer_position=reviewer,
            change_waits=bool(reviewed) and state == InterestState.SUBMITTED,
            facts=facts,
            shown=shown(facts, on, scope),
        )


def entry_facts(*row: Any) -> EntryFacts:
    """The last nine columns of the register's statement, as the rule about what is shown takes them."""
    state, reviewed, ended_on, consent, declares, declared_until, decides, decided_until, redacted = row
    return EntryFacts(
        state=state,
        reviewed=reviewed,
        ended_on=ended_on,
        consent=consent,
        declares_until=_until(declares, declared_until),
        decides_until=_until(decides, decided_until),
        redacted=redacted,
    )


def _until(endless: bool | None, until: datetime | None) -> date | None:
    """First day on which it is over: `date.max` for no end, None where it never was."""
    if endless is None:
        return None
    return date.max if endless or until is None else london(until).date()


SORTS = {
    "name": lambda entry: (entry.name.casefold(), entry.number),
    "position": lambda entry: (entry.position.casefold(), entry.name.casefold(), entry.number),
    "type": lambda entry: (entry.kind_name, entry.name.casefold(), entry.number),
    "body": lambda entry: (entry.body.casefold(), entry.name.casefold(), entry.number),
    "from": lambda entry: (entry.from_on, entry.number),
    "number": lambda entry: entry.number,
}


def arranged(entries: Iterable[Entry], *, text: str = "", kind: str = "", sort: str = "name") -> list[Entry]:
    """The entries that have every word of `text` and are of the type `kind`, sorted by a key of SORTS (`-` turns)."""
    words = text.casefold().split()
    found = [
        entry
        for entry in entries
        if (not kind or entry.kind == kind) and all(word in _haystack(entry) for word in words)
    ]
    return sorted(found, key=SORTS[sort.removeprefix("-")], reverse=sort.startswith("-"))


def _haystack(entry: Entry) -> str:
    return " ".join(
        (entry.name, entry.position, entry.body, entry.body_code, entry.description, entry.relationship, entry.ref)
    ).casefold()

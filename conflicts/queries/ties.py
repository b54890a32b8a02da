"""Who is tied to what: the edges of the conflict map, now or as they were known at a minute (F-44, F-55)."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection

from cocommission.shared.rules.names import readable
from conflicts.queries.ties_sql import NEIGHBOURHOOD, PERSON_TIES, statement
from conflicts.rules.natures import nature_of, nature_of_capacity
from conflicts.rules.paths import Basis, BodyTie, Node, PersonTie, Ties


def ties(
    people_ids: Iterable[int],
    on: date,
    *,
    known_at: datetime | None = None,
    ccg: Any = None,
    targets: Iterable[int] = (),
) -> Ties:
    """The ties of these people and every organisation they lead to, for questions about the day `on`; two statements.

    With `known_at` as history has them at that minute. With `ccg` only interests of that CCG's register. `targets` are
    organisations that have to be named too. Ties out of date are in it, so that the map can say why one does not count.
    An organisation is the number of its `Body`; a practice without one is the negative number of the practice.
    """
    people = list(people_ids)
    if not people:
        return Ties(on, {}, {}, {})
    values = {"people": people, "known_at": known_at, "ccg": ccg.pk if ccg is not None else None}
    with connection.cursor() as cursor:
        cursor.execute(statement(PERSON_TIES, known=known_at is not None), values)
        own: dict[int, list[PersonTie]] = {}
        for row in cursor.fetchall():
            own.setdefault(row[0], []).append(_person_tie(row))
        starts = {tie.body for group in own.values() for tie in group} | set(targets)
        cursor.execute(statement(NEIGHBOURHOOD, known=known_at is not None), {**values, "starts": sorted(starts)})
        return _graph(on, own, cursor.fetchall())


def _person_tie(row: tuple[Any, ...]) -> PersonTie:
    person, body, basis, kind, capacity, from_on, to_on, relationship, number, interest, withheld, position = row
    nature = nature_of(kind, capacity) if kind else nature_of_capacity(capacity)
    if basis != Basis.INTEREST:
        relationship = ""
    return PersonTie(
        person=person,
        body=body,
        basis=Basis(basis),
        nature=str(nature),
        capacity=capacity,
        from_on=from_on,
        to_on=to_on,
        relationship=relationship,
        number=number,
        interest=interest,
        withheld=withheld,
        position=position,
    )


def _graph(on: date, own: dict[int, list[PersonTie]], rows: list[tuple[Any, ...]]) -> Ties:
    bodies: dict[int, Node] = {}
    same: dict[int, int] = {}
    links: dict[int, list[BodyTie]] = {}
    for what, one, other, name, kind, code, from_on, to_on in rows:
        if what == "LINK":
            links.setdefault(one, []).append(BodyTie(one, other, kind, from_on, to_on))
            continue
        bodies[one] = Node(one, readable(name), kind, code)
        if other is not None:
            same[one] = other
    return Ties(
        on,
        {person: tuple(group) for person, group in own.items()},
        {holder: tuple(group) for holder, group in links.items()},
        bodies,
        same,
    )

"""The public register of interests over the last twelve months, and who has declared."""

from datetime import date, datetime

from django.db import connection

from ccgs.models import CCG
from cocommission.shared.clock import london
from conflicts.models import RegisterPolicy
from conflicts.queries.declarations import asked_of, declarants_of
from conflicts.queries.registers import entry_facts, is_public_on
from conflicts.queries.registers_sql import REGISTER_AT_EACH
from conflicts.rules.prompts import Standing, earliest
from conflicts.rules.publication import Scope, scope_on, shown
from conflicts.rules.register_months import RegisterMonth, month_ends, register_months


def months_of_register(ccg: CCG, now: datetime) -> list[RegisterMonth]:
    """What the public saw at the end of each of the last twelve months and sees at `now`. Two statements.

    Each month is read as it was recorded by its end, with the policy of its last day, as the page of that minute is.
    """
    moments = month_ends(now)
    scopes = _public_scopes(ccg, [london(at).date() for at in moments])
    seen: list[set[int]] = [set() for _ in moments]
    with connection.cursor() as cursor:
        cursor.execute(REGISTER_AT_EACH, {"ccg": ccg.pk, "moments": moments})
        for places, pk, *row in cursor.fetchall():
            facts = entry_facts(*row)
            for place in places:
                on, scope = scopes[place]
                if scope is not None and shown(facts, on, scope).on_page:
                    seen[place].add(pk)
    return register_months(list(zip(moments, seen, strict=True)))


def _public_scopes(ccg: CCG, days: list[date]) -> list[tuple[date, Scope | None]]:
    """Each day with whose interests the CCG published on it; None where the registers were not public."""
    policies = list(RegisterPolicy.objects.filter(ccg=ccg, from_on__lte=days[-1]).order_by("-from_on"))
    found: list[tuple[date, Scope | None]] = []
    for on in days:
        policy = next((one for one in policies if one.from_on <= on), None)
        found.append(
            (on, scope_on(on, publish_all=policy.publish_all) if policy and is_public_on(policy, on) else None)
        )
    return found


def declared_counts(ccg: CCG, now: datetime) -> dict[str, int]:
    """How many people who declare to `ccg` at `now` have `confirmed`, are `asked` and not overdue, are `overdue`.

    Somebody in several positions counts once, by what is due first (COI-04). One query.
    """
    people: dict[int, list[Standing]] = {}
    for row in declarants_of(ccg, now):
        people.setdefault(row.person_id, []).append(asked_of(row))
    first = [one for one in map(earliest, people.values()) if one is not None]
    overdue = sum(one.is_overdue(now) for one in first)
    asked = sum(one.is_asked(now) and not one.is_overdue(now) for one in first)
    return {"confirmed": len(first) - asked - overdue, "asked": asked, "overdue": overdue}

"""Organisations that an agenda item can name, for the form: those of the CCG, and all others by a search."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q

from ccgs.models import CCG
from ccgs.queries.members import practices_of
from conflicts.models import Body
from conflicts.queries.bodies import body_of_key, search_bodies
from pccc.models import AgendaItem

Choices = list[tuple[str, str]]


def practice_choices(ccg: CCG, on: date) -> Choices:
    """Key and name of each practice of the CCG on a day."""
    return [(f"practice:{row.code}", f"{row.name} ({row.code})") for row in practices_of(ccg, on)]


def other_choices(ccg: CCG) -> Choices:
    """Other organisations that the CCG's register, links of its practices or earlier agendas name."""
    named = (
        Q(declared_interests__ccg=ccg)
        | Q(agenda_items__meeting__committee__ccg=ccg)
        | Q(holders__holder__declared_interests__ccg=ccg)
    )
    rows = Body.objects.filter(named, practice__isnull=True, same_as__isnull=True).order_by("name", "pk").distinct()
    return [(f"body:{row.pk}", str(row)) for row in rows]


def choices_outside(text: str, offered: Iterable[str]) -> Choices:
    """Up to 20 organisations of any CCG that the search finds, without those whose keys are `offered` already."""
    known = set(offered)
    return [(one.key, one.words) for one in search_bodies(text) if not known & {one.key, f"practice:{one.code}"}]


def choices_named(keys: Iterable[str]) -> Choices:
    """The organisations with these keys; those that do not exist are left out."""
    named = [(key, body_of_key(key)) for key in keys]
    return [(key, str(one)) for key, one in named if one is not None]


def keys_of(item: AgendaItem) -> list[str]:
    """The organisations of an item as keys of the form."""
    return [
        f"practice:{body.practice.code}" if body.practice else f"body:{body.pk}"
        for body in item.affected.select_related("practice")
    ]

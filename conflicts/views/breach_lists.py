"""The lists of breaches, to take away: what is published, and all that the Conflicts of Interest Guardian works on."""

from collections.abc import Iterable
from typing import Any

from ccgs.models import CCG
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request
from cocommission.shared.views.lists import ListFile
from conflicts.queries.breaches import for_guardian, published_breaches

Lines = Iterable[list[Any]]


def _breaches(request: Request, ccg: CCG) -> Lines:
    for one in published_breaches(ccg):
        yield [one.number, one.kind, one.happened_on, one.text, one.published_at]


def _breaches_worked(request: PersonRequest, ccg: CCG) -> Lines:
    for row in for_guardian([ccg], request.person).select_related("investigator", "person", "reported_by"):
        yield [row.number, row.get_kind_display(), row.happened_on, row.report, row.control,
               row.person.name if row.person else "", row.get_state_display(), row.reported_at, row.investigate_by_at,
               row.investigator.name if row.investigator else "", row.findings, row.learning, row.actions,
               row.concluded_at, row.published_at, row.dismissed_at, row.dismissed_reason]  # fmt: skip


BREACHES = (
    ListFile(
        "breaches", "Breaches, as published", ("Breach", "Kind", "Happened on", "What happened", "Published"),
        _breaches, pages={"breaches": {}},
    ),
    ListFile(
        "breaches-worked", "Breaches, for the Guardian",
        ("Breach", "Kind", "Happened on", "Report", "Control", "About", "State", "Reported", "Investigate by",
         "Investigator", "Findings", "Learning", "Actions", "Concluded", "Published", "Dismissed", "Why dismissed"),
        _breaches_worked, needs=(Permission.GUARD_CONFLICTS,), pages={"breaches": {}},
    ),
)  # fmt: skip

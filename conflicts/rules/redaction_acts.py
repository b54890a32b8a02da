"""Keeping an entry off the public page: what the declarant asks, what the Guardian can do, what is said otherwise."""

from typing import Any

from ccgs.terms import Permission
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import LOCAL
from conflicts.rules.interest_acts import STANDING
from conflicts.rules.publication import GUARDIAN
from conflicts.terms.interests import RedactionState as S


def _act(title: str, state: str, *, otherwise: str, **more: Any) -> Act:
    return Act(
        title=title,
        right=Permission.GUARD_CONFLICTS,
        who=GUARDIAN,
        while_in=frozenset({state}),
        otherwise=otherwise,
        rule="COI-11",
        source=LOCAL,
        **more,
    )


REQUEST = Act(
    title="Keep an entry off the public page",
    right="",
    who="The person who declared",
    while_in=STANDING,
    otherwise="The entry was withdrawn, so it is not on the public page.",
    rule="COI-11",
    source=LOCAL,
)
"""Asked of the entry: there is no request before it."""
DECIDE = _act(
    "Decide",
    S.REQUESTED,
    otherwise="This request has already been decided.",
    final="You cannot change this decision. If you grant the request, you can make the entry public again later.",
    leads_to=frozenset({S.REFUSED}),
)
LIFT = _act(
    "Make it public again",
    S.GRANTED,
    otherwise="You can make an entry public again only if a redaction was granted.",
    final="Everyone can read what was kept off the public page. It is hidden again only after a new request.",
    leads_to=frozenset({S.LIFTED}),
)

"""What the Guardian can do with a request to keep an entry off the public page, and what is said otherwise."""

from ccgs.terms import Permission
from cocommission.shared.rules.acts import Act
from conflicts.rules.publication import GUARDIAN, LOCAL
from conflicts.terms.interests import RedactionState as S


def _act(title: str, state: str, *, otherwise: str) -> Act:
    return Act(
        title=title,
        right=Permission.GUARD_CONFLICTS,
        who=GUARDIAN,
        while_in=frozenset({state}),
        otherwise=otherwise,
        rule="COI-11",
        source=LOCAL,
    )


DECIDE = _act("Decide", S.REQUESTED, otherwise="This request is decided already.")
LIFT = _act("Make it public again", S.GRANTED, otherwise="Only a redaction that was granted can be lifted.")

"""What can be done with a breach, in which state, and what is said otherwise."""

from typing import Any

from ccgs.terms import Permission
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import LOCAL
from conflicts.rules.breaches import GUARDIAN
from conflicts.terms.breaches import BreachState as S


def _act(
    title: str,
    *states: str,
    otherwise: str,
    rule: str = "BRE-03",
    right: str = Permission.GUARD_CONFLICTS,
    **more: Any,
) -> Act:
    return Act(
        title=title,
        right=right,
        who=GUARDIAN,
        while_in=frozenset(states),
        otherwise=otherwise,
        rule=rule,
        source=LOCAL,
        **more,
    )


TAKE_UP = _act(
    "Take it up",
    S.DRAFT,
    otherwise="You can take up a report once. The Guardian has already decided about this breach.",
)
ASSIGN = _act(
    "Choose who investigates",
    S.REPORTED,
    S.INVESTIGATED,
    otherwise="You can choose an investigator after the breach is taken up, until it is concluded or dismissed.",
    rule="BRE-04",
)
FINDINGS = _act(
    "Write down the findings",
    S.INVESTIGATED,
    otherwise="You can write findings only while the breach is being investigated.",
    right="",
)
CONCLUDE = _act(
    "Conclude the investigation",
    S.INVESTIGATED,
    otherwise="You can conclude a breach only while it is being investigated.",
    rule="BRE-01",
)
ENGLAND = _act(
    "NHS England was told",
    S.INVESTIGATED,
    S.CONCLUDED,
    S.PUBLISHED,
    otherwise="You can record this after the investigation begins.",
)
PUBLISH = _act(
    "Publish without names",
    S.CONCLUDED,
    otherwise="You can publish a breach once, after it is concluded.",
    rule="BRE-01",
    final="Everyone can read this text. You cannot change it or take it back.",
    leads_to=frozenset({S.PUBLISHED}),
)
DISMISS = _act(
    "Dismiss: not a breach",
    S.DRAFT,
    S.REPORTED,
    S.INVESTIGATED,
    otherwise="You can dismiss a breach only before it is concluded, and only once.",
    final="Nobody investigates this report any more. You cannot open it again.",
    destroys=True,
    leads_to=frozenset({S.DISMISSED}),
)

LAST_WORD = frozenset({FINDINGS, CONCLUDE, PUBLISH, DISMISS})
"""Acts that are not for a Guardian who reported the breach (BRE-04)."""

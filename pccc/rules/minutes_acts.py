"""What can be done with the minutes of a meeting, in which state, and what is said otherwise (DEC-07, PCC-15)."""

from typing import Any

from ccgs.terms import Permission
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import Rule
from pccc.rules.catalogue.decisions import DEC_07, PCC_15
from pccc.terms.meetings import MeetingState, MinutesState

SECRETARY = "Committee secretary"
S = MinutesState


def _act(
    title: str, state: str, *, otherwise: str, rule: Rule = DEC_07, source: str = DEC_07.source, **more: Any
) -> Act:
    return Act(
        title=title,
        right=Permission.RUN_COMMITTEES,
        who=SECRETARY,
        while_in=frozenset({state}),
        otherwise=otherwise,
        rule=rule.id,
        source=source,
        **more,
    )


DRAFT = _act(
    "Draft the minutes",
    MeetingState.CLOSED,
    otherwise="You can draft the minutes after the meeting is closed.",
)
"""Asked of the meeting: there are no minutes before it."""
WORDS = _act("Add your words and evidence", S.DRAFT, otherwise="The minutes are final. Take them back to draft first.")
FINAL = _act(
    "Make the minutes final",
    S.DRAFT,
    otherwise="The minutes are already final.",
    rule=PCC_15,
    source=PCC_15.source,
)
APPROVE = _act(
    "Record the approval of the committee",
    S.FINAL,
    otherwise="You can record the approval after the minutes are final.",
    final="Nobody can change the minutes after the committee has approved them.",
)
BACK = _act(
    "Take the minutes back to draft",
    S.FINAL,
    otherwise="You can take back final minutes only before the committee approves them.",
)
PUBLISH = _act(
    "Publish the minutes",
    S.APPROVED,
    otherwise="You can publish the minutes once, after the committee has approved them.",
    final="Everyone can read the minutes of the public part. You cannot take them back.",
    leads_to=frozenset({S.PUBLISHED}),
)

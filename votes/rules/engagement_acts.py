"""What you can do with an entry of the engagement log, and what is said otherwise."""

from typing import Any

from ccgs.terms import Permission
from cocommission.shared.rules.acts import Act
from votes.rules.engagement import ENG_01, OFFICER
from votes.terms.engagement import EventState


def _act(title: str, **more: Any) -> Act:
    return Act(
        title=title,
        right=Permission.LOG_ENGAGEMENT,
        who=OFFICER,
        while_in=frozenset({EventState.LOGGED}),
        otherwise="This entry was struck out. Log the event again if it took place.",
        rule=ENG_01.id,
        source=ENG_01.source,
        **more,
    )


EDIT = _act("Change the entry")
ATTENDANCE = _act("Record who came")
PAPER = _act("Add a paper")
QUESTION = _act("Log a question")
TEMPLATE = _act("Add the questions to the board")
REPLY = _act("Reply to the question")
STRIKE = _act(
    "Strike the entry out",
    final="The event is taken off the public page and no longer counts. You can log it again.",
    destroys=True,
)

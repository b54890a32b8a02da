"""What can be done with an LMC consultation, in which state, and what is said otherwise."""

from ccgs.terms import Permission
from cocommission.shared.rules.acts import Act
from votes.rules.consultations import LMC_01, OFFICER
from votes.terms.consultations import ConsultationState as S


def _act(title: str, *states: str, otherwise: str) -> Act:
    return Act(
        title=title,
        right=Permission.RUN_CONSULTATIONS,
        who=OFFICER,
        while_in=frozenset(states),
        otherwise=otherwise,
        rule=LMC_01.id,
        source=LMC_01.source,
    )


EDIT = _act(
    "Change the draft",
    S.DRAFT,
    otherwise="Only a draft can be changed. The LMC already has this consultation before it.",
)
PAPERS = _act(
    "Add a paper",
    S.DRAFT,
    otherwise="The papers were frozen when the consultation opened. Add a new version of one instead.",
)
VERSION = _act(
    "Add a new version",
    S.OPEN,
    S.CLOSED,
    otherwise="A new version is added once the LMC has the papers before it.",
)
OPEN = _act(
    "Open the consultation",
    S.DRAFT,
    otherwise="Only a draft can be opened. Draft a further consultation instead.",
)
EXTEND = _act(
    "Extend the consultation",
    S.OPEN,
    otherwise="Only an open consultation can be extended. After the close, draft a further consultation.",
)
WITHDRAW = _act(
    "Withdraw the consultation",
    S.DRAFT,
    S.OPEN,
    otherwise="Only a draft or an open consultation can be withdrawn.",
)
REPLY = _act("Reply to the LMC", S.OPEN, S.CLOSED, otherwise="There is no answer to reply to.")
PUBLISH = _act("Publish the summary", S.CLOSED, otherwise="The summary is published after the consultation has closed.")
FURTHER = _act(
    "Draft a further consultation",
    S.CLOSED,
    S.WITHDRAWN,
    otherwise="A further consultation follows one that is closed or withdrawn.",
)

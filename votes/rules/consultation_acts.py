"""What you can do with an LMC consultation, in which state, and what is said otherwise."""

from typing import Any

from ccgs.terms import Permission
from cocommission.shared.rules.acts import Act
from votes.rules.consultations import LMC_01, OFFICER
from votes.terms.consultations import ConsultationState as S


def _act(title: str, *states: str, otherwise: str, **more: Any) -> Act:
    return Act(
        title=title,
        right=Permission.RUN_CONSULTATIONS,
        who=OFFICER,
        while_in=frozenset(states),
        otherwise=otherwise,
        rule=LMC_01.id,
        source=LMC_01.source,
        **more,
    )


EDIT = _act(
    "Change the draft",
    S.DRAFT,
    otherwise="You can change a consultation only before it is opened.",
)
PAPERS = _act(
    "Add a paper",
    S.DRAFT,
    otherwise="You can add papers only before the consultation opens. Add a new version of a paper instead.",
)
VERSION = _act(
    "Add a new version",
    S.OPEN,
    S.CLOSED,
    otherwise="You can add a new version after the consultation opens.",
)
OPEN = _act(
    "Open the consultation",
    S.DRAFT,
    otherwise="You can open a consultation only once. Draft a further consultation instead.",
)
EXTEND = _act(
    "Extend the consultation",
    S.OPEN,
    otherwise="You can extend a consultation only while it is open. After it closes, draft a further consultation.",
)
WITHDRAW = _act(
    "Withdraw the consultation",
    S.DRAFT,
    S.OPEN,
    otherwise="You can withdraw a consultation only before it closes.",
    final="The LMC can no longer answer. You can draft a further consultation.",
    destroys=True,
    leads_to=frozenset({S.WITHDRAWN}),
)
REPLY = _act("Reply to the LMC", S.OPEN, S.CLOSED, otherwise="There is no answer to reply to.")
PUBLISH = _act(
    "Publish the summary", S.CLOSED, otherwise="You can publish the summary after the consultation has closed."
)
FURTHER = _act(
    "Draft a further consultation",
    S.CLOSED,
    S.WITHDRAWN,
    otherwise="You can draft a further consultation after this one is closed or withdrawn.",
)

"""Which act a consultation's state allows, and the words that say why not; the page and the action ask the same."""

from cocommission.shared.rules.blockers import Blocker
from votes.rules.consultations import LMC_01, OFFICER
from votes.terms.consultations import ConsultationState as S

_ACTS: dict[str, tuple[frozenset[str], str]] = {
    "edit": (frozenset({S.DRAFT}), "Only a draft can be changed. The LMC already has this consultation before it."),
    "papers": (
        frozenset({S.DRAFT}),
        "The papers were frozen when the consultation opened. Add a new version of one instead.",
    ),
    "version": (frozenset({S.OPEN, S.CLOSED}), "A new version is added once the LMC has the papers before it."),
    "extend": (
        frozenset({S.OPEN}),
        "Only an open consultation can be extended. After the close, draft a further consultation.",
    ),
    "withdraw": (frozenset({S.DRAFT, S.OPEN}), "Only a draft or an open consultation can be withdrawn."),
    "reply": (frozenset({S.OPEN, S.CLOSED}), "There is no answer to reply to."),
    "publish": (frozenset({S.CLOSED}), "The summary is published after the consultation has closed."),
    "further": (
        frozenset({S.CLOSED, S.WITHDRAWN}),
        "A further consultation follows one that is closed or withdrawn.",
    ),
}
ACTS = tuple(_ACTS)


def act_blockers(act: str, *, state: str) -> list[Blocker]:
    """Why `act` (one of ACTS) is not possible in `state`, as people see it; empty when it is."""
    states, words = _ACTS[act]
    if state in states:
        return []
    return [Blocker(rule=LMC_01.id, missing=words, who=OFFICER, source=LMC_01.source)]

"""What can be done with a procurement decision, in which state, and what is said otherwise."""

from typing import Any

from ccgs.terms import Permission
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import LOCAL
from conflicts.rules.procurement import OFFICER
from conflicts.terms.procurement import ProcurementState as S


def _act(title: str, *states: str, otherwise: str, rule: str = "PRO-01", **more: Any) -> Act:
    return Act(
        title=title,
        right=Permission.KEEP_REGISTERS,
        who=OFFICER,
        while_in=frozenset(states),
        otherwise=otherwise,
        rule=rule,
        source=LOCAL,
        **more,
    )


EDIT = _act("Change the draft", S.DRAFT, otherwise="You can change an entry only before the decision is recorded.")
CHECKLIST = _act(
    "Answer the checklist",
    S.DRAFT,
    otherwise="You can answer the checklist only before the decision is recorded.",
    rule="PRO-04",
)
PARTICIPANT = _act(
    "Add a person who took part",
    S.DRAFT,
    S.DECIDED,
    otherwise="You can change who took part only until the award. Nothing is changed after a procurement is abandoned.",
)
REMOVE = _act("Remove", S.DRAFT, otherwise="You can remove a person only before the decision is recorded.")
DECIDE = _act("Record the decision", S.DRAFT, otherwise="You can record the decision once, while the entry is a draft.")
AWARD = _act(
    "Record the award",
    S.DECIDED,
    otherwise="You can record the award once, after the decision is recorded.",
    rule="PRO-02",
    final="You cannot change the award after you record it.",
    leads_to=frozenset({S.AWARDED}),
)
PUBLISH = _act(
    "Put it on the public register",
    S.DECIDED,
    S.AWARDED,
    otherwise="You can publish an entry after the decision is recorded.",
)
ABANDON = _act(
    "Abandon the procurement",
    S.DRAFT,
    S.DECIDED,
    otherwise="You can abandon a procurement only before the award, and only once.",
    final="No contract can be awarded from this entry. You cannot take the procurement up again.",
    destroys=True,
    leads_to=frozenset({S.ABANDONED}),
)

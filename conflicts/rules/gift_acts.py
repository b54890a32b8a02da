"""What can be done with an entry of gifts and hospitality, and what is said otherwise. Who may, the actions ask."""

from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import LOCAL
from conflicts.rules.gifts import APPROVER, RECIPIENT
from conflicts.terms.gifts import GiftState as S

APPROVE = Act(
    title="Answer as senior approver",
    right="",
    who=APPROVER,
    while_in=frozenset({S.AWAITING_APPROVAL}),
    otherwise="This entry is not waiting for approval.",
    rule="GIF-06",
    source=LOCAL,
)
WITHDRAW = Act(
    title="Remove it as made in error",
    right="",
    who=f"{RECIPIENT}, or a governance officer",
    while_in=frozenset({S.AWAITING_APPROVAL, S.RECORDED, S.REFUSED}),
    otherwise="This entry has already been removed as made in error.",
    rule="GIF-08",
    source=LOCAL,
    final="The entry is taken off the register, and you cannot put it back. You can record the offer again.",
    destroys=True,
    leads_to=frozenset({S.WITHDRAWN}),
)

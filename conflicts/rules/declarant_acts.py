"""What can be done with a position on the list of those who declare, and what is said otherwise."""

from ccgs.terms import Permission
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import LOCAL
from conflicts.terms.interests import DeclarantState as S

OFFICER = "Governance officer"

END = Act(
    title="End the position",
    right="",  # the product ends positions too, and those who run committees
    who=OFFICER,
    while_in=frozenset({S.LISTED}),
    otherwise="This position has already ended.",
    rule="COI-01",
    source=LOCAL,
)
DECIDES = Act(
    title="Say whether they take decisions",
    right=Permission.KEEP_REGISTERS,
    who=OFFICER,
    rule="COI-10",
    source=LOCAL,
)

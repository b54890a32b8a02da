"""What can be done with a declaration of interest for good. Who may, the actions ask."""

from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import LOCAL
from conflicts.terms.interests import InterestState as S

WITHDRAW = Act(
    title="Withdraw an entry made in error",
    right="",
    who="The person who declared, or a governance officer",
    while_in=frozenset({S.SUBMITTED, S.COMPLETE}),
    otherwise="This entry was withdrawn as made in error.",
    rule="COI-06",
    source=LOCAL,
    final="The entry is taken off the public page and is not checked for conflicts. You can declare it again.",
    destroys=True,
    leads_to=frozenset({S.WITHDRAWN}),
)

"""What can be done with a declaration of interest, in which state, by whom, and what is said otherwise (F-50)."""

from typing import Any

from ccgs.terms import Permission
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import LOCAL
from conflicts.terms.interests import InterestState as S

STANDING = frozenset({S.SUBMITTED, S.COMPLETE})
DECLARANT = "The person who declared, or a governance officer"
GONE = "This entry was withdrawn as made in error. Declare the interest again."


def _own(title: str, *, otherwise: str = GONE, rule: str = "COI-06", **more: Any) -> Act:
    """An act on one's own entry, which those who keep the registers do as well: the action asks."""
    return Act(
        title=title,
        right="",
        who=DECLARANT,
        while_in=STANDING,
        otherwise=otherwise,
        rule=rule,
        source=LOCAL,
        **more,
    )


CHANGE = _own("Change the entry")
END = _own("End the interest", rule="COI-08")
WITHDRAW = _own(
    "Withdraw an entry made in error",
    otherwise="This entry was withdrawn as made in error.",
    final="The entry is taken off the public page and is not checked for conflicts. You can declare it again.",
    destroys=True,
    leads_to=frozenset({S.WITHDRAWN}),
)
REVIEW = Act(
    title="Review the entry",
    right=Permission.REVIEW_DECLARATIONS,
    who="Reviewer of declarations",
    while_in=STANDING,
    otherwise="The entry was withdrawn as entered in error.",
    rule="COI-06",
    source=LOCAL,
)

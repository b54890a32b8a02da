"""What can be done with a post, and with the link of an LMC or a partner body to a CCG (F-03, F-04)."""

from ccgs.terms.roles import Permission
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import LOCAL

CURRENT, OVER = "CURRENT", "OVER"
"""The states of what has a beginning and an end: not ended yet, and ended."""
GRANTERS = "Those who may grant it"
GRANT = Act(title="Grant a post", right="", who=GRANTERS, rule="POST-03", source=LOCAL)
"""Asked of the organisation: there is no post before it."""
REPLACE = Act(
    title="Hand the post to another person",
    right="",
    who=GRANTERS,
    while_in=frozenset({CURRENT}),
    otherwise="This post has already ended.",
    rule="POST-03",
    source=LOCAL,
    final="The person who holds the post loses the access it gives. To give it back, grant the post again.",
    destroys=True,
)
END = Act(
    title="End the post",
    right="",
    who="Its holder, or those who may grant it",
    while_in=frozenset({CURRENT}),
    otherwise="This post has already ended.",
    rule="POST-02",
    source=LOCAL,
    final="The person loses the access that this post gives. To give it back, grant the post again.",
    destroys=True,
)
END_LINK = Act(
    title="End the link",
    right=Permission.MANAGE_MEMBERS,
    who="Governance officer",
    while_in=frozenset({CURRENT}),
    otherwise="This link has already ended.",
    rule="LNK-01",
    source=LOCAL,
)

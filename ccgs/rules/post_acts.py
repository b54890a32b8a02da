"""What can be done with a post for good. Who may, the actions ask."""

from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import LOCAL

END = Act(
    title="End the post",
    right="",
    who="Who may grant the post, or its holder",
    rule="",
    source=LOCAL,
    final="The person loses the access of this post now. To give it back, grant the post again.",
    destroys=True,
)

"""What this app adds to the sub-navigation of a CCG."""

from ccgs.terms.roles import OrganisationKind
from cocommission.shared.navigation import PageEntry, navigation_group

navigation_group(
    OrganisationKind.CCG,
    "Committees",
    PageEntry("committees", "Committees"),
    PageEntry("decisions", "Decisions"),
)

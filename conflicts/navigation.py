"""What this app adds to the sub-navigation of a CCG."""

from ccgs.terms.roles import OrganisationKind, Permission
from cocommission.shared.navigation import PageEntry, navigation_group
from conflicts.models.interests import PRIVATE

navigation_group(
    OrganisationKind.CCG,
    "Conflicts",
    PageEntry("registers", "Registers"),
    PageEntry("register-interests", "Interests"),
    PageEntry("gifts", "Gifts and hospitality"),
    PageEntry("procurements", "Procurement decisions"),
    PageEntry("breaches", "Breaches"),
    PageEntry("declarations", "Declarations", PRIVATE),
    PageEntry("redactions", "Redactions", (Permission.GUARD_CONFLICTS,)),
    PageEntry("bodies", "Organisations", (*PRIVATE, Permission.RUN_COMMITTEES)),
    PageEntry("training", "Training", (Permission.VIEW_WORKING,)),
    PageEntry("self-certifications", "Self-certification", (Permission.VIEW_WORKING,)),
)

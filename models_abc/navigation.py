"""What this app adds to the sub-navigation of a CCG and of a region."""

from ccgs.terms.roles import OrganisationKind, Permission
from cocommission.shared.navigation import PageEntry, navigation_group

navigation_group(
    OrganisationKind.CCG,
    "Application",
    PageEntry("application", "Application", also=("interest/", "model-held/")),
    PageEntry("arrangement", "Joint arrangement (model B)"),
    PageEntry("functions", "Who decides what"),
)
navigation_group(
    OrganisationKind.REGION,
    "Applications",
    PageEntry("region-applications", "Applications", (Permission.REVIEW_APPLICATIONS,)),
)

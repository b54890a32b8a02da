"""What this app adds to the sub-navigation of organisations."""

from ccgs.terms.roles import OrganisationKind
from cocommission.shared.navigation import PageEntry, navigation_group

CONNECTED = ""
"""In place of a right: any post in the organisation or near it."""

navigation_group(OrganisationKind.CCG, "", PageEntry("ccg", "Overview"))
navigation_group(
    OrganisationKind.CCG,
    "Members and people",
    PageEntry("ccg-practices", "Member practices"),
    PageEntry("ccg-representatives", "Practice representatives", (CONNECTED,)),
    PageEntry("ccg-people", "People in post"),
    PageEntry("ccg-constitutions", "Constitution"),
    PageEntry("ccg-lmcs", "LMC and partners", also=("partners/",)),
)
navigation_group(OrganisationKind.REGION, "", PageEntry("region", "Overview"))
navigation_group(OrganisationKind.REGION, "People in post", PageEntry("region-people", "People in post"))
navigation_group(OrganisationKind.LMC, "", PageEntry("lmc", "Overview"))
navigation_group(OrganisationKind.LMC, "People in post", PageEntry("lmc-people", "People in post"))

"""What this app adds to the sub-navigation of a CCG and of an LMC."""

from ccgs.terms.roles import OrganisationKind, Permission
from cocommission.shared.navigation import PageEntry, navigation_group

navigation_group(
    OrganisationKind.CCG,
    "Votes",
    PageEntry("ballots", "Ballots"),
    PageEntry("consultations", "LMC consultations"),
    PageEntry("engagement", "Engagement log"),
)
navigation_group(
    OrganisationKind.LMC,
    "Consultations",
    PageEntry("lmc-consultations", "Consultations", (Permission.ANSWER_CONSULTATION,)),
)

"""What this app adds to the sub-navigation of organisations."""

from datetime import datetime

from django.db.models import QuerySet

from ccgs.models import CCG, Constitution
from ccgs.terms.constitutions import ConstitutionState
from ccgs.terms.roles import OrganisationKind, Permission
from cocommission.shared.models import Person
from cocommission.shared.navigation import PageEntry, navigation_group, waits_on

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


@waits_on("ccg-constitutions", Permission.EDIT_CONSTITUTION)
def to_bring_into_force(ccg: CCG, person: Person, now: datetime) -> QuerySet[Constitution]:
    """Versions that NHS England has approved."""
    return Constitution.objects.filter(ccg=ccg, state=ConstitutionState.APPROVED)


@waits_on("ccg-constitutions", Permission.APPROVE_CONSTITUTION)
def to_approve(ccg: CCG, person: Person, now: datetime) -> QuerySet[Constitution]:
    """Versions that the members have adopted."""
    return Constitution.objects.filter(ccg=ccg, state=ConstitutionState.ADOPTED)

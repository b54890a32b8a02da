"""What this app adds to the sub-navigation of a CCG and of a region."""

from datetime import datetime

from django.db.models import QuerySet

from ccgs.models import CCG, Region
from ccgs.terms.roles import OrganisationKind, Permission
from cocommission.shared.models import Person
from cocommission.shared.navigation import PageEntry, navigation_group, waits_on
from models_abc.models import Application, Condition
from models_abc.terms import ApplicationState

UNDECIDED = (ApplicationState.SUBMITTED, ApplicationState.UNDER_REVIEW, ApplicationState.DEFERRED)

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


@waits_on("application", Permission.EDIT_APPLICATION)
def conditions_to_meet(ccg: CCG, person: Person, now: datetime) -> QuerySet[Condition]:
    """Conditions of the approval that the CCG has not reported on."""
    return Condition.objects.filter(
        decision__application__ccg=ccg,
        decision__application__state=ApplicationState.APPROVED_WITH_CONDITIONS,
        met_at__isnull=True,
        offered_at__isnull=True,
    )


@waits_on("region-applications", Permission.REVIEW_APPLICATIONS)
def to_decide(region: Region, person: Person, now: datetime) -> QuerySet[Application]:
    """Applications that NHS England has not decided."""
    return Application.objects.filter(ccg__region=region, state__in=UNDECIDED)

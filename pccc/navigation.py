"""What this app adds to the sub-navigation of a CCG."""

from datetime import datetime

from django.db.models import QuerySet

from ccgs.models import CCG
from ccgs.terms.roles import OrganisationKind, Permission
from cocommission.shared.models import Person
from cocommission.shared.navigation import PageEntry, navigation_group, waits_on
from pccc.models import Committee, Decision, Meeting
from pccc.queries.decisions import not_ratified
from pccc.queries.meetings import meetings_of_member, minutes_to_publish
from pccc.terms.committees import CommitteeState

CONNECTED = ""

navigation_group(
    OrganisationKind.CCG,
    "Committees",
    PageEntry("committees", "Committees"),
    PageEntry("decisions", "Decisions"),
)


@waits_on("committees", Permission.RUN_COMMITTEES)
def to_set_up(ccg: CCG, person: Person, now: datetime) -> QuerySet[Committee]:
    """Committees that are being set up."""
    return Committee.objects.filter(ccg=ccg, state=CommitteeState.DRAFT)


@waits_on("committees", Permission.RUN_COMMITTEES)
def to_minute(ccg: CCG, person: Person, now: datetime) -> QuerySet[Meeting]:
    """Closed meetings whose minutes are not published yet."""
    return minutes_to_publish(ccg, now)


@waits_on("committees", CONNECTED)
def to_declare_at(ccg: CCG, person: Person, now: datetime) -> QuerySet[Meeting]:
    """Meetings to come at which the person has not declared yet."""
    return meetings_of_member(person, now).filter(committee__ccg=ccg, spoke=False)


@waits_on("decisions", Permission.RUN_COMMITTEES)
def to_ratify(ccg: CCG, person: Person, now: datetime) -> QuerySet[Decision]:
    """Urgent decisions that no meeting has ratified."""
    return not_ratified(ccg)

"""What this app adds to the sub-navigation of a CCG."""

from datetime import datetime

from django.db.models import QuerySet

from ccgs.models import CCG
from ccgs.terms.roles import OrganisationKind, Permission, RoleCode
from cocommission.shared.models import Person
from cocommission.shared.navigation import PageEntry, navigation_group, waits_on
from conflicts.models import Breach, Gift, Interest, Redaction
from conflicts.models.interests import PRIVATE
from conflicts.queries.breaches import UNASSIGNED, for_guardian, investigated_by
from conflicts.queries.declarations import waiting_for_review
from conflicts.queries.gifts import waiting_for
from conflicts.queries.registers_more import waiting_redactions
from conflicts.terms.breaches import BreachState

CONNECTED = ""
"""In place of a right: any post in the organisation or near it."""

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


@waits_on("declarations", Permission.REVIEW_DECLARATIONS)
def to_sign_off(ccg: CCG, person: Person, now: datetime) -> QuerySet[Interest]:
    """Declarations of others to sign off."""
    return waiting_for_review([ccg.pk], person)


@waits_on("gifts", Permission.APPROVE_GIFTS)
def to_approve(ccg: CCG, person: Person, now: datetime) -> QuerySet[Gift]:
    """Offers that wait for the Accountable Officer."""
    return waiting_for(person, ccg, now, RoleCode.ACCOUNTABLE_OFFICER)


@waits_on("gifts", Permission.GUARD_CONFLICTS)
def to_approve_for_the_accountable_officer(ccg: CCG, person: Person, now: datetime) -> QuerySet[Gift]:
    """Offers to the Accountable Officer, which wait for the Guardian."""
    return waiting_for(person, ccg, now, RoleCode.GUARDIAN)


@waits_on("breaches", Permission.GUARD_CONFLICTS)
def to_take_up(ccg: CCG, person: Person, now: datetime) -> QuerySet[Breach]:
    """Reported breaches that nobody investigates yet."""
    return for_guardian([ccg], person).filter(state__in=UNASSIGNED)


@waits_on("breaches", CONNECTED)
def to_investigate(ccg: CCG, person: Person, now: datetime) -> QuerySet[Breach]:
    """Breaches that the Guardian asked the person to investigate."""
    return investigated_by(person, now).filter(ccg=ccg, state=BreachState.INVESTIGATED).exclude(person=person)


@waits_on("redactions", Permission.GUARD_CONFLICTS)
def to_decide(ccg: CCG, person: Person, now: datetime) -> QuerySet[Redaction]:
    """Requests for redaction, except about the Guardian's own interests."""
    return waiting_redactions(ccg).exclude(interest__person=person)

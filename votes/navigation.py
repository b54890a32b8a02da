"""What this app adds to the sub-navigation of a CCG and of an LMC."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from ccgs.models import CCG, LMC, Post
from ccgs.queries.posts import live
from ccgs.terms.roles import OrganisationKind, Permission, RoleCode
from cocommission.shared.models import Person
from cocommission.shared.navigation import PageEntry, navigation_group, waits_on
from votes.models import Ballot, Consultation, RollEntry, VotingPaper
from votes.queries.ballot_roll import entries_taking_votes
from votes.terms.ballots import BallotState
from votes.terms.consultations import ConsultationState

CONNECTED = ""

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


@waits_on("ballots", CONNECTED)
def to_vote(ccg: CCG, person: Person, now: datetime) -> QuerySet[RollEntry]:
    """Practices of the roll for which the person can vote now and has not."""
    voters = (RoleCode.REPRESENTATIVE, RoleCode.DEPUTY)
    mine = Post.objects.filter(live(now), person=person, role__in=voters, practice=OuterRef("practice"))
    cast = VotingPaper.objects.filter(roll_entry=OuterRef("pk"))
    return entries_taking_votes(now).filter(Exists(mine), ~Exists(cast), ballot__ccg=ccg)


@waits_on("ballots", Permission.RUN_BALLOTS)
def to_run(ccg: CCG, person: Person, now: datetime) -> QuerySet[Ballot]:
    """Drafts to open, closed ballots to count, certified ones to publish."""
    over = Q(state=BallotState.OPENED, closes_at__lte=now)
    states = (BallotState.DRAFT, BallotState.CLOSED, BallotState.CERTIFIED)
    return Ballot.objects.filter(over | Q(state__in=states), ccg=ccg)


@waits_on("ballots", Permission.VERIFY_BALLOTS)
def to_certify(ccg: CCG, person: Person, now: datetime) -> QuerySet[Ballot]:
    """Counted ballots that the person did not run, open or count."""
    rows = Ballot.objects.filter(ccg=ccg, state=BallotState.COUNTED).exclude(returning_officer=person)
    return rows.exclude(opened_by=person).exclude(counted_by=person)


@waits_on("lmc-consultations", Permission.ANSWER_CONSULTATION)
def to_answer(lmc: LMC, person: Person, now: datetime) -> QuerySet[Consultation]:
    """Consultations that are open and that nobody has answered yet."""
    return Consultation.objects.filter(lmc=lmc, state=ConsultationState.OPEN, closes_at__gt=now, answers__isnull=True)

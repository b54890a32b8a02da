"""Committees of the demonstration, with the whole governing body, interests declared and reviewed, public registers."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import uuid4

from ccgs.models import MemberPractice, Region
from ccgs.terms import RoleCode
from cocommission.demo import papers
from cocommission.demo.clock import Clock
from cocommission.demo.interests import declare, facts_of
from cocommission.demo.names import address_of
from cocommission.demo.people import WHY, Cast, Team
from cocommission.shared.actions.documents import store_document
from cocommission.shared.clock import london
from cocommission.shared.models import Person
from conflicts.actions.bodies import body_of_practice, find_or_add_body
from conflicts.actions.interests.returning import make_return
from conflicts.actions.interests.reviewing import review_interest
from conflicts.actions.policies import set_register_policy
from conflicts.models import Body, Declarant, Interest
from conflicts.rules.publication import PolicyFacts
from conflicts.terms import BodyKind, Capacity, InterestType, Occasion, ReturnKind
from pccc.actions.committees import activate_committee, draft_committee, invite, set_terms
from pccc.actions.seats import add_seat, appoint
from pccc.models import Committee
from pccc.rules.facts import DescriptionFacts, SeatFacts, TermsFacts
from pccc.rules.quorum.templates import TEMPLATES
from pccc.terms import CommitteeKind, InvitationAnswer, InvitedBody, Office, Remedy, SeatRole

HANDLED = "Leaves for items that concern the organisation; papers of such items are not sent."
REMEDIES = [Remedy.DEFER.value, Remedy.REFER.value, Remedy.TEMPORARY_MEMBER.value]
OURS = {
    RoleCode.FINANCE_OFFICER: SeatRole.FINANCE_OFFICER,
    RoleCode.REGISTERED_NURSE: SeatRole.NURSE,
    RoleCode.SECONDARY_CARE: SeatRole.SECONDARY_CARE,
}
"""The rest of the governing body, and as what each of them sits on the committee."""


@dataclass
class Board:
    """The people of a committee by the role of their seat, and the practices of its two GPs."""

    committee: Committee
    team: Team
    people: dict[str, list[Person]]
    practices: list[MemberPractice] = field(default_factory=list)
    federation: Body | None = None

    @property
    def gps(self) -> list[Person]:
        """The GPs of member practices."""
        return self.people[SeatRole.LOCAL_GP]

    @property
    def chair(self) -> Person:
        """Who leads it."""
        return self.people[SeatRole.LAY_MEMBER][0]


def complete_governing_body(cast: Cast, team: Team, *, now: datetime) -> dict[str, list[Person]]:
    """Appoints the Guardian (the Audit Chair) and who was missing; gives everybody by the role of their seat."""
    cast.appoint(RoleCode.GUARDIAN, team.ccg, by=team.officer, now=now, person=team.audit_chair)
    second_lay = cast.appoint(RoleCode.LAY_MEMBER, team.ccg, by=team.officer, now=now)
    people = {str(seat): [cast.appoint(role, team.ccg, by=team.officer, now=now)] for role, seat in OURS.items()}
    people[SeatRole.LAY_MEMBER] = [team.lay_member, second_lay]
    people[SeatRole.CHIEF_OFFICER] = [team.accountable_officer]
    people[SeatRole.LOCAL_GP] = team.others[:2]
    return people


def publish_registers(team: Team, *, now: datetime) -> None:
    """The policy of the CCG: everybody is published, from today on, and whom to ask."""
    today = london(now).date()
    set_register_policy(
        ccg=team.ccg,
        facts=PolicyFacts(
            from_on=today,
            publish_all=True,
            contact_name=f"{team.officer.name}, governance officer",
            contact_email=address_of(team.officer.name),
            published_on=today,
            reviewed_on=today - timedelta(days=20),
        ),
        by=team.officer,
        now=now,
    )


def found_committee(
    cast: Cast,
    team: Team,
    clock: Clock,
    *,
    at: datetime,
    name: str = "Primary Care Commissioning Committee",
    region: Region | None = None,
    regional_officer: Person | None = None,
) -> Board:
    """Sets up a committee from nothing to active: a PCCC, or a joint committee when `region` is given."""
    now, by = clock.at(at), team.secretary
    people = complete_governing_body(cast, team, now=now)
    publish_registers(team, now=now)
    people[SeatRole.DIRECTOR] = [cast.person(team.ccg, by=team.officer, now=now)]
    agreement = None
    if region is not None:
        agreement = store_document(
            papers.paper("agreement-under-section-13Z.txt", papers.JOINT_AGREEMENT), by=by, now=now
        )
    committee = draft_committee(
        ccg=team.ccg,
        facts=DescriptionFacts(CommitteeKind.JOINT if region else CommitteeKind.PCCC, name),
        region=region,
        agreement=agreement,
        by=by,
        now=now,
    )
    set_terms(
        committee=committee,
        facts=TermsFacts(
            from_on=london(now).date(),
            quorum=dict(TEMPLATES["bmj-3"].rule),
            remedies=REMEDIES,
            text=papers.TERMS_OF_REFERENCE,
        ),
        by=by,
        now=now,
    )
    if region is not None and regional_officer is not None:
        people[SeatRole.NHS_ENGLAND] = [regional_officer]
    _seat(committee, people, by=by, now=now)
    _invite(committee, by=by, now=now)
    board = Board(committee, team, people, practices=_practices(team))
    _declare(board, clock, at=at + timedelta(days=1))
    activate_committee(committee=committee, by=by, now=clock.at(at + timedelta(days=4)))
    committee.refresh_from_db()
    return board


def _practices(team: Team) -> list[MemberPractice]:
    return list(MemberPractice.objects.filter(pk__in=sorted(team.representatives)[:2]).order_by("pk"))


def _seat(committee: Committee, people: dict[str, list[Person]], *, by: Person, now: datetime) -> None:
    offices = [Office.CHAIR, Office.VICE_CHAIR]
    for role, holders in people.items():
        for number, holder in enumerate(holders):
            seat = add_seat(
                committee=committee,
                facts=SeatFacts(
                    role=role,
                    organisation="NHS England" if role == SeatRole.NHS_ENGLAND else committee.ccg.name,
                    voting=True,
                    from_on=london(now).date(),
                ),
                by=by,
                now=now,
            )
            office = offices[number] if role == SeatRole.LAY_MEMBER else Office.NONE
            appoint(seat=seat, person=holder, starts_at=now, reason=WHY, office=office, by=by, now=now)


def _invite(committee: Committee, *, by: Person, now: datetime) -> None:
    for body, organisation in (
        (InvitedBody.HEALTHWATCH, "Healthwatch (demonstration)"),
        (InvitedBody.HWB, "Health and Wellbeing Board (demonstration)"),
        (InvitedBody.LMC, "Local Medical Committee (demonstration)"),
    ):
        invite(
            committee=committee,
            body=body,
            organisation=organisation,
            invited_on=london(now).date(),
            answer=InvitationAnswer.ACCEPTED,
            answered_on=london(now).date(),
            by=by,
            now=now,
        )


def _declare(board: Board, clock: Clock, *, at: datetime) -> None:
    """Everybody who must declare answers within days: the GPs with interests, the others with nil."""
    team, on = board.team, london(at).date()
    now = clock.at(at)
    officer = team.officer
    board.federation = find_or_add_body(
        kind=BodyKind.FEDERATION,
        name=f"{team.ccg.name.removesuffix(' CCG')} GP Federation (invented)",
        by=officer,
        now=now,
    )
    first, second = board.gps
    homes = [body_of_practice(practice, by=officer, now=now) for practice in board.practices]
    made = [
        declare(team, person, body, facts_of(kind, capacity, words, on - timedelta(days=12)), now, Occasion.APPOINTMENT)
        for person, body, kind, capacity, words in (
            (first, homes[0], InterestType.FINANCIAL, Capacity.PARTNER, "Partner in the practice"),
            (first, board.federation, InterestType.FINANCIAL, Capacity.SHAREHOLDER, "One share of a hundred"),
            (second, homes[1], InterestType.FINANCIAL, Capacity.PARTNER, "Partner in the practice"),
            (second, board.federation, InterestType.INDIRECT, Capacity.EMPLOYEE, "Physiotherapist there"),
        )
    ]
    declared = {first.pk, second.pk}
    for row in Declarant.objects.filter(ccg=team.ccg).select_related("person").order_by("person_id", "pk"):
        if row.person_id in declared:
            continue
        declared.add(row.person_id)
        make_return(
            ccg=team.ccg,
            person=row.person,
            kind=ReturnKind.NIL,
            occasion=Occasion.APPOINTMENT,
            form_token=uuid4(),
            by=row.person,
            now=now,
        )
    now = clock.at(at + timedelta(days=2))
    for interest in made:
        review_interest(interest=interest, mitigation=HANDLED, by=officer, now=now)


def confirm(team: Team, clock: Clock, *, at: datetime) -> None:
    """A later periodic round: everybody says that nothing has changed, or that there is still nothing."""
    now = clock.at(at)
    with_entries = set(Interest.objects.filter(ccg=team.ccg).values_list("person_id", flat=True))
    people = Person.objects.filter(declares_as__ccg=team.ccg).distinct().order_by("pk")
    for person in people:
        make_return(
            ccg=team.ccg,
            person=person,
            kind=ReturnKind.NO_CHANGE if person.pk in with_entries else ReturnKind.NIL,
            occasion=Occasion.PERIODIC,
            form_token=uuid4(),
            by=person,
            now=now,
        )

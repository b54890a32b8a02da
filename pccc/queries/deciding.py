"""What is known of an item when it is to be decided: who is there, by what right, what an approval still needs."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from ccgs.models import Contract, MemberPractice
from ccgs.queries.members import members_at
from ccgs.terms.organisations import ContractKind
from cocommission.shared.clock import london
from pccc.models import AgendaItem, Decision, PracticeConsent, SchemeStatement
from pccc.queries.authority import authority_at
from pccc.queries.leading import leader_of, row_of
from pccc.queries.presence import Room, room_of
from pccc.queries.rulings import handling_of
from pccc.rules.chairing import leader_blockers
from pccc.rules.decisions import Earlier, Facts, Scheme, voters
from pccc.rules.quorum import QuorumResult, Sitter
from pccc.terms import MUST_LEAVE, Handling, Outcome
from pccc.terms.decisions import DecisionKind
from votes.models import Consultation
from votes.queries.consultations import fact, with_everything
from votes.terms.consultations import ConsultationKind, ConsultationState

LOCAL_CONTRACTS = (ContractKind.PMS, ContractKind.APMS)
"""Contracts whose terms are agreed locally; GMS is national."""


@dataclass(frozen=True)
class Deciding:
    """The room at the moment of a decision. `chair` is who leads the meeting, where they are in the room."""

    room: Room
    present: tuple[Sitter, ...]
    quorum: QuorumResult
    chair: Sitter | None
    casting_allowed: bool

    @property
    def voters(self) -> list[Sitter]:
        """Those who may vote on the item."""
        return voters(self.present)


def deciding(item: AgendaItem, at: datetime) -> Deciding:
    """The room for an item at a moment."""
    room = room_of(item.meeting)
    present = tuple(room.sitters(item, at))
    chair = next((sitter for sitter in present if sitter.person_id == item.meeting.chair_id), None)
    casting = room.terms is not None and room.terms.casting_vote
    return Deciding(room, present, room.quorum(item, at), chair, casting)


def about_schemes() -> QuerySet[Consultation]:
    """The LMC consultations that can carry a local incentive scheme: those about such a scheme (FUN-04)."""
    return Consultation.objects.filter(kind=ConsultationKind.INCENTIVE_SCHEME)


def scheme_of(item: AgendaItem, at: datetime) -> Scheme | None:
    """The statements for a local incentive scheme, with the LMC consultation as it stands (FUN-04)."""
    row = SchemeStatement.objects.filter(item=item).first()
    if row is None:
        return None
    closed = None
    consultation = with_everything(about_schemes().filter(pk=row.consultation_id or 0)).first()
    if consultation is not None:
        closed = fact(consultation, at).state == ConsultationState.CLOSED
    return Scheme(closed, row.outcomes, row.inequalities, row.value)


def practices_affected(item: AgendaItem, on: date) -> list[MemberPractice]:
    """The practices that the item affects, by code."""
    if item.affects_all_practices:
        ids = [member.practice_id for member in members_at(item.meeting.committee.ccg, on)]
    else:
        ids = [body.practice_id for body in item.affected.all() if body.practice_id is not None]
    return list(MemberPractice.objects.filter(pk__in=ids).order_by("code"))


def must_consent(item: AgendaItem, on: date) -> list[MemberPractice]:
    """Affected practices without a local contract already: nobody moves them without their consent (FUN-05)."""
    practices = practices_affected(item, on)
    local = set(
        Contract.objects.filter(practice__in=practices, kind__in=LOCAL_CONTRACTS, from_on__lte=on)
        .exclude(to_on__lte=on)
        .values_list("practice_id", flat=True)
    )
    return [practice for practice in practices if practice.pk not in local]


def without_consent(item: AgendaItem, on: date) -> tuple[str, ...]:
    """Names of the practices whose consent is not on file."""
    if not item.moves_contract:
        return ()
    given = set(PracticeConsent.objects.filter(item=item, given_on__lte=on).values_list("practice_id", flat=True))
    return tuple(f"{p.name} ({p.code})" for p in must_consent(item, on) if p.pk not in given)


def earlier_fact(earlier: Decision | None, committee_id: int, kind: str) -> Earlier | None:
    """The earlier decision as the rules want it."""
    if earlier is None:
        return None
    later = Decision.objects.filter(earlier=earlier, kind=kind, outcome=Outcome.CARRIED).first()
    return Earlier(
        earlier.number,
        earlier.kind,
        earlier.function,
        earlier.committee_id == committee_id,
        later.number if later else None,
    )


def decided_as(item: AgendaItem, function: str) -> tuple[int, ...]:
    """Numbers of the decisions already taken at the item under the function, corrections left out."""
    rows = Decision.objects.filter(item=item, function=function).exclude(kind=DecisionKind.CORRECTION)
    return tuple(rows.order_by("number").values_list("number", flat=True))


def deciding_facts(
    item: AgendaItem, found: Deciding, function: str, at: datetime, *, kind: str, earlier: Decision | None
) -> Facts:
    """Everything that the rules ask before and after the vote."""
    committee = item.meeting.committee
    row = row_of(found.room, item, at)
    here = {place.comer.person_id: place.comer.name for place in found.room.places(at) if place.here}
    waiting = {cell.member.person_id for cell in row.cells if cell.waits and not cell.may_vote} if row else set()
    again = kind == DecisionKind.CORRECTION
    return Facts(
        item_state=item.state,
        item_functions=tuple(item.functions),
        decided_as=() if again else decided_as(item, function),
        authority=authority_at(committee, function, found.present, at),
        quorum_met=found.quorum.met,
        quorum_missing=found.quorum.missing,
        scheme=scheme_of(item, at),
        moves_contract=item.moves_contract,
        without_consent=without_consent(item, london(at).date()),
        kind=kind,
        earlier=earlier_fact(earlier, committee.pk, kind),
        item_kind=item.kind,
        leading=tuple(leader_blockers(leader_of(found.room, item, item.meeting.chair, at, row=row))),
        must_leave=tuple(here[pk] for pk, ruled in found.room.rulings.get(item.pk, {}).items()
                         if pk in here and ruled in MUST_LEAVE),
        not_ruled=tuple(sitter.name for sitter in found.voters if sitter.person_id in waiting),
    )  # fmt: skip


def members_json(item: AgendaItem, found: Deciding, at: datetime, votes: dict[int, str]) -> list[dict[str, Any]]:
    """Who was on the attendance list, as what, in the room or not, with the ruling and the vote: kept for good."""
    ruled = handling_of(item)
    eligible = {sitter.person_id for sitter in found.present if sitter.eligible}
    return [
        {
            "person": place.comer.person_id,
            "name": place.comer.name,
            "position": place.comer.position,
            "role": str(place.comer.role),
            "organisation": place.comer.organisation,
            "office": str(place.comer.office),
            "attends_as": str(place.comer.kind),
            "voting": place.comer.voting,
            "here": place.here,
            "sits": place.counts,
            "why_not": place.why_not,
            "eligible": place.comer.person_id in eligible,
            "ruled": str(ruled[place.comer.person_id]) if place.comer.person_id in ruled else "",
            "ruled_words": str(Handling(ruled[place.comer.person_id]).label) if place.comer.person_id in ruled else "",
            "vote": str(votes.get(place.comer.person_id, "")),
        }
        for place in found.room.places(at)
    ]

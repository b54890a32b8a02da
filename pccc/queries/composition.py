"""Who sits on a committee at a moment, under which terms of reference, and whether it is rightly composed (F-41)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Q, QuerySet

from ccgs.models import CCG, Post
from ccgs.queries.posts import live
from ccgs.terms import RoleCode
from cocommission.shared.clock import london
from pccc.models import Committee, Invitation, Membership, Seat, TermsOfReference
from pccc.rules.composition import CommitteeFacts, Composition, judged
from pccc.rules.quorum.language import Sitter
from pccc.terms.committees import Office, SeatRole

GUARDS = (RoleCode.AUDIT_CHAIR, RoleCode.GUARDIAN)
OFFICE_ORDER = {Office.CHAIR.value: 0, Office.VICE_CHAIR.value: 1, Office.NONE.value: 2}


def on_day(on: date) -> Q:
    """Seats that exist on a day."""
    return Q(from_on__lte=on) & (Q(to_on__isnull=True) | Q(to_on__gt=on))


def active(at: datetime) -> Q:
    """Committees that are active at a moment."""
    return Q(activated_at__lte=at) & (Q(ended_at__isnull=True) | Q(ended_at__gt=at))


def active_committees(ccg: CCG, at: datetime) -> list[Committee]:
    """The CCG's committees that are active at a moment."""
    return list(Committee.objects.filter(active(at), ccg=ccg).select_related("ccg").order_by("number"))


def terms_at(committee: Committee, on: date) -> TermsOfReference | None:
    """The version of the terms of reference in force on a day: the latest that began by then."""
    found = committee.terms.filter(from_on__lte=on).order_by("-from_on", "-number")
    version: TermsOfReference | None = found.first()
    return version


def memberships_at(at: datetime) -> QuerySet[Membership]:
    """Memberships that hold at a moment, in seats that exist on its day, with seat and person."""
    day = london(at).date()
    seats = Q(seat__from_on__lte=day) & (Q(seat__to_on__isnull=True) | Q(seat__to_on__gt=day))
    return Membership.objects.filter(live(at), seats).select_related("seat", "person")


def sitter_of(membership: Membership) -> Sitter:
    """A membership as the rules see it."""
    seat = membership.seat
    return Sitter(
        person_id=membership.person_id,
        name=membership.person.name,
        role=seat.role,
        voting=seat.voting,
        office=membership.office,
        organisation=seat.organisation,
        membership_id=membership.pk,
        seat_id=seat.pk,
    )


def in_order(sitters: Iterable[Sitter]) -> list[Sitter]:
    """Chair, vice chair, voting members, the others; by role and name."""
    roles = list(SeatRole.values)
    return sorted(sitters, key=lambda s: (OFFICE_ORDER[s.office], not s.voting, roles.index(s.role), s.name))


def sitters(committee: Committee, at: datetime) -> list[Sitter]:
    """Who holds a seat at a moment, deputies left out: chair, vice chair, voting members, the others."""
    return in_order(map(sitter_of, memberships_at(at).filter(seat__committee=committee, deputy=False)))


def deputies(committee: Committee, at: datetime) -> dict[int, list[Membership]]:
    """Who may stand in for the holder of a seat at a moment, by the id of the seat."""
    found: dict[int, list[Membership]] = defaultdict(list)
    for membership in memberships_at(at).filter(seat__committee=committee, deputy=True).order_by("pk"):
        found[membership.seat_id].append(membership)
    return found


def _guardians(ccg_ids: set[int], at: datetime) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    posts = Post.objects.filter(live(at), ccg_id__in=ccg_ids, role__in=GUARDS)
    for ccg_id, person_id in posts.values_list("ccg_id", "person_id"):
        found[ccg_id].add(person_id)
    return {ccg_id: frozenset(people) for ccg_id, people in found.items()}


def _common(names: set[str], at: datetime) -> dict[str, list[tuple[int, str]]]:
    """CCGs of the committees that carry a shared name at a moment, drafts too: (id, name of the CCG)."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    if names:
        rows = Committee.objects.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=at), common_name__in=names)
        for name, ccg_id, ccg in rows.values_list("common_name", "ccg_id", "ccg__name").order_by("ccg__name"):
            found[name].append((ccg_id, ccg))
    return found


def facts_of(committees: Sequence[Committee], at: datetime) -> dict[int, CommitteeFacts]:
    """What is known of each committee at a moment, by its id; seven statements, however many there are."""
    day, ids = london(at).date(), [committee.pk for committee in committees]
    held, held_seats = defaultdict(list), set()
    for membership in memberships_at(at).filter(seat__committee__in=ids, deputy=False):
        held[membership.seat.committee_id].append(sitter_of(membership))
        held_seats.add(membership.seat_id)
    seats = defaultdict(list)
    for seat in Seat.objects.filter(on_day(day), committee__in=ids):
        seats[seat.committee_id].append(seat)
    invited = defaultdict(set)
    invitations = Invitation.objects.filter(committee__in=ids, invited_on__lte=day)
    for committee_id, body in invitations.values_list("committee_id", "body"):
        invited[committee_id].add(body)
    reasons: dict[int, str] = {}
    versions = TermsOfReference.objects.filter(committee__in=ids, from_on__lte=day).order_by("from_on", "number")
    for committee_id, reason in versions.values_list("committee_id", "audit_vice_reason"):
        reasons[committee_id] = reason
    guardians = _guardians({committee.ccg_id for committee in committees}, at)
    common = _common({committee.common_name for committee in committees if committee.common_name}, at)
    parents = {committee.parent_id for committee in committees if committee.parent_id}
    kinds = dict(Committee.objects.filter(pk__in=parents).values_list("pk", "kind")) if parents else {}
    return {
        committee.pk: CommitteeFacts(
            kind=committee.kind,
            sitters=tuple(in_order(held[committee.pk])),
            vacant=tuple(str(s) for s in seats[committee.pk] if s.voting and s.pk not in held_seats),
            guardians=guardians.get(committee.ccg_id, frozenset()),
            invited=frozenset(invited[committee.pk]),
            lmc_seat=any(seat.role == SeatRole.LMC for seat in seats[committee.pk]),
            audit_vice_reason=reasons.get(committee.pk, ""),
            has_agreement=committee.agreement_id is not None,
            common_name=committee.common_name,
            in_common=tuple(n for i, n in common[committee.common_name] if i != committee.ccg_id),
            same_ccg_records=sum(i == committee.ccg_id for i, _ in common[committee.common_name]),
            parent_kind=kinds.get(committee.parent_id or 0, ""),
        )
        for committee in committees
    }


def standings(committees: Sequence[Committee], at: datetime) -> dict[int, Composition]:
    """`standing` of each, by its id."""
    return {pk: judged(facts) for pk, facts in facts_of(committees, at).items()}


def standing(committee: Committee, at: datetime) -> Composition:
    """How the committee is composed at a moment, past or to come, as far as its records tell now."""
    return standings([committee], at)[committee.pk]

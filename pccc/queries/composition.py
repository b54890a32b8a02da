"""Who sits on a committee at a moment, under which terms of reference, and whether it is rightly composed (F-41)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from ccgs.queries.posts import live
from cocommission.shared.clock import london
from cocommission.shared.facts import read_facts
from pccc.models import Committee, Membership, TermsOfReference
from pccc.rules.composition import CommitteeFacts, Composition, judged
from pccc.rules.quorum.language import Sitter
from pccc.terms.committees import Office, SeatRole

OFFICE_ORDER = {Office.CHAIR.value: 0, Office.VICE_CHAIR.value: 1, Office.NONE.value: 2}


def on_day(on: date) -> Q:
    """Seats that exist on a day."""
    return Q(from_on__lte=on) & (Q(to_on__isnull=True) | Q(to_on__gt=on))


def active(at: datetime) -> Q:
    """Committees that are active at a moment."""
    return Q(activated_at__lte=at) & (Q(ended_at__isnull=True) | Q(ended_at__gt=at))


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


# What is known of the composition of a committee, for a moment `%(now)s` on the day `%(today)s`.
COMPOSITION = """
SELECT committee.id, committee.ccg_id AS at_ccg, committee.number, committee.name, committee.kind,
       committee.common_name, committee.agreement_id IS NOT NULL AS has_agreement,
       coalesce((SELECT parent.kind FROM pccc_committee parent WHERE parent.id = committee.parent_id), '') AS parent,
       (SELECT json_agg(json_build_object('person_id', member.person_id, 'name', person.name, 'role', seat.role,
               'voting', seat.voting, 'office', member.office, 'organisation', seat.organisation,
               'membership_id', member.id, 'seat_id', seat.id) ORDER BY member.id)
          FROM pccc_membership member JOIN pccc_seat seat ON seat.id = member.seat_id
          JOIN shared_person person ON person.id = member.person_id
         WHERE seat.committee_id = committee.id AND NOT member.deputy AND member.starts_at <= %(now)s
           AND (member.ends_at IS NULL OR member.ends_at > %(now)s)
           AND seat.from_on <= %(today)s AND (seat.to_on IS NULL OR seat.to_on > %(today)s)) AS sitters,
       (SELECT json_agg(json_build_array(seat.id, seat.role, seat.title, seat.voting)
               ORDER BY seat.voting DESC, seat.role, seat.id)
          FROM pccc_seat seat WHERE seat.committee_id = committee.id
           AND seat.from_on <= %(today)s AND (seat.to_on IS NULL OR seat.to_on > %(today)s)) AS seats,
       ARRAY(SELECT invitation.body FROM pccc_invitation invitation
              WHERE invitation.committee_id = committee.id AND invitation.invited_on <= %(today)s) AS invited,
       coalesce((SELECT terms.audit_vice_reason FROM pccc_termsofreference terms
                  WHERE terms.committee_id = committee.id AND terms.from_on <= %(today)s
                  ORDER BY terms.from_on DESC, terms.number DESC LIMIT 1), '') AS audit_vice_reason,
       EXISTS (SELECT 1 FROM pccc_termsofreference terms
                WHERE terms.committee_id = committee.id AND terms.from_on <= %(today)s) AS has_terms,
       ARRAY(SELECT post.person_id FROM ccgs_post post
              WHERE post.ccg_id = committee.ccg_id AND post.role IN ('AUDIT_CHAIR', 'GUARDIAN')
                AND post.starts_at <= %(now)s AND (post.ends_at IS NULL OR post.ends_at > %(now)s)) AS guardians,
       (SELECT json_agg(json_build_array(other.ccg_id, ccg.name) ORDER BY ccg.name)
          FROM pccc_committee other JOIN ccgs_ccg ccg ON ccg.id = other.ccg_id
         WHERE committee.common_name <> '' AND other.common_name = committee.common_name
           AND (other.ended_at IS NULL OR other.ended_at > %(now)s)) AS in_common
  FROM pccc_committee committee
"""
ACTIVE = f"""{COMPOSITION}
 WHERE committee.ccg_id = %(ccg)s AND committee.activated_at <= %(now)s
   AND (committee.ended_at IS NULL OR committee.ended_at > %(now)s) ORDER BY committee.number
"""


def composition_facts(row: Any) -> CommitteeFacts:
    """What a row of COMPOSITION says, as the rules see it."""
    sitters = [Sitter(**sitter) for sitter in row.sitters or ()]
    held = {sitter.seat_id for sitter in sitters}
    seats, in_common = row.seats or (), row.in_common or ()
    return CommitteeFacts(
        kind=row.kind,
        sitters=tuple(in_order(sitters)),
        vacant=tuple(
            title or str(SeatRole(role).label) for pk, role, title, voting in seats if voting and pk not in held
        ),
        guardians=frozenset(row.guardians),
        invited=frozenset(row.invited),
        lmc_seat=any(role == SeatRole.LMC for _, role, _, _ in seats),
        audit_vice_reason=row.audit_vice_reason,
        has_agreement=row.has_agreement,
        common_name=row.common_name,
        in_common=tuple(name for ccg_id, name in in_common if ccg_id != row.at_ccg),
        same_ccg_records=sum(ccg_id == row.at_ccg for ccg_id, _ in in_common),
        parent_kind=row.parent,
    )


EACH = f"""
SELECT row.* FROM unnest(%(ids)s::bigint[], %(ats)s::timestamptz[], %(days)s::date[]) WITH ORDINALITY
                  AS asked (id, at, day, place)
  CROSS JOIN LATERAL ({COMPOSITION.replace("%(now)s", "asked.at").replace("%(today)s", "asked.day")}
                       WHERE committee.id = asked.id) row
 ORDER BY asked.place
"""  # noqa: S608  (our own text)


def composition_rows(asked: Sequence[tuple[int, datetime]]) -> list[Any]:
    """The row of COMPOSITION of each committee, by its id, at the moment beside it; one statement, in this order."""
    values = {
        "ids": [pk for pk, _ in asked],
        "ats": [at for _, at in asked],
        "days": [london(at).date() for _, at in asked],
    }
    return read_facts({"committees": EACH}, values)["committees"] if asked else []


def facts_of(committees: Sequence[Committee], at: datetime) -> dict[int, CommitteeFacts]:
    """What is known of each committee at a moment, by its id; one statement, however many there are."""
    rows = composition_rows([(committee.pk, at) for committee in committees])
    return {row.id: composition_facts(row) for row in rows}


def standings(committees: Sequence[Committee], at: datetime) -> dict[int, Composition]:
    """`standing` of each, by its id."""
    return {pk: judged(facts) for pk, facts in facts_of(committees, at).items()}


def standing(committee: Committee, at: datetime) -> Composition:
    """How the committee is composed at a moment, past or to come, as far as its records tell now."""
    return standings([committee], at)[committee.pk]

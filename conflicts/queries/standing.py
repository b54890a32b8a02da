"""How a CCG stands today: its Guardian, governing body, training, audit and policy (GOV-01 to GOV-07)."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from ccgs.models import CCG
from ccgs.queries.posts import holders, posts_in
from ccgs.rules.ccg_names import name_blockers
from ccgs.terms import RoleCode
from cocommission.shared.clock import london
from cocommission.shared.models import Person
from cocommission.shared.rules.blockers import Blocker
from conflicts.models import Declarant, Interest, TrainingRecord
from conflicts.queries.registers import policy_at
from conflicts.rules.standing import (
    PROVIDERS,
    GuardianFacts,
    Seat,
    audit_blockers,
    governing_body_blockers,
    guardian_blockers,
    lay_member_blockers,
    policy_blockers,
)
from conflicts.rules.training import Taken, counts_until, is_due, roles_that_need
from conflicts.terms import InterestState, TrainingModule


@dataclass(frozen=True, slots=True)
class Trainee:
    """Somebody who needs module 1; `until_on` is the first day on which it no longer counts, None when it does not."""

    person: Person
    position: str
    until_on: date | None
    due: bool


def guardian_in_post(ccg: CCG, at: datetime) -> Person | None:
    """The Conflicts of Interest Guardian of a CCG at a moment."""
    found = holders(ccg, RoleCode.GUARDIAN, at)
    return found[0] if found else None


def seats(ccg: CCG, at: datetime) -> list[Seat]:
    """The posts held in the CCG at a moment."""
    return [Seat(person, role) for person, role in posts_in(ccg, at).values_list("person_id", "role")]


def people_of(ccg: CCG, at: datetime) -> set[int]:
    """Everybody who holds a post in the CCG or declares to it."""
    live = Q(starts_at__lte=at) & (Q(ends_at__isnull=True) | Q(ends_at__gt=at))
    declaring = Declarant.objects.filter(live, ccg=ccg).values_list("person_id", flat=True)
    return {*posts_in(ccg, at).values_list("person_id", flat=True), *declaring}


def trainees(ccg: CCG, at: datetime) -> list[Trainee]:
    """Everybody who needs module 1: by role, or as one who takes decisions. Three statements."""
    on = london(at).date()
    people: dict[int, tuple[Person, str]] = {}
    roles = roles_that_need(TrainingModule.ONE, on)
    for post in posts_in(ccg, at).filter(role__in=roles).order_by("starts_at", "pk"):
        people.setdefault(post.person_id, (post.person, post.terms.display_name))
    live = Q(starts_at__lte=at) & (Q(ends_at__isnull=True) | Q(ends_at__gt=at))
    rows = Declarant.objects.filter(live, ccg=ccg, decision_maker=True).select_related("person")
    for row in rows.order_by("starts_at", "pk"):
        people.setdefault(row.person_id, (row.person, row.position))
    taken: dict[int, list[Taken]] = {}
    records = TrainingRecord.objects.filter(ccg=ccg, person__in=people, module=TrainingModule.ONE, recorded_at__lte=at)
    for record in records:
        row_taken = Taken(record.score, record.taken_on, record.valid_until_on)
        taken.setdefault(record.person_id, []).append(row_taken)
    found = []
    for pk, (person, position) in people.items():
        until = counts_until(taken.get(pk, ()), on)
        found.append(Trainee(person, position, until, is_due(until, on)))
    return sorted(found, key=lambda one: (one.person.name.casefold(), one.person.pk))


def guardian_facts(ccg: CCG, at: datetime) -> list[GuardianFacts]:
    """The Guardians in post, with the providers in which their live entries show an interest of their own."""
    on = london(at).date()
    chairs = {person.pk for person in holders(ccg, RoleCode.AUDIT_CHAIR, at)}
    found = []
    for guardian in holders(ccg, RoleCode.GUARDIAN, at):
        interests = Interest.objects.filter(ccg=ccg, person=guardian, declared_at__lte=at, arose_on__lte=on)
        open_ones = interests.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=on), body__kind__in=PROVIDERS)
        own = open_ones.exclude(state=InterestState.WITHDRAWN).exclude(capacity__in=("PATIENT",))
        names = tuple(dict.fromkeys(own.order_by("number").values_list("body__name", flat=True)))
        found.append(GuardianFacts(guardian.name, guardian.pk in chairs, names))
    return found


def standing_blockers(ccg: CCG, at: datetime, *, explained: str = "") -> list[Blocker]:
    """Return what is missing from the governing body, the Guardian, the audit, the policy and the CCG's name.

    `explained`: why there are fewer lay members than recommended, as in the latest return.
    """
    on = london(at).date()
    held = seats(ccg, at)
    policy = policy_at(ccg, on)
    return [
        *name_blockers(ccg.name),
        *lay_member_blockers(held, on, explained=explained),
        *governing_body_blockers(held, on),
        *guardian_blockers(guardian_facts(ccg, at)),
        *audit_blockers(policy.audited_on if policy else None, on),
        *policy_blockers(policy.reviewed_on if policy else None, on),
    ]

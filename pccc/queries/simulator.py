"""What the simulator asks: the committee at a day, and how much of last year's agenda each member would miss (F-41)."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from ccgs.models import CCG
from cocommission.shared.clock import london
from conflicts.queries.declarations import declarants_of
from conflicts.queries.ties import ties
from conflicts.rules.paths import Finder
from pccc.models import AgendaItem, Committee
from pccc.queries.composition import facts_of, terms_at
from pccc.queries.conflict_map_facts import facts_of as item_facts
from pccc.queries.conflict_map_facts import practices_of_ccg
from pccc.rules.conflict_map import MemberFacts, propose
from pccc.rules.quorum import Sitter
from pccc.rules.simulator import Burden, Simulation, changed, simulate
from pccc.terms.meetings import MUST_LEAVE, ItemState, MeetingState, Part

A_YEAR = timedelta(days=365)
CALLED_OFF = (MeetingState.CANCELLED, MeetingState.PLANNED)


def simulation(
    committee: Committee, at: datetime, *, without: Iterable[int] = (), joining: Sequence[Sitter] = ()
) -> Simulation:
    """The committee as it would be at `at`: terms that end by then have ended, `without` are gone, `joining` sit."""
    facts = changed(facts_of([committee], at)[committee.pk], without=without, joining=joining)
    terms = terms_at(committee, london(at).date())
    rule = terms.quorum if terms is not None else None
    return simulate(facts, rule, lay_executive=terms is not None and terms.lay_executive_quorum)


def items_of_a_year(committee: Committee, now: datetime) -> list[AgendaItem]:
    """What was on the published agendas of the last 365 days, each with `bodies`; withdrawn items left out."""
    bodies = ArrayAgg("affected", filter=Q(affected__isnull=False), default=[])
    items = AgendaItem.objects.filter(
        meeting__committee=committee, meeting__starts_at__gt=now - A_YEAR, meeting__starts_at__lte=now
    ).exclude(Q(meeting__state__in=CALLED_OFF) | Q(state=ItemState.WITHDRAWN))
    return list(items.select_related("meeting").annotate(bodies=bodies).order_by("meeting__starts_at", "number"))


def _title(item: AgendaItem, *, private: bool) -> str:
    shown = private or item.part == Part.PUBLIC
    return str(item.title) if shown else f"private item {item.number} of meeting {item.meeting.number}"


def burdens(committee: Committee, sitters: Sequence[Sitter], now: datetime, *, private: bool = False) -> list[Burden]:
    """For each of them, how many items of the last year they would have had to leave, with the ties known now.

    `private`: for a reader who sees the titles of private items. Four statements. Somebody invented for the
    simulation (a number below zero) has no ties but their seat.
    """
    items, on = items_of_a_year(committee, now), london(now).date()
    practices = practices_of_ccg(committee.ccg, on)
    facts = [(item, item_facts(item, practices)) for item in items]
    targets = {target for _, fact in facts for target in fact.targets}
    people = sorted({sitter.person_id for sitter in sitters if sitter.person_id > 0})
    finder = Finder(ties(people, on, ccg=committee.ccg, targets=targets))
    found = []
    for sitter in sitters:
        member = MemberFacts(sitter.person_id, sitter.name, sitter.role, voting=sitter.voting)
        left = [item for item, fact in facts if propose(fact, member, finder).handling in MUST_LEAVE]
        titles = [_title(item, private=private) for item in left]
        found.append(Burden(sitter.person_id, sitter.name, sitter.role, len(titles), len(items), tuple(titles)))
    return found


def candidates(ccg: CCG, now: datetime, *, without: set[int]) -> list[tuple[int, str]]:
    """People who declare to the CCG now, other than `without`: (id, name) by name. One statement."""
    rows = declarants_of(ccg, now).order_by("person__name", "person_id").values_list("person_id", "person__name")
    return list(dict.fromkeys((pk, name) for pk, name in rows if pk not in without))

"""What committees add to people's tasks and to the CCG's home page: set-up, terms that end, rules that are broken."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ccgs.models import CCG
from ccgs.terms import Permission
from cocommission.shared.clock import day
from cocommission.shared.models import Person
from cocommission.shared.panels import Facts, Panel, page_facts, panel_provider
from cocommission.shared.todo import Todo, task_provider
from pccc.models import Committee
from pccc.queries.composition import active_committees, standings
from pccc.queries.seats import endings
from pccc.rules.committee_acts import warning_step
from pccc.rules.composition import CHAIRLESS
from pccc.terms.committees import CommitteeState

COMMITTEES = """
SELECT committee.number, committee.name, committee.activated_at, ending.person, ending.seat, ending.ends_at
  FROM pccc_committee committee
  LEFT JOIN LATERAL (
    SELECT person.name AS person, coalesce(nullif(seat.title, ''), '') AS seat, membership.ends_at
      FROM pccc_membership membership
      JOIN pccc_seat seat ON seat.id = membership.seat_id
      JOIN shared_person person ON person.id = membership.person_id
     WHERE seat.committee_id = committee.id AND NOT membership.deputy AND membership.starts_at <= %(now)s
       AND membership.ends_at > %(now)s AND membership.ends_at <= %(now)s::timestamptz + interval '60 days'
       AND NOT EXISTS (SELECT 1 FROM pccc_membership next WHERE next.seat_id = seat.id AND NOT next.deputy
                          AND next.starts_at > %(now)s)
     ORDER BY membership.ends_at LIMIT 5) ending ON true
 WHERE committee.ccg_id = %(ccg)s AND committee.activated_at <= %(now)s
   AND (committee.ended_at IS NULL OR committee.ended_at > %(now)s)
 ORDER BY committee.number, ending.ends_at LIMIT 25
"""
page_facts("pccc.committees", COMMITTEES)


def _tasks_of(ccg: CCG, now: datetime) -> Iterable[Todo]:
    for draft in Committee.objects.filter(ccg=ccg, state=CommitteeState.DRAFT).select_related("ccg"):
        yield Todo(f"Finish setting up: {draft.name}", draft.url, None, "A committee that is being set up", ccg.name)
    committees = active_committees(ccg, now)
    composed = standings(committees, now) if committees else {}
    for committee in committees:
        if failing := composed[committee.pk].failing:
            why = f"Composition broken: {', '.join(failing)}"
            yield Todo(f"Correct the composition: {committee.name}", committee.url, None, why, ccg.name)
        if any(blocker.field == CHAIRLESS for blocker in composed[committee.pk].blockers):
            yield Todo(f"Appoint a chair: {committee.name}", committee.url, None, "There is no chair", ccg.name)
    for one in endings(committees, now) if committees else []:
        seat, member = one.membership.seat, one.membership
        title = f"Find who follows {member.person.name}, {seat}"
        why = f"The term ends on {day(member.ends_at)}, within {warning_step(one.days)} days"
        yield Todo(title, seat.committee.url, member.ends_at, why, ccg.name)


@task_provider
def committee_tasks(person: Person, posts: list[Any], now: datetime) -> Iterable[Todo]:
    """What a governance officer or a secretary has to do for the committees."""
    seen: set[int] = set()
    for post in posts:
        if post.ccg_id is None or post.ccg_id in seen or Permission.RUN_COMMITTEES not in post.terms.permissions:
            continue
        seen.add(post.ccg_id)
        yield from _tasks_of(post.ccg, now)


@panel_provider
def committee_panels(ccg: CCG, facts: Facts, now: datetime) -> Iterable[tuple[str, Panel]]:
    """The committees that are active, and terms that end within 60 days with nobody to follow."""
    named: set[int] = set()
    for row in facts["pccc.committees"]:
        url = f"{ccg.url}committees/{row.number}/"
        if row.number not in named:
            named.add(row.number)
            yield "held", Panel("Committee", f"{row.name}, since {day(row.activated_at)}", url)
        if row.ends_at is not None:
            words = f"The term of {row.person} ends, {row.name}"
            yield "due", Panel("Committee", words, url, row.ends_at)

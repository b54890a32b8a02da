"""What consultations and the engagement log add to people's tasks and to the CCG's home page."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ccgs.models import CCG
from ccgs.terms import Permission, RoleCode
from cocommission.shared.models import Person
from cocommission.shared.panels import Facts, Panel, page_facts, panel_provider
from cocommission.shared.todo import Todo, task_provider
from votes.models import Consultation
from votes.queries.consultation_facts import ConsultationFact
from votes.queries.consultation_people import authors
from votes.queries.consultations import fact, facts, of_ccg, with_everything
from votes.queries.engagement import with_open_questions
from votes.queries.home_page import CONSULTATIONS, owed
from votes.terms.consultations import ConsultationState

RECENT = 25  # consultations looked at per organisation; older ones are settled or were taken up again


def _taken_up(found: list[ConsultationFact]) -> set[int]:
    """Ids of those that a further consultation was opened for: what they lack is asked there."""
    return {c.further_to_id for c in found if c.further_to_id is not None and c.opened_at is not None}


def _officer_tasks(ccg: CCG, now: datetime) -> Iterable[Todo]:
    found = facts(with_everything(of_ccg(ccg))[:RECENT], now)
    taken_up = _taken_up(found)
    for c in found:
        if c.state == ConsultationState.DRAFT:
            yield Todo(f"Finish and open: {c.title}", c.url, None, "Draft of an LMC consultation", ccg.name)
        elif c.reply_needed:
            yield Todo(f"Reply to {c.lmc_name}: {c.title}", c.url, None, "LMC-04: objection or conditions", ccg.name)
        elif c.id in taken_up:
            continue
        elif c.stale:
            yield Todo(f"Answer outdated: {c.title}", c.url, c.closes_at, "The papers changed since", ccg.name)
        elif c.no_response:
            yield Todo(f"No response from {c.lmc_name}: {c.title}", c.url, c.closes_at, "LMC-05", ccg.name)
        elif c.closed and c.published_at is None:
            yield Todo(f"Publish the summary: {c.title}", c.url, None, "The consultation has closed", ccg.name)


def _engagement_tasks(ccg: CCG, now: datetime) -> Iterable[Todo]:
    for event, count in with_open_questions(ccg, now)[:RECENT]:
        words = "a question" if count == 1 else f"{count} questions"
        yield Todo(f"Reply to {words}: {event.title}", event.url, None, "Raised at an event in the log", ccg.name)


def _reviewer_tasks(lmc_id: int, person: Person, now: datetime) -> Iterable[Todo]:
    rows = with_everything(Consultation.objects.filter(lmc=lmc_id, state=ConsultationState.OPEN, closes_at__gt=now))
    for consultation in rows.order_by("closes_at", "pk"):
        if person.pk in authors(consultation):
            continue
        c = fact(consultation, now)
        if c.answer is None:
            yield Todo(f"Answer for {c.lmc_name}: {c.title}", c.lmc_url, c.closes_at, "LMC consultation", c.ccg_name)
        elif c.stale:
            yield Todo(f"Answer again: {c.title}", c.lmc_url, c.closes_at, "The papers changed since", c.ccg_name)


@task_provider
def consultation_tasks(person: Person, posts: list[Any], now: datetime) -> Iterable[Todo]:
    """What a governance officer owes the LMC, and what a reviewer has to answer."""
    for post in posts:
        if post.role == RoleCode.LMC_REVIEWER:
            yield from _reviewer_tasks(post.lmc_id, person, now)
        elif post.ccg_id is not None and Permission.RUN_CONSULTATIONS in post.terms.permissions:
            yield from _officer_tasks(post.ccg, now)
            yield from _engagement_tasks(post.ccg, now)


page_facts("votes.consultations", CONSULTATIONS)
OWED = {
    "reply": "{} needs a reply: {}",
    "stale": "Answer outdated, the papers changed: {1}",
    "silence": "No response from {}: {}",
}


@panel_provider
def consultation_panels(ccg: CCG, facts: Facts, now: datetime) -> Iterable[tuple[str, Panel]]:
    """Consultations that are open now; replies owed, silence, outdated answers, unless a further one took them up.

    Everybody reads this page, and what the LMC answered is public only once the CCG has published it.
    """
    rows = facts["votes.consultations"]
    taken_up = {row.further_to_id for row in rows}
    for row in rows:
        url = f"{ccg.url}consultations/{row.number}/"
        if row.closes_at > now:
            yield "open", Panel("LMC consultation", f"{row.title}, before {row.lmc_name}", url, row.closes_at)
        if row.id in taken_up:
            continue
        if row.published_at is not None:
            for what in owed(row, now):
                yield "missing", Panel("LMC consultation", OWED[what].format(row.lmc_name, row.title), url)
        elif row.closes_at <= now:
            yield "missing", Panel("LMC consultation", f"What came of it is not published yet: {row.title}", url)

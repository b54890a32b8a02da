"""What consultations and the engagement log add to people's tasks and to the CCG's home page."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ccgs.models import CCG, LMC, Post
from ccgs.queries.home_page import about
from ccgs.terms import Permission, RoleCode
from cocommission.shared.models import Person
from cocommission.shared.pages import url_to
from cocommission.shared.panels import Facts, Panel, page_facts, panel_provider
from cocommission.shared.todo import Todo, task_facts, task_provider
from votes.queries.consultation_rows import owed
from votes.queries.home_page import CONSULTATION_DRAFTS, CONSULTATIONS, OPEN_QUESTIONS, TO_ANSWER

task_facts("votes.consultations", CONSULTATIONS, each="ccg", may=[Permission.RUN_CONSULTATIONS])
task_facts("votes.consultation_drafts", CONSULTATION_DRAFTS, each="ccg", may=[Permission.RUN_CONSULTATIONS])
task_facts("votes.open_questions", OPEN_QUESTIONS, each="ccg", may=[Permission.RUN_CONSULTATIONS])
task_facts("votes.to_answer", TO_ANSWER, each="lmc", roles=[RoleCode.LMC_REVIEWER])


def _officer_tasks(ccg: CCG, facts: Facts, now: datetime) -> Iterable[Todo]:
    for row in about(facts["votes.consultation_drafts"], ccg):
        yield Todo(f"Finish and open: {row.title}", _url(ccg, row), None, "Draft of an LMC consultation", ccg.name)
    rows = about(facts["votes.consultations"], ccg)
    taken_up = {row.further_to_id for row in rows}
    for row in rows:
        url, due = _url(ccg, row), list(owed(row, now))
        if "reply" in due:
            title = f"Reply to {row.lmc_name}: {row.title}"
            yield Todo(title, url, None, "LMC-04: objection or conditions", ccg.name)
        elif row.id in taken_up:
            continue
        elif "stale" in due:
            yield Todo(f"Answer outdated: {row.title}", url, row.closes_at, "The papers changed since", ccg.name)
        elif "silence" in due:
            yield Todo(f"No response from {row.lmc_name}: {row.title}", url, row.closes_at, "LMC-05", ccg.name)
        elif row.closes_at <= now and row.published_at is None:
            yield Todo(f"Publish the summary: {row.title}", url, None, "The consultation has closed", ccg.name)


def _url(ccg: CCG, row: Any) -> str:
    return url_to("consultation", ccg, number=row.number)


def _engagement_tasks(ccg: CCG, facts: Facts) -> Iterable[Todo]:
    for row in about(facts["votes.open_questions"], ccg):
        words = "a question" if row.questions == 1 else f"{row.questions} questions"
        url = url_to("engagement-event", ccg, number=row.number)
        yield Todo(f"Reply to {words}: {row.title}", url, None, "Raised at an event in the log", ccg.name)


def _reviewer_tasks(lmc: LMC, facts: Facts, now: datetime) -> Iterable[Todo]:
    for row in about(facts["votes.to_answer"], lmc):
        url = url_to("lmc-consultation", lmc, pk=row.id)
        if row.opinion is None:
            yield Todo(f"Answer for {lmc.name}: {row.title}", url, row.closes_at, "LMC consultation", row.ccg_name)
        elif "stale" in owed(row, now):
            yield Todo(f"Answer again: {row.title}", url, row.closes_at, "The papers changed since", row.ccg_name)


@task_provider
def consultation_tasks(person: Person, posts: list[Post], facts: Facts, now: datetime) -> Iterable[Todo]:
    """What a governance officer owes the LMC, and what a reviewer has to answer."""
    for post in posts:
        if post.role == RoleCode.LMC_REVIEWER and post.lmc is not None:
            yield from _reviewer_tasks(post.lmc, facts, now)
        elif post.ccg is not None and Permission.RUN_CONSULTATIONS in post.terms.permissions:
            yield from _officer_tasks(post.ccg, facts, now)
            yield from _engagement_tasks(post.ccg, facts)


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
        url = _url(ccg, row)
        if row.closes_at > now:
            yield "open", Panel("LMC consultation", f"{row.title}, before {row.lmc_name}", url, row.closes_at)
        if row.id in taken_up:
            continue
        if row.published_at is not None:
            for what in owed(row, now):
                yield "missing", Panel("LMC consultation", OWED[what].format(row.lmc_name, row.title), url)
        elif row.closes_at <= now:
            yield "missing", Panel("LMC consultation", f"What came of it is not published yet: {row.title}", url)

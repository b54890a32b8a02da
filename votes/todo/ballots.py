"""What ballots add to people's tasks and to the CCG's home page."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ccgs.models import CCG, MemberPractice
from ccgs.terms import RoleCode
from cocommission.shared.clock import moment
from cocommission.shared.models import Person
from cocommission.shared.pages import url_to
from cocommission.shared.panels import Facts, Panel, page_facts, panel_provider, practice_panel_provider
from cocommission.shared.todo import Todo, task_facts, task_provider
from votes.queries.ballot_assisted import pending_in
from votes.queries.ballot_casting import not_cast_yet
from votes.queries.ballot_roll import entries_taking_votes
from votes.queries.home_page import BALLOTS, BALLOTS_IN_HAND
from votes.rules.ballot_life import phase
from votes.terms.ballots import BallotPhase

VOTERS = (RoleCode.REPRESENTATIVE, RoleCode.DEPUTY)
task_facts("votes.in_hand", BALLOTS_IN_HAND)


def _officer_task(row: Any, at: BallotPhase) -> Todo | None:
    where = {"code": row.code, "number": row.number}
    if at == BallotPhase.DRAFT:
        return Todo(f"Finish and open: {row.title}", url_to("ballot", **where), None, "Draft of a ballot", row.name)
    if at == BallotPhase.CLOSED:
        url = url_to("ballot-count", **where)
        return Todo(f"Count: {row.title}", url, row.closes_at, "Voting has closed", row.name)
    if at == BallotPhase.CERTIFIED:
        return Todo(
            f"Publish: {row.title}", url_to("ballot-publish", **where), None, "The count is certified", row.name
        )
    return None


def _verifier_task(row: Any, at: BallotPhase, person: Person) -> Todo | None:
    where = {"code": row.code, "number": row.number}
    if at == BallotPhase.COUNTED and person.pk not in (
        row.returning_officer_id,
        row.opened_by_id,
        row.counted_by_id,
    ):
        return Todo(f"Certify: {row.title}", url_to("ballot-certify", **where), None, "VOT-09", row.name)
    if at == BallotPhase.CHALLENGED and person.pk not in (row.returning_officer_id, row.challenged_by_id):
        url = url_to("ballot-challenge-answer", **where)
        return Todo(f"Answer the challenge: {row.title}", url, None, "The result is in doubt", row.name)
    return None


@task_provider
def voting_tasks(person: Person, posts: list[Any], facts: Facts, now: datetime) -> Iterable[Todo]:
    """The votes that a representative or deputy can cast now and that their practice has not cast."""
    if not any(post.role in VOTERS for post in posts):
        return
    for one in not_cast_yet(person, now):
        title, page = f"Vote for {one.practice}: {one.title}", one.ballot_url
        yield Todo(title, one.url, one.closes_at, "VOT-11", one.ccg_name, page=page)


@task_provider
def ballot_tasks(person: Person, posts: list[Any], facts: Facts, now: datetime) -> Iterable[Todo]:
    """What officers and verifiers can do with ballots now."""
    voting = []
    for row in facts["votes.in_hand"]:
        at = phase(row.state, row.opens_at, row.closes_at, now)
        if at == BallotPhase.VOTING:
            voting.append(row.id)
        tasks = [
            _officer_task(row, at) if row.runs else None,
            _verifier_task(row, at, person) if row.verifies else None,
        ]
        yield from (todo for todo in tasks if todo is not None)
    for entry in pending_in(voting) if voting else []:
        if entry.entered_by_id != person.pk:
            ballot = entry.roll_entry.ballot
            yield Todo(
                f"Confirm the vote of {entry.roll_entry.name}: {ballot.title}",
                url_to("ballot-assisted-confirm", ballot, entry=entry.pk),
                ballot.closes_at,
                "VOT-11: a second person confirms",
                ballot.ccg.name,
            )


@practice_panel_provider
def ballots_of_practice(practice: MemberPractice, now: datetime) -> Iterable[Panel]:
    """Ballots that take votes now and have the practice on their roll."""
    for entry in entries_taking_votes(now).filter(practice=practice).select_related("ballot__ccg"):
        yield Panel("Ballot", entry.ballot.title, entry.ballot.url, entry.ballot.closes_at)


page_facts("votes.ballots", BALLOTS)
DUE = {
    BallotPhase.CLOSED: "to be counted",
    BallotPhase.COUNTED: "to be certified by a person who did not run it",
    BallotPhase.CERTIFIED: "to be published",
    BallotPhase.CHALLENGED: "challenged, to be answered",
}


@panel_provider
def ballot_panels(ccg: CCG, facts: Facts, now: datetime) -> Iterable[tuple[str, Panel]]:
    """Ballots that take votes or soon will, and what is due with those that closed; never how anybody voted."""
    for row in facts["votes.ballots"]:
        at = phase(row.state, row.opens_at, row.closes_at, now)
        url = url_to("ballot", ccg, number=row.number)
        if at == BallotPhase.VOTING:
            text = f"{row.title}: voting closes {moment(row.closes_at)}"
            yield "open", Panel("Ballot", text, url, row.closes_at)
        elif at == BallotPhase.NOTICE:
            text = f"{row.title}: voting begins {moment(row.opens_at)}"
            yield "open", Panel("Ballot", text, url, row.opens_at)
        elif at in DUE:
            yield "due", Panel("Ballot", f"{row.title}: {DUE[at]}", url, row.closes_at)

"""What ballots add to people's tasks and to the CCG's home page."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ccgs.models import CCG, MemberPractice
from ccgs.models.lmcs import in_area
from ccgs.terms import Permission, RoleCode
from cocommission.shared.clock import london, moment
from cocommission.shared.models import Person
from cocommission.shared.panels import Facts, Panel, page_facts, panel_provider, practice_panel_provider
from cocommission.shared.todo import Todo, task_provider
from votes.models import Ballot
from votes.queries.ballot_assisted import pending_entries
from votes.queries.ballot_casting import not_cast_yet
from votes.queries.ballot_roll import entries_taking_votes
from votes.queries.home_page import BALLOTS
from votes.rules.ballot_life import phase
from votes.terms.ballots import BallotPhase, BallotState

IN_HAND = (
    BallotState.DRAFT,
    BallotState.OPENED,
    BallotState.CLOSED,
    BallotState.COUNTED,
    BallotState.CERTIFIED,
    BallotState.CHALLENGED,
)
VOTERS = (RoleCode.REPRESENTATIVE, RoleCode.DEPUTY)


def _in_hand(ccg_ids: Iterable[int]) -> list[Ballot]:
    rows = Ballot.objects.filter(ccg__in=set(ccg_ids), state__in=IN_HAND).select_related("ccg")
    return list(rows.order_by("closes_at", "pk")[:100])


def _officer_task(ballot: Ballot, person: Person, now: datetime) -> Todo | None:
    at, name = ballot.phase(now), ballot.ccg.name
    if at == BallotPhase.DRAFT:
        return Todo(f"Finish and open: {ballot.title}", ballot.url, None, "Draft of a ballot", name)
    if at == BallotPhase.CLOSED:
        return Todo(f"Count: {ballot.title}", f"{ballot.url}count/", ballot.closes_at, "Voting has closed", name)
    if at == BallotPhase.CERTIFIED:
        return Todo(f"Publish: {ballot.title}", f"{ballot.url}publish/", None, "The count is certified", name)
    return None


def _verifier_task(ballot: Ballot, person: Person, now: datetime) -> Todo | None:
    if ballot.phase(now) == BallotPhase.COUNTED and person.pk not in (
        ballot.returning_officer_id,
        ballot.opened_by_id,
        ballot.counted_by_id,
    ):
        return Todo(f"Certify: {ballot.title}", f"{ballot.url}certify/", None, "VOT-09", ballot.ccg.name)
    if ballot.state == BallotState.CHALLENGED and person.pk not in (
        ballot.returning_officer_id,
        ballot.challenged_by_id,
    ):
        url = f"{ballot.url}challenge/answer/"
        return Todo(f"Answer the challenge: {ballot.title}", url, None, "The result is in doubt", ballot.ccg.name)
    return None


@task_provider
def voting_tasks(person: Person, posts: list[Any], now: datetime) -> Iterable[Todo]:
    """The votes that a representative or deputy can cast now and that their practice has not cast."""
    if not any(post.role in VOTERS for post in posts):
        return
    for one in not_cast_yet(person, now):
        yield Todo(f"Vote for {one.practice}: {one.title}", one.url, one.closes_at, "VOT-11", one.ccg_name)


@task_provider
def ballot_tasks(person: Person, posts: list[Any], now: datetime) -> Iterable[Todo]:
    """What officers and verifiers can do with ballots now."""
    run = {post.ccg_id for post in posts if post.ccg_id and Permission.RUN_BALLOTS in post.terms.permissions}
    verify = {post.ccg_id for post in posts if post.ccg_id and Permission.VERIFY_BALLOTS in post.terms.permissions}
    for post in posts:
        if post.lmc_id and Permission.VERIFY_BALLOTS in post.terms.permissions:
            verify |= set(post.lmc.areas.filter(in_area(london(now).date())).values_list("ccg", flat=True))
    if not run | verify:
        return
    for ballot in _in_hand(run | verify):
        found = []
        if ballot.ccg_id in run:
            found.append(_officer_task(ballot, person, now))
        if ballot.ccg_id in verify:
            found.append(_verifier_task(ballot, person, now))
        yield from (todo for todo in found if todo is not None)
        for entry in pending_entries(ballot, now):
            if entry.entered_by_id != person.pk:
                yield Todo(
                    f"Confirm the vote of {entry.roll_entry.name}: {ballot.title}",
                    f"{ballot.url}assisted/{entry.pk}/confirm/",
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
    BallotPhase.COUNTED: "to be certified by somebody who did not run it",
    BallotPhase.CERTIFIED: "to be published",
    BallotPhase.CHALLENGED: "challenged, to be answered",
}


@panel_provider
def ballot_panels(ccg: CCG, facts: Facts, now: datetime) -> Iterable[tuple[str, Panel]]:
    """Ballots that take votes or soon will, and what is due with those that closed; never how anybody voted."""
    for row in facts["votes.ballots"]:
        at = phase(row.state, row.opens_at, row.closes_at, now)
        url = f"{ccg.url}ballots/{row.number}/"
        if at == BallotPhase.VOTING:
            text = f"{row.title}: voting closes {moment(row.closes_at)}"
            yield "open", Panel("Ballot", text, url, row.closes_at)
        elif at == BallotPhase.NOTICE:
            text = f"{row.title}: voting begins {moment(row.opens_at)}"
            yield "open", Panel("Ballot", text, url, row.opens_at)
        elif at in DUE:
            yield "due", Panel("Ballot", f"{row.title}: {DUE[at]}", url, row.closes_at)

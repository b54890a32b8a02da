"""What ballots add to people's tasks and to the CCG's home page."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ccgs.models import CCG
from ccgs.models.lmcs import in_area
from ccgs.terms import Permission, RoleCode
from cocommission.shared.clock import london, moment
from cocommission.shared.models import Person
from cocommission.shared.todo import Panel, Todo, panel_provider, task_provider
from votes.models import Ballot
from votes.queries.ballot_assisted import pending_entries
from votes.queries.ballot_casting import not_cast_yet
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


@panel_provider("open")
def open_ballots(ccg: CCG, now: datetime) -> Iterable[Panel]:
    """Ballots that take votes or soon will; never how anybody voted."""
    for ballot in _in_hand([ccg.pk]):
        at = ballot.phase(now)
        if at == BallotPhase.VOTING:
            yield Panel(
                "Ballot", f"{ballot.title}: voting closes {moment(ballot.closes_at)}", ballot.url, ballot.closes_at
            )
        elif at == BallotPhase.NOTICE:
            yield Panel(
                "Ballot", f"{ballot.title}: voting begins {moment(ballot.opens_at)}", ballot.url, ballot.opens_at
            )


@panel_provider("due")
def due_ballots(ccg: CCG, now: datetime) -> Iterable[Panel]:
    """What is due next with ballots that have closed."""
    words = {
        BallotPhase.CLOSED: "to be counted",
        BallotPhase.COUNTED: "to be certified by somebody who did not run it",
        BallotPhase.CERTIFIED: "to be published",
        BallotPhase.CHALLENGED: "challenged, to be answered",
    }
    for ballot in _in_hand([ccg.pk]):
        at = ballot.phase(now)
        if at in words:
            yield Panel("Ballot", f"{ballot.title}: {words[at]}", ballot.url, ballot.closes_at)

"""From the close to the published result: closed by the clock, counted, certified by somebody else, published."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction

from ccgs.queries.posts import holders
from ccgs.terms import RoleCode
from cocommission.shared.actions.ledger import enter
from cocommission.shared.actions.outbox import post_message
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.blockers import Blocker
from votes.actions.ballot_adoption import adopt_what_carried
from votes.actions.ballot_notices import tell_result
from votes.actions.ballots import begin_ballot
from votes.models import Ballot, PublishedTally, Result
from votes.queries.ballot_tallies import count_ballot_figures, tally_text
from votes.queries.ballots import questions_of, turnout, verifiers
from votes.rules.ballot_acts import CERTIFY, COUNT, PUBLISH
from votes.rules.catalogue import SOURCES
from votes.terms.ballots import TRANSITIONS, BallotPhase, BallotState

LIFE = TRANSITIONS["Ballot"]


def close_ballot(ballot_id: int, *, now: datetime) -> bool:
    """Records what the clock has done: the ballot is closed. True for the one call that recorded it.

    Waits for casts that are under way (they hold the row FOR KEY SHARE), so that what is counted is what is stored.
    Any number of sweepers may call it at once; exactly one writes the closing entry.
    """
    with transaction.atomic():
        ballot = Ballot.objects.select_for_update(of=("self",)).select_related("ccg").get(pk=ballot_id)
        return _close(ballot, now)


def _close(ballot: Ballot, now: datetime) -> bool:
    if ballot.state != BallotState.OPENED or ballot.phase(now) != BallotPhase.CLOSED:
        return False
    seen = turnout(ballot)
    ballot.state, ballot.closed_at = BallotState.CLOSED, ballot.closes_at
    ballot.record(by=None, at=now, why="Closed by the clock")
    enter(
        book=ballot.ccg.book,
        act="ballot.closed",
        by=None,
        now=now,
        subject=ballot.subject,
        facts={"closes_at": ballot.closes_at, "practices": seen.practices, "voted": seen.voted},
    )
    for officer in holders(ballot.ccg, RoleCode.GOVERNANCE_OFFICER, now):
        post_message(
            key=f"ballot:{ballot.pk}:closed:{officer.pk}",
            to=officer,
            subject=f"Voting has closed: {ballot.title}"[:200],
            text=f"{seen.voted} of {seen.practices} practices voted. The ballot can be counted now.\n",
            now=now,
            about=ballot.ccg.book,
            link=ballot.url,
        )
    return True


@transaction.atomic
def count_ballot(*, ballot: Ballot, by: Person, now: datetime) -> list[Result]:
    """Counts every question of a closed ballot and tells those who can certify it.

    If no sweep has recorded the close yet, it is recorded first. Raises Conflict before the close (VOT-13).
    """
    ballot = begin_ballot(ballot, COUNT, by=by, now=now)
    _close(ballot, now)
    LIFE.require(ballot.state, BallotState.COUNTED, what="This ballot")
    results = [
        Result.objects.create(
            question_id=question_id,
            figures=figures.to_json(),
            outcome=figures.outcome,
            counted_at=now,
            counted_by=by,
        )
        for question_id, figures in count_ballot_figures(ballot).items()
    ]
    ballot.state, ballot.counted_at, ballot.counted_by = BallotState.COUNTED, now, by
    ballot.record(by=by, at=now, why="Counted")
    numbers = {question.pk: question.number for question in questions_of(ballot)}
    enter(
        book=ballot.ccg.book,
        act="ballot.counted",
        by=by,
        now=now,
        subject=ballot.subject,
        facts={"outcomes": {str(numbers[result.question_id]): result.outcome for result in results}},
    )
    for verifier in verifiers(ballot.ccg, now):
        if verifier.pk not in (ballot.returning_officer_id, ballot.opened_by_id, by.pk):
            post_message(
                key=f"ballot:{ballot.pk}:to-certify:{verifier.pk}",
                to=verifier,
                subject=f"To certify: {ballot.title}"[:200],
                text="The ballot was counted. Check the count and certify it. The result can then be published.\n",
                now=now,
                about=ballot.ccg.book,
                link=ballot.url,
            )
    return results


def certify_problems(ballot: Ballot, by: Person | None) -> list[Blocker]:
    """Why `by` cannot certify this count (VOT-09); empty when they can. The page shows the same words."""

    def blocker(missing: str) -> Blocker:
        return Blocker("VOT-09", missing, "Audit Chair, lay member or LMC reviewer", SOURCES["VOT-09"])

    found = []
    if by is not None and by.pk == ballot.returning_officer_id:
        found.append(blocker("You are the returning officer of this ballot, so another person must certify it."))
    elif by is not None and by.pk == ballot.counted_by_id:
        found.append(blocker("You counted this ballot, so another person must certify it."))
    elif by is not None and by.pk == ballot.opened_by_id:
        found.append(blocker("You opened this ballot, so another person must certify it."))
    return found


@transaction.atomic
def certify_ballot(*, ballot: Ballot, by: Person, now: datetime, note: str = "") -> Ballot:
    """Certifies the count: it is counted once more and must come out the same (VOT-09).

    Raises Refused where `by` may not verify, is the returning officer or counted; Conflict where the figures differ.
    """
    ballot = begin_ballot(ballot, CERTIFY, by=by, now=now)
    problems = certify_problems(ballot, by)
    if problems:
        raise Refused(*problems, status=403)
    again = count_ballot_figures(ballot)
    for question in questions_of(ballot):
        if again[question.pk].to_json() != question.result.figures:
            raise Conflict(f"Question {question.number}: the second count differs from the first. Do not publish it.")
    ballot.state, ballot.certified_at, ballot.certified_by = BallotState.CERTIFIED, now, by
    ballot.certificate_note = note.strip()
    ballot.record(by=by, at=now, why="Certified")
    enter(book=ballot.ccg.book, act="ballot.certified", by=by, now=now, subject=ballot.subject, reason=note)
    return ballot


@transaction.atomic
def publish_ballot(*, ballot: Ballot, by: Person, now: datetime) -> Ballot:
    """Publishes result and tally file and tells every practice. Raises Conflict unless it is certified.

    A constitution version that the members carried is adopted by it (APP-10).
    """
    ballot = begin_ballot(ballot, PUBLISH, by=by, now=now)
    LIFE.require(ballot.state, BallotState.PUBLISHED, what="This ballot")
    text = tally_text(ballot)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    if not PublishedTally.objects.filter(ballot=ballot).exists():
        PublishedTally.objects.create(ballot=ballot, text=text, sha256=sha256, made_at=now, made_by=by)
    ballot.state, ballot.published_at, ballot.published_by = BallotState.PUBLISHED, now, by
    ballot.record(by=by, at=now, why="Published")
    enter(
        book=ballot.ccg.book,
        act="ballot.published",
        by=by,
        now=now,
        subject=ballot.subject,
        facts={
            "tally_sha256": sha256,
            "outcomes": {str(question.number): question.result.outcome for question in questions_of(ballot)},
        },
    )
    adopt_what_carried(ballot, now=now)
    tell_result(ballot, now=now)
    return ballot

"""Challenging a counted ballot, answering the challenge, and declaring a ballot void (F-13)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from ccgs.queries.posts import holders
from ccgs.queries.rights import rights_of
from ccgs.terms import Permission, RoleCode
from cocommission.shared.actions.ledger import enter
from cocommission.shared.actions.outbox import post_message
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.blockers import Blocker
from votes.actions.ballot_adoption import adopt_what_carried, undo_adoptions
from votes.actions.ballot_notices import tell_void
from votes.actions.ballots import begin_ballot
from votes.models import Ballot, RollEntry
from votes.rules.ballot_acts import ANSWER, CHALLENGE, VERIFIER, VOID
from votes.terms.ballots import TRANSITIONS, BallotState

LIFE = TRANSITIONS["Ballot"]


def may_challenge(ballot: Ballot, person: Person, now: datetime) -> bool:
    """Whether `person` may challenge: a representative of a practice on the roll, a verifier, or who runs ballots."""
    rights = rights_of(person, now)
    if any(rights.may(right, ballot.ccg) for right in (Permission.VERIFY_BALLOTS, Permission.RUN_BALLOTS)):
        return True
    mine = [key for kind, key, right in rights.grants if kind == "PRACTICE" and right == Permission.CAST_VOTE]
    return RollEntry.objects.filter(ballot=ballot, practice__in=mine).exists()


def answer_problems(ballot: Ballot, by: Person) -> list[Blocker]:
    """Why `by` cannot decide about the challenge; empty when they can. The page shows the same words."""
    if by.pk not in (ballot.returning_officer_id, ballot.challenged_by_id):
        return []
    words = "You cannot decide this challenge if you are the returning officer or made it. Ask another officer."
    return [Blocker("VOT-09", words, VERIFIER)]


def _needs_a_reason(reason: str, words: str) -> None:
    if not reason.strip():
        raise Refused(words, status=400, field="reason")


@transaction.atomic
def challenge_ballot(*, ballot: Ballot, reason: str, by: Person, now: datetime) -> Ballot:
    """Records a challenge to a counted, certified or published ballot; until it is answered the result is in doubt."""
    if not may_challenge(ballot, by, now):
        raise Refused("Only practices on the roll, verifiers and officers can challenge a ballot.", status=403)
    ballot = begin_ballot(ballot, CHALLENGE, by=by, now=now)
    _needs_a_reason(reason, "Enter what is wrong with the ballot.")
    LIFE.require(ballot.state, BallotState.CHALLENGED, what="This ballot")
    ballot.state_before_challenge, ballot.state = ballot.state, BallotState.CHALLENGED
    ballot.challenged_at, ballot.challenged_by = now, by
    ballot.challenge_reason, ballot.challenge_answer = reason.strip(), ""
    ballot.record(by=by, at=now, why=reason)
    enter(book=ballot.ccg.book, act="ballot.challenged", by=by, now=now, subject=ballot.subject, reason=reason)
    for officer in holders(ballot.ccg, RoleCode.GOVERNANCE_OFFICER, now):
        post_message(
            key=f"ballot:{ballot.pk}:challenged:{now:%Y%m%d%H%M%S}:{officer.pk}",
            to=officer,
            subject=f"Challenged: {ballot.title}"[:200],
            text=f"{by.name} challenges the ballot.\n\n{reason.strip()}\n",
            now=now,
            about=ballot.ccg.book,
            link=ballot.url,
        )
    return ballot


@transaction.atomic
def answer_challenge(*, ballot: Ballot, reason: str, by: Person, now: datetime) -> Ballot:
    """Dismisses a challenge with a published answer, the `reason`; the ballot is again what it was.

    A verifier decides, never who ran it. To uphold a challenge, declare the ballot void.
    """
    ballot = begin_ballot(ballot, ANSWER, by=by, now=now)
    if answer_problems(ballot, by):
        raise Refused(*answer_problems(ballot, by), status=403)
    _needs_a_reason(reason, "Enter the answer. It is published with the ballot.")
    LIFE.require(ballot.state, ballot.state_before_challenge, what="This ballot")
    ballot.state, ballot.challenge_answer = ballot.state_before_challenge, reason.strip()
    ballot.record(by=by, at=now, why=reason)
    enter(book=ballot.ccg.book, act="ballot.challenge_dismissed", by=by, now=now, subject=ballot.subject, reason=reason)
    if ballot.state == BallotState.PUBLISHED:  # other CCGs may have published while it was in doubt
        adopt_what_carried(ballot, now=now)
    return ballot


@transaction.atomic
def void_ballot(*, ballot: Ballot, reason: str, by: Person, now: datetime) -> Ballot:
    """Declares an opened ballot void at any later state; every practice is told why. A re-ballot may follow."""
    ballot = begin_ballot(ballot, VOID, by=by, now=now)
    _needs_a_reason(reason, "Enter why the ballot is void. Every practice will be told.")
    LIFE.require(ballot.state, BallotState.VOID, what="This ballot")
    ballot.state = BallotState.VOID
    ballot.voided_at, ballot.voided_by, ballot.void_reason = now, by, reason.strip()
    ballot.record(by=by, at=now, why=reason)
    enter(book=ballot.ccg.book, act="ballot.voided", by=by, now=now, subject=ballot.subject, reason=reason)
    undo_adoptions(ballot, reason=reason.strip(), by=by, now=now)
    tell_void(ballot, reason=reason.strip(), now=now)
    return ballot

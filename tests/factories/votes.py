"""Ballots for tests, made by the product's own actions."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from ccgs.models import CCG, Constitution
from ccgs.rules.voting import VotingRuleTerms
from ccgs.terms import ConstitutionState, RoleCode
from ccgs.terms.voting import ThresholdBase
from cocommission.shared.models import Person
from cocommission.shared.rules.facts import gather
from tests.factories.ccgs_people import constitution, post
from tests.factories.scenes import scene
from votes.actions.ballot_casting import Receipt, cast_vote
from votes.actions.ballot_counting import certify_ballot, close_ballot, count_ballot, publish_ballot
from votes.actions.ballot_opening import open_ballot
from votes.actions.ballots import draft_ballot, save_question
from votes.models import Ballot, RollEntry
from votes.rules.facts import BallotFacts, QuestionFacts
from votes.terms.ballots import QuestionKind

NO_NOTICE = VotingRuleTerms(
    clause="4.3",
    clause_text="Any question needs more than half of the votes cast.",
    threshold_numerator=1,
    threshold_denominator=2,
    strict=True,
    base=ThresholdBase.CAST_WITHOUT_ABSTENTIONS,
)
TWO_WEEKS = timedelta(days=14)


def rules(ccg: CCG, *terms: VotingRuleTerms) -> Constitution:
    """Another version with other voting rules; name it as the ballot's constitution."""
    return constitution(ccg, ConstitutionState.APPROVED, rules=terms or (NO_NOTICE,))


def proposed(ccg: CCG, text: str = "# New\n\nThe ring-fence of the general practice budget.") -> Constitution:
    """A version that members can be asked about."""
    return constitution(ccg, ConstitutionState.PROPOSED, text=text)


def draft(world: Any, *, now: datetime, by: Person | None = None, **more: Any) -> Ballot:
    """A draft with one question on models B and C; voting begins at the opening and lasts two weeks."""
    fields = {"title": "Delegated commissioning", "closes_at": now + TWO_WEEKS} | more
    questions = fields.pop("questions", ({"kind": QuestionKind.MODEL_CHOICE, "text": "Which model?", "models": "BC"},))
    officer = by or world.officer
    ccg = fields.pop("ccg", world.ccg)
    constitution_ = fields.pop("constitution", None) or rules(ccg)
    ballot = draft_ballot(ccg=ccg, by=officer, now=now, constitution=constitution_, **gather(BallotFacts, fields))
    for question in questions:
        save_question(ballot=ballot, by=officer, now=now, **gather(QuestionFacts, question))
    return ballot


@scene
def opened(world: Any, *, now: datetime, **more: Any) -> Ballot:
    """A ballot that takes votes from now on."""
    ballot = draft(world, now=now, **more)
    return open_ballot(ballot=ballot, by=more.get("by") or world.officer, now=now)


def entry_of(ballot: Ballot, code: str) -> RollEntry:
    """The practice's line on the roll."""
    return RollEntry.objects.select_related("practice", "ballot__ccg").get(ballot=ballot, code=code)


def cast(world: Any, ballot: Ballot, code: str, *choices: str, now: datetime, **more: Any) -> Receipt:
    """Casts the vote of the practice `code`: one option code per question, in order."""
    return cast_vote(
        entry_id=entry_of(ballot, code).pk,
        choices=dict(enumerate(choices, start=1)),
        form_token=more.pop("form_token", None) or uuid4(),
        by=more.pop("by", None) or world.representatives[code],
        now=now,
        **more,
    )


@scene
def cast_all(world: Any, ballot: Ballot, votes: Mapping[str, tuple[str, ...]], *, now: datetime) -> None:
    """Casts for several practices."""
    for code, choices in votes.items():
        cast(world, ballot, code, *choices, now=now)


@scene
def published(
    world: Any, ballot: Ballot, *, now: datetime, by: Person | None = None, verifier: Person | None = None
) -> Ballot:
    """Closed, counted and published by the officer, certified by the Audit Chair, or by the two who are named."""
    officer = by or world.officer
    close_ballot(ballot.pk, now=now)
    count_ballot(ballot=ballot, by=officer, now=now)
    certify_ballot(ballot=ballot, by=verifier or world.audit_chair, now=now)
    return publish_ballot(ballot=ballot, by=officer, now=now)


@scene
def more_practices(world: Any, number: int) -> list[tuple[str, Person]]:
    """Adds practices with a representative each to the world's CCG; gives (code, representative)."""
    from tests.factories.ccgs_people import person
    from tests.factories.world import practice

    made = []
    for index in range(number):
        place = practice(f"G83{index:03}", f"Invented Surgery {index}", 5000 + index, world.ccg, world.release)
        holder = person(f"Robin Invented {index}")
        post(RoleCode.REPRESENTATIVE, place, holder)
        world.representatives[place.code] = holder
        made.append((place.code, holder))
    return made

"""Rounds, announced ballots and applications for tests, in any state up to taken up. Everything is invented."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from ccgs.models import Constitution
from ccgs.terms import ConstitutionState
from models_abc.actions.applications import (
    choose_ballots,
    choose_constitution,
    choose_consultations,
    start_application,
)
from models_abc.actions.evidence import add_document, record_approval, sign_attestation
from models_abc.actions.submission import submit
from models_abc.models import Application, Attestation, Round, Submission
from models_abc.queries.records import on_record
from models_abc.terms import DocumentKind, EvidenceKind
from pccc.models import Committee
from tests.database import replaceable_clock
from tests.factories import committees
from tests.factories.ccgs_people import LONG_AGO, constitution, steward
from tests.factories.consultations import answer, opened
from tests.factories.scenes import scene
from tests.factories.world import World
from votes.models import Ballot, Consultation, Question, Result
from votes.rules.ballot_options import options_for
from votes.rules.ballot_tally import Count, count_question
from votes.terms.ballots import BallotState

WHY = "Made for a test"
NEEDS_C = [kind.value for kind in EvidenceKind if kind not in ("LOCAL_AGREEMENT", "DCO_SIGNATURE")]
COMPUTED = ("COMMITTEE", "REGISTERS")
DOCUMENTS_C = [kind for kind in DocumentKind if kind.value in NEEDS_C and kind.value not in COMPUTED]
HASH = "0" * 64


def file(text: str = "Text of the paper.", name: str = "paper.txt") -> BytesIO:
    """A file as a form hands it over."""
    made = BytesIO(text.encode())
    made.name = name
    return made


@scene
def a_round(now: datetime, *, days: float = 30, **over: Any) -> Round:
    """A round for model C, open for a month, closing `days` after `now`; go-live on 1 April 2016."""
    facts: dict[str, Any] = {
        "slug": f"round-{uuid4().hex[:6]}",
        "name": "Delegated commissioning, round 2",
        "model_sought": "C",
        "opens_at": now - timedelta(days=30),
        "closes_at": now + timedelta(days=days),
        "go_live_on": [date(2016, 4, 1)],
        "required_evidence": NEEDS_C,
        "source": WHY,
    }
    return Round(**facts | over).record(by=steward(), at=LONG_AGO, why=WHY)


@scene
def a_ballot(
    world: World,
    questions: Iterable[tuple[str, dict[str, int], Constitution | None]],
    *,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    models: tuple[str, ...] = ("C",),
    eligible: int = 56,
    state: str = BallotState.PUBLISHED,
) -> Ballot:
    """An opened or announced ballot with these (kind, votes by option, constitution) and no papers behind it.

    Written past the actions: it has the result that the votes give under the rule of the constitution in force.
    """
    closes_at = closes_at or world.now - timedelta(days=3)
    opens_at = opens_at or closes_at - timedelta(days=14)
    number = Ballot.objects.filter(ccg=world.ccg).count() + 1
    ballot = Ballot(
        ccg=world.ccg,
        number=number,
        title=f"Ballot {number}",
        constitution=world.constitution,
        opens_at=opens_at,
        closes_at=closes_at,
        returning_officer=world.officer,
        drafted_at=opens_at,
        drafted_by=world.officer,
    ).record(by=world.officer, at=opens_at, why=WHY)
    rows = []
    for place, (kind, votes, version) in enumerate(questions, start=1):
        options = options_for(kind, models=models)
        rule = world.constitution.rule_for(kind)
        question = Question(
            ballot=ballot,
            number=place,
            kind=kind,
            text=f"Question {place}?",
            options=[option.to_json() for option in options],
            rule=rule.terms.to_json(),
            constitution=version,
            constitution_hash=version.text_hash if version else "",
            constitution_rules_hash=version.rules_hash if version else "",
        ).record(by=world.officer, at=opens_at, why=WHY)
        rows.append((question, options, votes))
    ballot.state, ballot.opened_at, ballot.opened_by = BallotState.OPENED, opens_at, world.officer
    ballot.roll_hash = ballot.questions_hash = ballot.ballot_hash = HASH
    ballot.record(by=world.officer, at=opens_at, why=WHY)
    if state == BallotState.OPENED:
        return ballot
    return announce(world, ballot, rows, eligible)


def announce(world: World, ballot: Ballot, rows: Iterable[Any], eligible: int) -> Ballot:
    """Counts, certifies and publishes: (question, options, votes by option) give the results."""
    after = ballot.closes_at
    ballot.state, ballot.closed_at = BallotState.CLOSED, after
    ballot.record(by=None, at=after, why=WHY)
    for question, options, votes in rows:
        counts = {option.code: Count(votes.get(option.code, 0), votes.get(option.code, 0)) for option in options}
        tally = count_question(rule=question.terms, options=options, eligible=Count(eligible, eligible), votes=counts)
        Result.objects.create(
            question=question,
            figures=tally.to_json(),
            outcome=tally.outcome,
            counted_at=after,
            counted_by=world.officer,
        )
    ballot.state, ballot.counted_at, ballot.counted_by = BallotState.COUNTED, after, world.officer
    ballot.record(by=world.officer, at=after, why=WHY)
    ballot.state, ballot.certified_at, ballot.certified_by = BallotState.CERTIFIED, after, world.lay_member
    ballot.record(by=world.lay_member, at=after, why=WHY)
    ballot.state, ballot.published_at, ballot.published_by = BallotState.PUBLISHED, after, world.officer
    return ballot.record(by=world.officer, at=after, why=WHY)


@scene
def proposed(world: World, text: str = "# Constitution with delegated commissioning") -> Constitution:
    """The version that the members are asked about."""
    return constitution(world.ccg, ConstitutionState.PROPOSED, text=text)


def carried(world: World, version: Constitution | None, **over: Any) -> Ballot:
    """A ballot in which both the model and the constitution change carried."""
    yes = {"FOR": 50, "AGAINST": 3}
    return a_ballot(world, [("MODEL_CHOICE", yes, None), ("CONSTITUTION_CHANGE", yes, version)], **over)


@scene
def answered(world: World) -> Consultation:
    """A consultation of Kent LMC that has closed with a supporting answer."""
    asked_at = world.now - timedelta(days=40)
    with replaceable_clock() as stop_at:
        stop_at(asked_at)
        row = opened(world, now=asked_at)
        stop_at(asked_at + timedelta(days=7))
        answer(row, world.lmc_reviewer, asked_at + timedelta(days=7))
        stop_at(world.now)
    return row


@scene
def started(world: World, **over: Any) -> Application:
    """An application of the world's CCG for model C in an open round, with nothing behind it yet."""
    round_ = over.pop("round", None) or a_round(world.now)
    facts: dict[str, Any] = {
        "ccg": world.ccg,
        "round": round_,
        "model_sought": "C",
        "go_live_on": date(2016, 4, 1),
        "by": world.officer,
        "now": world.now,
    }
    return start_application(**facts | over)


def sign(
    world: World, application: Application, key: str, *, now: datetime | None = None, form_token: UUID | None = None
) -> Attestation:
    """The Accountable Officer or Audit Chair of the world (`key`) signs for what is recorded."""
    now = now or world.now
    return sign_attestation(
        application=application,
        role=key.upper(),
        papers_digest=on_record(fresh(application), now).papers_digest,
        form_token=form_token or uuid4(),
        by=world.people[key],
        now=now,
    )


def fresh(application: Application) -> Application:
    """The row as it stands."""
    return Application.objects.select_related("ccg__region", "round", "constitution").get(pk=application.pk)


@scene
def ready(world: World, *, attested: bool = True, **over: Any) -> Application:
    """An application with everything in place; without `attested` only the two signatures are missing."""
    if not Committee.objects.filter(ccg=world.ccg).exists():
        committees.governed(world)
    application = started(world, **over)
    version = proposed(world)
    now = world.now
    choose_constitution(application=application, constitution=version, by=world.officer, now=now)
    choose_ballots(application=application, ballots=[carried(world, version)], by=world.officer, now=now)
    choose_consultations(application=application, consultations=[answered(world)], by=world.officer, now=now)
    for kind in DOCUMENTS_C:
        add_document(
            application=application,
            kind=kind,
            file=file(f"The {kind.label}.", f"{kind.lower()}.txt"),
            by=world.officer,
            now=now,
        )
    record_approval(
        application=application,
        held_on=date(2015, 9, 28),
        minute_reference="7.1",
        file=file("Minutes.", "minutes.txt"),
        by=world.secretary,
        now=now,
    )
    if attested:
        sign(world, application, "accountable_officer")
        sign(world, application, "audit_chair")
    return fresh(application)


@scene
def sent(world: World, application: Application | None = None, *, now: datetime | None = None) -> Submission:
    """A submitted application."""
    application = application or ready(world)
    return submit(application=application, form_token=uuid4(), by=world.accountable_officer, now=now or world.now)

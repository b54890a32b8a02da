"""What the members decided, for those who ask whether an application may go forward (F-12, VOT-06, VOT-07)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ccgs.models import CCG
from votes.models import Ballot, BallotGroup, HistoricResult
from votes.queries.ballots import questions_of, with_parts
from votes.rules.ballot_tally import all_must_pass
from votes.terms.ballots import BallotPhase, BallotState, QuestionKind, QuestionOutcome

FINAL = (BallotState.CERTIFIED, BallotState.PUBLISHED)


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """One question and what came of it. `outcome` is None until the ballot is counted.

    `models`: the models that a carried answer is a mandate for. `constitution_hash`: the text members voted on;
    `text_changed`: text or voting rules of that version are others today. `group_outcome`: over all CCGs together.
    """

    number: int
    kind: str
    text: str
    outcome: str | None
    models: tuple[str, ...]
    constitution_id: int | None
    constitution_hash: str
    text_changed: bool
    group_outcome: str | None

    @property
    def carried(self) -> bool:
        """Carried here and, where several CCGs were asked together, in every one of them."""
        return self.outcome == QuestionOutcome.CARRIED and self.group_outcome in (None, QuestionOutcome.CARRIED)


@dataclass(frozen=True, slots=True)
class BallotOutcome:
    """One ballot as evidence. `final`: certified and neither challenged nor void."""

    ballot_id: int
    number: int
    title: str
    url: str
    phase: str
    opens_at: datetime | None
    closes_at: datetime | None
    certified_at: datetime | None
    published_at: datetime | None
    final: bool
    challenged: bool
    void: bool
    in_group: bool
    group_decided: bool
    questions: tuple[AnsweredQuestion, ...]

    def question_for_model(self, model: str) -> AnsweredQuestion | None:
        """The model question that offered `model` (A, B or C), or a carried one that is a mandate for it."""
        for question in self.questions:
            if question.kind == QuestionKind.MODEL_CHOICE and (model in question.models or not question.models):
                return question
        return None

    def question_for_constitution(self, constitution_id: int | None = None) -> AnsweredQuestion | None:
        """The question on a constitution change, of that version where one is named."""
        for question in self.questions:
            if question.kind == QuestionKind.CONSTITUTION_CHANGE and constitution_id in (
                None,
                question.constitution_id,
            ):
                return question
        return None


def _outcomes_of(ballot: Ballot) -> dict[int, str | None]:
    """Outcome by question number; None where it is not counted, or was voided."""
    valid = ballot.state in (BallotState.COUNTED, *FINAL)
    return {
        question.number: question.result.outcome if valid and hasattr(question, "result") else None
        for question in questions_of(ballot)
    }


def standing_ballots(group: BallotGroup) -> list[Ballot]:
    """The ballots of the group that count: a re-ballot that was opened takes the place of the ballot it repeats.

    One that is only drafted, or void, leaves the first in its place.
    """
    ballots = list(with_parts(Ballot.objects.filter(group=group)))
    all_of_them = {ballot.pk for ballot in ballots}
    again = [ballot for ballot in ballots if ballot.re_ballot_of_id in all_of_them]
    idle = {ballot.pk for ballot in again if ballot.state in (BallotState.DRAFT, BallotState.VOID)}
    replaced = {ballot.re_ballot_of_id for ballot in again if ballot.pk not in idle}
    return [ballot for ballot in ballots if ballot.pk not in replaced | idle]


def group_outcomes(group: BallotGroup) -> dict[int, str | None]:
    """Outcome of each question number over all CCGs of the group: carried only where each carried (VOT-07).

    None until every CCG has published: a result that one of them only counted is nobody else's to know, and may fail
    to be certified.
    """
    each = [
        _outcomes_of(ballot) if ballot.state == BallotState.PUBLISHED else dict.fromkeys(_outcomes_of(ballot))
        for ballot in standing_ballots(group)
    ]
    numbers = sorted({number for outcomes in each for number in outcomes})
    return {number: all_must_pass([outcomes.get(number) for outcomes in each]) for number in numbers}


def ballot_outcome(ballot: Ballot, *, now: datetime) -> BallotOutcome:
    """What `ballot` says at `now`. Outcomes appear once it is counted; they bind once it is `final`."""
    outcomes = _outcomes_of(ballot)
    together = group_outcomes(ballot.group) if ballot.group else {}
    questions = []
    for question in questions_of(ballot):
        outcome = outcomes[question.number]
        models = [option for option in question.choices if option.models]
        if outcome is not None:
            leading = question.result.tally.leading
            models = [option for option in models if option.code == leading]
        questions.append(
            AnsweredQuestion(
                number=question.number,
                kind=question.kind,
                text=question.text,
                outcome=outcome,
                models=tuple(sorted({model for option in models for model in option.models})),
                constitution_id=question.constitution_id,
                constitution_hash=question.constitution_hash,
                text_changed=question.version_changed,
                group_outcome=together.get(question.number) if ballot.group else None,
            )
        )
    return BallotOutcome(
        ballot_id=ballot.pk,
        number=ballot.number,
        title=ballot.title,
        url=ballot.url,
        phase=str(ballot.phase(now)),
        opens_at=ballot.opens_at,
        closes_at=ballot.closes_at,
        certified_at=ballot.certified_at,
        published_at=ballot.published_at,
        final=ballot.state in FINAL,
        challenged=ballot.state == BallotState.CHALLENGED,
        void=ballot.state == BallotState.VOID,
        in_group=ballot.group_id is not None,
        group_decided=bool(together) and None not in together.values(),
        questions=tuple(questions),
    )


def ballot_outcomes(ccg: CCG, *, now: datetime) -> list[BallotOutcome]:
    """Every opened ballot of `ccg` as evidence, latest first."""
    found = with_parts(Ballot.objects.filter(ccg=ccg).exclude(state=BallotState.DRAFT)).order_by("-number")
    return [ballot_outcome(ballot, now=now) for ballot in found]


def mandate_for(ccg: CCG, *, model_sought: str, at: datetime) -> BallotOutcome | None:
    """The latest ballot of `ccg`, not void, that asked about `model_sought` (A, B or C); None where none did."""
    for outcome in ballot_outcomes(ccg, now=at):
        if outcome.void:
            continue
        offered = [q for q in outcome.questions if q.kind == QuestionKind.MODEL_CHOICE]
        if any(model_sought in question.models or question.outcome is not None for question in offered):
            return outcome
    return None


def historic_results(ccg: CCG) -> list[HistoricResult]:
    """Results known only as published elsewhere: shown, marked, never counted as computed."""
    return list(HistoricResult.objects.filter(ccg=ccg))


def is_open_for_votes(outcome: BallotOutcome) -> bool:
    """Whether members can still vote, or will be able to."""
    return outcome.phase in (BallotPhase.NOTICE, BallotPhase.VOTING)

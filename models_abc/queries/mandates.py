"""Ballots of the members as the readiness rule sees them: each question apart, and only what is announced (VOT-09)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Prefetch, Q

from ccgs.models import CCG
from ccgs.queries.constitutions import in_force_head
from ccgs.terms import Decides
from cocommission.shared.clock import london
from cocommission.shared.pages import url_to
from cocommission.shared.rules.shares import share
from models_abc.models import MandateBallot, SubjectToVote
from models_abc.rules.readiness.evidence import BallotFact, QuestionFact
from models_abc.terms import EvidenceKind
from votes.models import AssistedEntry, Ballot, HistoricResult, Question, VotingPaper
from votes.queries.mandates import group_outcomes
from votes.terms.ballots import AssistedMethod, BallotState, HistoricOutcome, QuestionKind, QuestionOutcome

_DECIDING = (QuestionKind.MODEL_CHOICE, QuestionKind.CONSTITUTION_CHANGE)
_VOTED_ON = (HistoricOutcome.CARRIED, HistoricOutcome.LOST, HistoricOutcome.INQUORATE)


def ballots_that_decide(ccg: Any, at: datetime) -> list[Ballot]:
    """The ballots of a CCG on a model or the constitution that were opened by `at` and are not void, oldest first."""
    found = Ballot.objects.filter(ccg=ccg, opened_at__lte=at, questions__kind__in=_DECIDING)
    return list(found.exclude(state=BallotState.VOID).select_related("ccg").distinct().order_by("opened_at", "pk"))


def vote_held_since(application: Any, at: datetime) -> list[Ballot]:
    """Ballots that decide, closed on or after the first day of the application's vote plan, and not linked to it."""
    plan = SubjectToVote.objects.filter(application=application, recorded_at__lte=at).order_by("-pk").first()
    if plan is None:
        return []
    linked = set(
        MandateBallot.objects.filter(application=application, unlinked_at__isnull=True).values_list("ballot", flat=True)
    )
    return [
        ballot
        for ballot in ballots_that_decide(application.ccg, at)
        if ballot.pk not in linked and ballot.closes_at and london(ballot.closes_at).date() >= plan.votes_from_on
    ]


def vote_notice(ccg: CCG, at: datetime) -> dict[str, int]:
    """The days of notice that the constitution in force at `at` requires before a vote on the model (MANDATE) and on
    the constitution (CONSTITUTION), as far as it has a voting rule for them (VOT-05). Two queries at most.
    """
    version = in_force_head(ccg, at)
    found = {
        EvidenceKind.MANDATE: version and version.rule_for(Decides.MODEL_CHOICE),
        EvidenceKind.CONSTITUTION: version and version.rule_for(Decides.CONSTITUTION_CHANGE),
    }
    return {str(kind): rule.notice_days for kind, rule in found.items() if rule}


def _together(outcome: str, group: str | None, *, grouped: bool) -> str:
    """Several CCGs asked together: a Yes here counts only once every one of them has said Yes (VOT-07)."""
    return outcome if not grouped or outcome != QuestionOutcome.CARRIED else str(group or "")


def _question_fact(
    question: Question, at: datetime, *, counted: bool, grouped: bool, together: dict[int, str | None]
) -> QuestionFact:
    result = getattr(question, "result", None) if counted else None
    if result is None or result.counted_at > at:
        return QuestionFact(
            question.number,
            question.text,
            question.kind,
            text_hash=question.constitution_hash,
            rules_hash=question.constitution_rules_hash,
        )
    tally = result.tally
    leading = next((option for option, _ in tally.options if option.code == tally.leading), None)
    line = tally.line_that_counts
    return QuestionFact(
        number=question.number,
        text=question.text,
        kind=question.kind,
        outcome=_together(str(result.outcome), together.get(question.number), grouped=grouped),
        supports=tuple(leading.models) if leading is not None else (),
        text_hash=question.constitution_hash,
        rules_hash=question.constitution_rules_hash,
        figures=share(line.numerator, line.denominator) if line.denominator else "no votes",
    )


def _in_meetings_only() -> Q:
    """Ballots in which every paper was entered for a vote given at a meeting (APP-07)."""
    given = AssistedEntry.objects.filter(roll_entry__ballot=OuterRef("pk"), method=AssistedMethod.MEETING)
    by_sign_in = VotingPaper.objects.filter(roll_entry__ballot=OuterRef("pk"), assisted_by__isnull=True)
    return Q(Exists(given)) & ~Q(Exists(by_sign_in))


def ballot_facts(ballots: Iterable[Any], at: datetime) -> tuple[BallotFact, ...]:
    """These ballots as they stood at `at`. An outcome counts once the ballot is certified and published."""
    ids = [ballot.pk for ballot in ballots]
    if not ids:
        return ()
    rows = list(
        Ballot.objects.filter(pk__in=ids)
        .annotate(meeting_only=ExpressionWrapper(_in_meetings_only(), output_field=BooleanField()))
        .select_related("ccg", "group")
        .prefetch_related(Prefetch("questions", Question.objects.select_related("result")))
        .order_by("closes_at", "pk")
    )
    grouped = {row.group for row in rows if row.group}
    together: dict[int | None, dict[int, str | None]] = {group.pk: group_outcomes(group) for group in grouped}
    found = []
    for row in rows:
        announced = (
            row.state != BallotState.CHALLENGED
            and row.certified_at is not None
            and row.published_at is not None
            and row.published_at <= at
        )
        found.append(
            BallotFact(
                title=f"Ballot {row.number}",
                url=row.url,
                closes_at=row.closes_at,
                closed=row.closes_at is not None and row.closes_at <= at,
                announced=announced,
                void=row.voided_at is not None and row.voided_at <= at,
                meeting_only=row.meeting_only,
                questions=tuple(
                    _question_fact(
                        question,
                        at,
                        counted=announced,
                        grouped=row.group_id is not None,
                        together=together.get(row.group_id, {}),
                    )
                    for question in sorted(row.questions.all(), key=lambda one: one.number)
                    if question.kind in _DECIDING
                ),
            )
        )
    return tuple(found)


def published_elsewhere(ccg: Any, at: datetime, *, model_sought: str) -> tuple[BallotFact, ...]:
    """Results of votes known only as published. They say how members voted; the text is bound to no hash."""
    rows = HistoricResult.objects.filter(ccg=ccg, noted_at__lte=at, kind__in=_DECIDING, outcome__in=_VOTED_ON)
    return tuple(
        BallotFact(
            title=f"Vote of {row.held_on:%Y-%m-%d}",
            url=url_to("ballots", ccg),
            closed=True,
            announced=True,
            as_published=True,
            questions=(
                QuestionFact(
                    1,
                    row.question,
                    row.kind,
                    str(row.outcome),
                    (model_sought,) if row.kind == QuestionKind.MODEL_CHOICE else (),
                    "",
                    ", ".join(text for text in (row.support_text, row.turnout_text) if text),
                ),
            ),
        )
        for row in rows
    )

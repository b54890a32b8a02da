"""What is missing before a ballot can open: facts and `now` in, reasons out (VOT-01 to VOT-12)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from ccgs.rules.voting import VotingRuleTerms
from ccgs.rules.wording import times
from ccgs.terms.voting import BallotMode, WeightKind
from cocommission.shared.clock import LONDON, day
from cocommission.shared.rules.blockers import WARNS, Blocker
from votes.rules.ballot_options import Option, problems
from votes.rules.ballot_roll_checks import Voter, blocker, roll_blockers, weight_blockers
from votes.terms.ballots import BallotState, QuestionKind

SHORTEST_WINDOW_DAYS = 10


@dataclass(frozen=True, slots=True)
class DraftQuestion:
    """A question of the draft. `text_changed`: text or voting rules of the bound version are not what they were."""

    number: int
    kind: str
    text: str
    options: Sequence[Option]
    rule: VotingRuleTerms | None
    constitution_bound: bool = False
    constitution_usable: bool = True
    text_changed: bool = False


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """What is known of a draft when the officer asks to open it."""

    state: str
    title: str
    questions: Sequence[DraftQuestion]
    voters: Sequence[Voter]
    opens_at: datetime | None
    closes_at: datetime | None
    mode: str
    constitution_bound: bool
    verifiers_other_than_officer: int
    unrepresented_reason: str = ""
    is_re_ballot: bool = False
    what_changed: str = ""


def notice_days_needed(questions: Sequence[DraftQuestion]) -> int:
    """The longest notice that any of the questions' rules asks for, in days."""
    return max((question.rule.notice_days for question in questions if question.rule), default=0)


def notice_days_given(now: datetime, opens_at: datetime) -> int:
    """Whole calendar days in London between the day of the notice and the day on which voting begins."""
    return (opens_at.astimezone(LONDON).date() - now.astimezone(LONDON).date()).days


def opening_blockers(facts: DraftFacts, *, now: datetime) -> list[Blocker]:
    """Every reason why the draft cannot open (level B) and everything to think about first (level W)."""
    return [
        *_draft(facts),
        *_times(facts, now),
        *_questions(facts),
        *roll_blockers(facts.voters, facts.unrepresented_reason),
        *weight_blockers(facts.voters, [question.rule for question in facts.questions if question.rule]),
    ]


def _draft(facts: DraftFacts) -> Iterator[Blocker]:
    if facts.state != BallotState.DRAFT:
        yield blocker("VOT-08", "This ballot has been opened already. Load the page again to see its current state.")
    if not facts.title.strip():
        yield blocker("VOT-06", "Enter the ballot a title.", field="title")
    if not facts.constitution_bound:
        yield blocker(
            "VOT-05",
            "Choose the constitution version whose voting rule the ballot follows.",
            field="constitution",
        )
    if facts.mode == BallotMode.SECRET:
        yield blocker(
            "VOT-13",
            "You cannot open a secret ballot in this service yet. "
            "Use a rule with a recorded ballot, or hold the secret ballot elsewhere and record its published result.",
        )
    if not facts.verifiers_other_than_officer:
        yield blocker(
            "VOT-09",
            "There is nobody to certify the result. Appoint an Audit Chair, lay member or LMC reviewer who is "
            "not the returning officer.",
            level=WARNS,
        )
    if facts.is_re_ballot and not facts.what_changed.strip():
        yield blocker("VOT-10", "Enter what changed since the first ballot.", field="what_changed", level=WARNS)


def _times(facts: DraftFacts, now: datetime) -> Iterator[Blocker]:
    if facts.closes_at is None:
        yield blocker("VOT-12", "Set when voting closes.", field="closes_at")
        return
    starts = facts.opens_at or now
    if facts.opens_at is not None and facts.opens_at < now:
        yield blocker(
            "VOT-12",
            "The start of voting has passed. Enter a later one, or leave it empty to start at once.",
            field="opens_at",
        )
    if facts.closes_at <= max(starts, now):
        yield blocker("VOT-12", "Voting must close after it has begun, and not in the past.", field="closes_at")
        return
    needed, given = notice_days_needed(facts.questions), notice_days_given(now, starts)
    begins = "today" if given <= 0 else f"in {times(given, 'day')}"
    if given < needed:
        yield blocker(
            "VOT-05",
            f"The notice is too short: the constitution asks for {times(needed, 'day')}, and voting would begin "
            f"{begins}. Let voting begin later.",
            field="opens_at",
        )
    window = notice_days_given(starts, facts.closes_at)
    if window < SHORTEST_WINDOW_DAYS:
        yield blocker(
            "VOT-12",
            f"Practices would have {times(window, 'day')} to vote (until {day(facts.closes_at)}). Fewer than "
            f"{SHORTEST_WINDOW_DAYS} days is short: partners need time to agree their practice's vote.",
            field="closes_at",
            level=WARNS,
        )


def _questions(facts: DraftFacts) -> Iterator[Blocker]:
    if not facts.questions:
        yield blocker("VOT-06", "Add at least one question.", field="questions")
    for question in facts.questions:
        which, field = f"Question {question.number}", f"question-{question.number}"
        if not question.text.strip():
            yield blocker("VOT-06", f"{which} has no text.", field=field)
        for problem in problems(question.options, question.kind):
            yield blocker("VOT-06", f"{which}: {problem}", field=field)
        yield from _rule(question, which, facts.mode)
        if question.kind == QuestionKind.CONSTITUTION_CHANGE:
            yield from _bound_text(question, which, field)


def _rule(question: DraftQuestion, which: str, mode: str) -> Iterator[Blocker]:
    rule, field = question.rule, f"question-{question.number}"
    if rule is None:
        yield blocker(
            "VOT-05",
            f"{which}: the constitution has no voting rule for this kind of question. Record the rule with the "
            "constitution version.",
            field=field,
        )
        return
    if not rule.has_threshold:
        yield blocker(
            "VOT-05",
            f"{which}: the voting rule does not state a threshold and what it is a share of. Add both, so that "
            f"the result can be worked out.",
            field=field,
        )
        return
    numerator, denominator = rule.threshold_numerator or 0, rule.threshold_denominator or 1
    if not 0 < numerator <= denominator or (rule.strict and numerator == denominator):
        yield blocker("VOT-05", f"{which}: the threshold can never be met as it is written.", field=field)
    elif 2 * numerator < denominator:
        yield blocker(
            "VOT-05",
            f"{which}: the threshold is below half. The question could be carried with more votes against than "
            f"in favour.",
            field=field,
            level=WARNS,
        )
    if rule.mode != mode:
        yield blocker(
            "VOT-05",
            f"{which}: its voting rule needs the other kind of ballot (recorded or secret).",
            field=field,
        )
    if rule.weight_kind == WeightKind.PER_PATIENTS and not (rule.weight_number and rule.weight_rounding):
        yield blocker(
            "VOT-03",
            f"{which}: the voting rule gives votes per number of patients but not the number or the rounding.",
            field=field,
        )


def _bound_text(question: DraftQuestion, which: str, field: str) -> Iterator[Blocker]:
    if not question.constitution_bound:
        yield blocker("VOT-06", f"{which}: choose the constitution version that members vote on.", field=field)
    elif not question.constitution_usable:
        yield blocker(
            "VOT-06",
            f"{which}: the constitution version is not proposed to the members, so its text can still change. "
            "Propose it first.",
            field=field,
        )
    elif question.text_changed:
        yield blocker(
            "VOT-01",
            f"{which}: the constitution's text or voting rules were edited after it was bound to this question. "
            "Look at the change and bind the version again.",
            field=field,
        )

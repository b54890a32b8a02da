"""When each step of an application was or has to be taken, counted back from the deadline.

The days for a vote are those of VOT-12 and the notice of VOT-05, for the LMC those of LMC-02; the deadline is that of
APP-01. To count back in working days is local policy of this service.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from cocommission.shared.clock import LONDON, clock_time, day, london, moment
from cocommission.shared.rules.working_days import is_working_day
from models_abc.rules.readiness import Requirement, in_until
from models_abc.rules.readiness.evidence import Evidence, RoundFact
from models_abc.rules.rounds import round_state
from models_abc.terms import EvidenceKind
from votes.rules.ballot_checks import SHORTEST_WINDOW_DAYS as VOTE_DAYS
from votes.rules.consultations import SHORTEST_WINDOW_DAYS as LMC_DAYS

DONE, TO_DO, PASSED = "Done", "Not done yet", "Not done, and the last safe day has passed"
PLANNED, IN_PROGRESS = "Planned", "In progress"
_VOTES = (EvidenceKind.MANDATE, EvidenceKind.CONSTITUTION)
_PAPERS = (
    EvidenceKind.FINANCE_TEMPLATE,
    EvidenceKind.DCO_SIGNATURE,
    EvidenceKind.IMPLEMENTATION_PLAN,
    EvidenceKind.LOCAL_AGREEMENT,
)


@dataclass(frozen=True, slots=True)
class TimelineStep:
    """One step: a moment (`at`), a window (`begins`, `at`), or nothing yet; `words` says when, `state` whether done.

    `last_safe_on` is the last day on which to begin, where the step is still to be done.
    """

    title: str
    words: str = ""
    at: datetime | None = None
    begins: datetime | None = None
    state: str = ""
    last_safe_on: date | None = None
    is_deadline: bool = False


def last_safe_day(deadline: datetime, days: int) -> date:
    """The last working day that leaves `days` days for a step before the day of the deadline."""
    on = london(deadline).date() - timedelta(days=1 + days)
    while not is_working_day(on):
        on -= timedelta(days=1)
    return on


def start_of(on: date) -> datetime:
    """The first moment of a day in England."""
    return datetime.combine(on, time(), LONDON)


def notice_needed(evidence: Evidence, requirements: Iterable[Requirement], notice_days: Mapping[str, int]) -> int:
    """The longest notice, in days, of the votes that the round asks for and that are still to be held (VOT-05)."""
    unmet = {one.id for one in requirements if not one.met}
    return max((notice_days.get(kind, 0) for kind in _VOTES if kind in unmet and evidence.needs(kind)), default=0)


def timeline(
    evidence: Evidence, requirements: Sequence[Requirement], now: datetime, *, notice_days: Mapping[str, int]
) -> tuple[TimelineStep, ...]:
    """The steps in their usual order; none where no round was chosen.

    `notice_days`: the days of notice that the CCG's constitution requires for a vote on the model (MANDATE) and on the
    constitution (CONSTITUTION).
    """
    round_ = evidence.round
    if round_ is None:
        return ()
    deadline = in_until(evidence, now) or round_.closes_at
    unmet = {one.id for one in requirements if not one.met}
    steps = [_round_window(round_, now)]
    vote_days = VOTE_DAYS + notice_needed(evidence, requirements, notice_days)
    for title, kinds, (words, at, begins), days in (
        ("Members’ vote", _VOTES, _vote(evidence), vote_days),
        ("LMC consultation", (EvidenceKind.CONSULTATION,), _consultation(evidence), LMC_DAYS),
        ("Governing body", (EvidenceKind.GOVERNING_BODY,), _approval(evidence), 0),
        ("Documents", _PAPERS, _documents(evidence), 0),
        ("Signatures", (EvidenceKind.ACCOUNTABLE_OFFICER, EvidenceKind.AUDIT_CHAIR), _signatures(evidence), 0),
    ):
        if not any(evidence.needs(kind) for kind in kinds):
            continue
        is_open = evidence.submitted_at is None and any(str(kind.value) in unmet for kind in kinds)
        if is_open and at is not None and now < at < deadline:
            state = PLANNED if begins is not None and now < begins else IN_PROGRESS
            steps.append(TimelineStep(title, words, at, begins, state))
            continue
        safe = last_safe_day(deadline, days) if is_open else None
        steps.append(TimelineStep(title, words, at, begins, _state(safe, now), safe))
    return (*steps, _submission(evidence, deadline, now), *_go_live(evidence, now))


def _state(last_safe_on: date | None, now: datetime) -> str:
    if last_safe_on is None:
        return DONE
    return TO_DO if london(now).date() <= last_safe_on else PASSED


def _round_window(round_: RoundFact, now: datetime) -> TimelineStep:
    words = f"{day(round_.opens_at)} to {day(round_.closes_at)}"
    state = round_state(opens_at=round_.opens_at, closes_at=round_.closes_at, now=now).label
    return TimelineStep("Round open", words, round_.closes_at, round_.opens_at, str(state))


_When = tuple[str, datetime | None, datetime | None]
_NOT_YET: _When = ("", None, None)


def _vote(evidence: Evidence) -> _When:
    plan = evidence.vote_plan
    closing = [one.closes_at for one in evidence.ballots if one.closes_at and not one.void]
    if closing:
        return f"closes {day(max(closing))}", max(closing), None
    if plan:
        begins, ends = start_of(plan.votes_from), start_of(plan.votes_until)
        return f"{day(plan.votes_from)} to {day(plan.votes_until)}", ends, begins
    return _NOT_YET


def _consultation(evidence: Evidence) -> _When:
    closing = [one.closes_at for one in evidence.consultations]
    return (f"closes {day(max(closing))}", max(closing), None) if closing else _NOT_YET


def _approval(evidence: Evidence) -> _When:
    held = evidence.approval
    return (f"met {day(held.held_on)}", start_of(held.held_on), None) if held else _NOT_YET


def _documents(evidence: Evidence) -> _When:
    added = [one.uploaded_at for one in evidence.documents]
    return (f"last added {day(max(added))}", max(added), None) if added else _NOT_YET


def _signatures(evidence: Evidence) -> _When:
    signed = [one.signed_at for one in evidence.attestations if one.withdrawn_at is None]
    return (f"last signed {day(max(signed))}", max(signed), None) if signed else _NOT_YET


def _submission(evidence: Evidence, deadline: datetime, now: datetime) -> TimelineStep:
    sent = evidence.submitted_at
    if sent is not None:
        return TimelineStep("Submission", moment(sent), sent, state=DONE)
    safe = last_safe_day(deadline, 0)
    words = f"by {clock_time(deadline)} on {day(deadline)}"
    return TimelineStep("Submission", words, deadline, None, _state(safe, now), safe, is_deadline=True)


def _go_live(evidence: Evidence, now: datetime) -> tuple[TimelineStep, ...]:
    if evidence.go_live_on is None:
        return ()
    begins = start_of(evidence.go_live_on)
    state = DONE if evidence.state == "LIVE" and begins <= now else TO_DO
    return (TimelineStep("Go-live", day(evidence.go_live_on), begins, state=state),)

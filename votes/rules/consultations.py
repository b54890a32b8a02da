"""Rules of LMC consultations (LMC-01 to LMC-05): plain Python, facts in, reasons out."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from cocommission.shared.clock import LONDON
from cocommission.shared.rules.blockers import Blocker, Rule
from cocommission.shared.rules.working_days import is_working_day, working_days_between
from votes.terms.consultations import CHASER_DAYS, OPINIONS_THAT_NEED_A_REPLY, ConsultationKind, ConsultationState

BMA = "BMA guidance to member practices and LMCs, November 2016"
LMC_01 = Rule(
    "LMC-01",
    "A consultation has papers, an opening and a closing time, and an LMC for each practice area.",
    "I",
    "Inferred from the " + BMA + ", key point 4: consult the LMC well in advance",
    "B",
)
LMC_02 = Rule(
    "LMC-02",
    "A window shorter than 14 days is warned about: 'well in advance' has no number in any source.",
    "I",
    "Inferred from the " + BMA + ", key point 4",
    "W",
)
LMC_03 = Rule(
    "LMC-03",
    "Only the LMC answers: nobody who holds an office of the CCG, or who wrote the proposal, may answer for it.",
    "C",
    "Londonwide LMCs on dual roles, reported by Pulse; inferred",
    "B",
)
LMC_04 = Rule(
    "LMC-04",
    "An objection, a condition or a No to proper consultation needs a written reply of the CCG before it submits.",
    "I",
    "Inferred: no source gives the LMC a veto, every source wants it involved",
    "B",
)
LMC_05 = Rule(
    "LMC-05",
    "No answer is recorded as no response, never as consent. It is escalated once.",
    "I",
    "Inferred from the " + BMA + ", key point 4",
    "D",
)
RULES = (LMC_01, LMC_02, LMC_03, LMC_04, LMC_05)

SHORTEST_WINDOW_DAYS = 14
OFFICER = "Governance officer"


@dataclass(frozen=True)
class Window:
    """How long the LMC has: calendar days begun and working days of England, from opening to close."""

    calendar_days: int
    working_days: int
    closes_on_working_day: bool

    @property
    def short(self) -> bool:
        """Shorter than 14 calendar days (LMC-02)."""
        return self.calendar_days < SHORTEST_WINDOW_DAYS


def window(opens_at: datetime, closes_at: datetime) -> Window:
    """Measure the window between two aware moments by London dates: the day of opening does not count."""
    first, last = opens_at.astimezone(LONDON).date(), closes_at.astimezone(LONDON).date()
    if last < first:
        return Window(0, 0, is_working_day(last))
    return Window((last - first).days, working_days_between(first, last), is_working_day(last))


def version_hash(text_hash: str, rules_hash: str) -> str:
    """What binds a constitution version: the hash of its text, and that of its voting rules where it has any."""
    return f"{text_hash} {rules_hash}".strip()


def papers_digest(papers: Iterable[tuple[int, str]], constitution_hash: str) -> str:
    """SHA-256 over the numbered papers and the constitution behind them: what an answer is bound to.

    `papers` are (number, SHA-256 or `version_hash`) of the papers as they stand; `constitution_hash` is the
    `version_hash` of the version that is asked about, "" where none is.
    """
    lines = [f"{number} {sha256}" for number, sha256 in sorted(papers)]
    return hashlib.sha256("\n".join([*lines, f"constitution {constitution_hash}"]).encode()).hexdigest()


def state_at(stored: str, closes_at: datetime | None, now: datetime) -> str:
    """State that people see: an open consultation is closed from its closing time, whether or not a sweep ran."""
    if stored == ConsultationState.OPEN and closes_at is not None and now >= closes_at:
        return ConsultationState.CLOSED
    return stored


@dataclass(frozen=True)
class OpeningEvidence:
    """What is known of a draft when the officer asks to open it."""

    state: str
    kind: str
    question: str
    papers: int
    closes_at: datetime | None
    lmc_covers_ccg: bool
    reviewers_free: int
    reviewers_barred: tuple[str, ...] = ()
    other_lmcs: tuple[str, ...] = ()
    constitution_bound: bool = False
    constitution_has_text: bool = False
    constitution_usable: bool = True


def _b(rule: Rule, missing: str, *, who: str = OFFICER, field: str = "", level: str = "B") -> Blocker:
    return Blocker(rule=rule.id, missing=missing, who=who, source=rule.source, level=level, field=field)


def _opening_facts(evidence: OpeningEvidence) -> Iterable[Blocker]:
    if evidence.state != ConsultationState.DRAFT:
        yield _b(LMC_01, "You can open a consultation only once. Draft a further consultation instead.")
    if not evidence.question.strip():
        yield _b(LMC_01, "Enter what the LMC is asked.", field="question")
    if evidence.papers == 0:
        yield _b(LMC_01, "Add at least one paper for the LMC to answer on.", field="papers")
    if not evidence.lmc_covers_ccg:
        yield _b(
            LMC_01,
            "This LMC does not cover the CCG's area today. Choose the LMC that does, or have the area recorded.",
            who="National data steward",
            field="lmc",
        )
    if evidence.kind == ConsultationKind.CONSTITUTION_CHANGE and not evidence.constitution_bound:
        yield _b(LMC_01, "Choose the constitution version that the LMC is asked about.", field="constitution")
    if evidence.constitution_bound and not evidence.constitution_has_text:
        yield _b(LMC_01, "The constitution version has no text yet. Write or upload it.", field="constitution")
    if evidence.constitution_bound and not evidence.constitution_usable:
        yield _b(LMC_01, "The constitution version is superseded. Choose a current one.", field="constitution")


def _opening_people(evidence: OpeningEvidence) -> Iterable[Blocker]:
    if evidence.reviewers_free == 0:
        yield _b(
            LMC_03,
            "Nobody can answer for this LMC. It needs a reviewer who holds no office of the CCG and did not "
            "write the proposal.",
            who="National data steward",
        )
    for name in evidence.reviewers_barred:
        yield _b(
            LMC_03,
            f"{name} reviews for the LMC but holds an office of the CCG or wrote the proposal, and cannot answer.",
            who="LMC",
            level="W",
        )
    for name in evidence.other_lmcs:
        yield _b(
            LMC_01,
            f"{name} also covers practices of this CCG and has no open or finished consultation of this kind.",
            level="W",
        )


def _opening_window(evidence: OpeningEvidence, now: datetime) -> Iterable[Blocker]:
    if evidence.closes_at is None:
        yield _b(LMC_01, "Set the closing date and time.", field="closes_at")
        return
    if evidence.closes_at <= now:
        yield _b(LMC_01, "The closing time has passed. Set a later one.", field="closes_at")
        return
    span = window(now, evidence.closes_at)
    if span.short:
        yield _b(
            LMC_02,
            f"The LMC would have {span.calendar_days} days ({span.working_days} working days). "
            f"Give at least {SHORTEST_WINDOW_DAYS} days, or explain why it is urgent.",
            field="closes_at",
            level="W",
        )
    if not span.closes_on_working_day:
        yield _b(LMC_02, "It closes on a weekend or bank holiday.", field="closes_at", level="W")


def opening_blockers(evidence: OpeningEvidence, *, now: datetime) -> list[Blocker]:
    """What is missing before the draft can open (level B), and what to think about (level W): LMC-01 to LMC-03."""
    return [*_opening_facts(evidence), *_opening_people(evidence), *_opening_window(evidence, now)]


@dataclass(frozen=True)
class Answerer:
    """Who wants to answer, at this moment."""

    reviews_for_lmc: bool
    offices_in_ccg: tuple[str, ...] = ()
    wrote_it: bool = False


def answer_blockers(answerer: Answerer, *, state: str) -> list[Blocker]:
    """Why this person cannot answer a consultation in this state, as people see it (LMC-03). Empty: they can.

    A closed consultation can still be answered; the answer is then recorded as late and changes no outcome.
    """
    found = []
    if state == ConsultationState.DRAFT:
        found.append(_b(LMC_01, "The consultation is not open yet."))
    if state == ConsultationState.WITHDRAWN:
        found.append(_b(LMC_01, "The consultation was withdrawn."))
    if not answerer.reviews_for_lmc:
        found.append(_b(LMC_03, "Only a reviewer of this LMC can answer for it.", who="LMC reviewer"))
    if answerer.offices_in_ccg:
        held = " and ".join(answerer.offices_in_ccg)
        found.append(
            _b(
                LMC_03,
                f"You hold an office of the CCG that asks ({held}). Another reviewer of the LMC must answer.",
                who="LMC reviewer",
            )
        )
    if answerer.wrote_it:
        found.append(_b(LMC_03, "You wrote this proposal. Another reviewer must answer.", who="LMC reviewer"))
    return found


def opinion_needs_text(opinion: str) -> bool:
    """Conditions and objections say what they are (LMC-04)."""
    return opinion in OPINIONS_THAT_NEED_A_REPLY


def reply_needed(opinion: str | None, *, improper: bool, replied: bool) -> bool:
    """Whether the CCG still owes the LMC a reply (LMC-04). `opinion` is None where there is no answer.

    `improper`: the LMC says that it was not consulted properly, which is an objection whatever its opinion.
    """
    return (improper or opinion in OPINIONS_THAT_NEED_A_REPLY) and not replied


def is_stale(answered_on: str | None, current: str) -> bool:
    """Whether papers, or the constitution's text or voting rules, changed since; both are `papers_digest` values."""
    return answered_on is not None and answered_on != current


def chaser_due(opened_at: datetime, closes_at: datetime, now: datetime) -> int | None:
    """Which reminder of the ladder is due now, as days before the close; None where none is.

    Only the nearest one: after an outage that slept through three reminders, one is sent, the latest. A step that
    would have fallen before the opening is none: the invitation has just said the same.
    """
    if now >= closes_at:
        return None
    due = [days for days in CHASER_DAYS if opened_at < closes_at - timedelta(days=days) <= now]
    return min(due, default=None)

"""Where a round stands and what a good round needs (F-21; APP-01, ROU-01 to ROU-05)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from cocommission.shared.clock import day, london, moment
from cocommission.shared.rules.blockers import WARNS, Blocker
from models_abc.rules.catalogue.rounds import ROUND_RULES
from models_abc.terms import CoCommissioningModel, EvidenceKind, RoundPurpose, RoundState
from models_abc.terms.rounds import REMINDER_DAYS

_SOURCE = {rule.id: rule.source for rule in ROUND_RULES}
OFFICER = "NHS England regional officer"

EVIDENCE_FOR_B = (
    EvidenceKind.MANDATE,
    EvidenceKind.CONSTITUTION,
    EvidenceKind.CONSULTATION,
    EvidenceKind.GOVERNING_BODY,
    EvidenceKind.COMMITTEE,
    EvidenceKind.LOCAL_AGREEMENT,
)
EVIDENCE_FOR_C = (
    EvidenceKind.MANDATE,
    EvidenceKind.CONSTITUTION,
    EvidenceKind.CONSULTATION,
    EvidenceKind.GOVERNING_BODY,
    EvidenceKind.ACCOUNTABLE_OFFICER,
    EvidenceKind.AUDIT_CHAIR,
    EvidenceKind.FINANCE_TEMPLATE,
    EvidenceKind.IMPLEMENTATION_PLAN,
    EvidenceKind.COMMITTEE,
    EvidenceKind.REGISTERS,
)
RESERVED = ("new", "load-calendar")
"""Short names that would hide a round behind a page of the list of rounds."""
USUAL_EVIDENCE: dict[str, tuple[EvidenceKind, ...]] = {
    CoCommissioningModel.B: EVIDENCE_FOR_B,
    CoCommissioningModel.C: EVIDENCE_FOR_C,
}
"""What a round for a model asks for unless its officer chooses otherwise; model A needs nothing (APP-14)."""


@dataclass(frozen=True, slots=True)
class RoundFacts:
    """A round as the rules see it; times are aware."""

    name: str
    purpose: str
    model_sought: str
    opens_at: datetime
    closes_at: datetime
    go_live_on: Sequence[date] = field(default_factory=tuple)
    required_evidence: Sequence[str] = field(default_factory=tuple)
    source: str = ""


def round_state(*, opens_at: datetime, closes_at: datetime, now: datetime) -> RoundState:
    """PLANNED, OPEN or CLOSED at `now`. The closing moment itself is too late (APP-01): at 12:00:00 it is over."""
    if now < opens_at:
        return RoundState.PLANNED
    return RoundState.OPEN if now < closes_at else RoundState.CLOSED


def _blocker(rule: str, missing: str, field: str, level: str = "B") -> Blocker:
    return Blocker(rule=rule, missing=missing, who=OFFICER, source=_SOURCE[rule], field=field, level=level)


def round_blockers(facts: RoundFacts) -> list[Blocker]:
    """What is wrong with a round as it would be stored; warnings included."""
    found = []
    if facts.purpose == RoundPurpose.INTEREST and facts.model_sought:
        found.append(
            _blocker("ROU-02", "Leave the model empty. Expressions of interest can name any model.", "model_sought")
        )
    if facts.purpose != RoundPurpose.INTEREST and facts.model_sought not in (
        CoCommissioningModel.B,
        CoCommissioningModel.C,
    ):
        found.append(
            _blocker(
                "ROU-02", "Choose model B or model C. Model A needs no application, so it has no round.", "model_sought"
            )
        )
    if facts.closes_at <= facts.opens_at:
        found.append(_blocker("ROU-01", "The round must close after it opens.", "closes_at"))
    if facts.purpose != RoundPurpose.INTEREST:
        if not facts.go_live_on:
            found.append(_blocker("ROU-01", "Enter at least one day on which CCGs can go live.", "go_live_on"))
        elif min(facts.go_live_on) < london(facts.closes_at).date() and facts.purpose == RoundPurpose.NATIONAL:
            found.append(
                _blocker(
                    "ROU-01", "CCGs cannot go live before the round closes. Change the go-live days.", "go_live_on"
                )
            )
        if not facts.required_evidence:
            found.append(_blocker("ROU-05", "Choose the evidence that an application must bring.", "required_evidence"))
    if not facts.source.strip():
        found.append(_blocker("ROU-05", "Enter the guidance or letter that sets these dates.", "source"))
    if (facts.closes_at - facts.opens_at).days < max(REMINDER_DAYS) and facts.closes_at > facts.opens_at:
        found.append(
            _blocker(
                "ROU-05",
                f"The round is open for under {max(REMINDER_DAYS)} days: the first reminder (APP-02) will not go out.",
                "closes_at",
                WARNS,
            )
        )
    return found


def change_blockers(*, old: RoundFacts, new: RoundFacts, why: str, now: datetime) -> list[Blocker]:
    """What stands against changing a round from `old` to `new` at `now` (ROU-03, ROU-04), warnings left out."""
    state = round_state(opens_at=old.opens_at, closes_at=old.closes_at, now=now)
    found = [blocker for blocker in round_blockers(new) if blocker.level != WARNS]
    if state == RoundState.CLOSED:
        return [_blocker("ROU-04", f"This round closed on {moment(old.closes_at)}. You cannot change it.", "")]
    if state == RoundState.OPEN:
        if new.opens_at != old.opens_at:
            found.append(_blocker("ROU-03", "The round is open. You cannot change its opening time.", "opens_at"))
        if new.closes_at < old.closes_at:
            found.append(
                _blocker(
                    "ROU-03",
                    f"CCGs rely on {moment(old.closes_at)}. You can make an open round close later, not earlier.",
                    "closes_at",
                )
            )
        if new.model_sought != old.model_sought or new.purpose != old.purpose:
            found.append(
                _blocker("ROU-03", "The round is open. You cannot change its purpose or model.", "model_sought")
            )
        if set(new.required_evidence) - set(old.required_evidence):
            found.append(
                _blocker(
                    "ROU-03",
                    "The round is open. You can remove evidence but not add it.",
                    "required_evidence",
                )
            )
        gone = sorted(set(old.go_live_on) - set(new.go_live_on))
        if gone:
            listed = ", ".join(day(on) for on in gone)
            found.append(
                _blocker(
                    "ROU-03",
                    f"CCGs prepare for {listed}. You can add days to go live to an open round, but not remove them.",
                    "go_live_on",
                )
            )
        if not why.strip():
            found.append(_blocker("ROU-03", "Enter why the round is changed. CCGs will be told the reason.", "why"))
    return found


def interest_blockers(*, opens_at: datetime, closes_at: datetime, now: datetime) -> list[Blocker]:
    """Expressions of interest are taken while the round is open."""
    state = round_state(opens_at=opens_at, closes_at=closes_at, now=now)
    if state == RoundState.OPEN:
        return []
    when = f"opens on {moment(opens_at)}" if state == RoundState.PLANNED else f"closed on {moment(closes_at)}"
    return [_blocker("ROU-04", f"The round {when}, so you cannot express an interest now.", "")]


def reminder_days_due(*, opens_at: datetime, closes_at: datetime, now: datetime) -> list[int]:
    """The rung of the reminder ladder (APP-02) that is due at `now`: the nearest one passed, or none.

    After an outage only the latest rung is due, so that nobody gets three reminders at once.
    """
    if round_state(opens_at=opens_at, closes_at=closes_at, now=now) != RoundState.OPEN:
        return []
    left = (london(closes_at).date() - london(now).date()).days
    passed = [days for days in REMINDER_DAYS if left <= days]
    return passed[-1:] if passed else []

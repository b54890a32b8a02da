"""The two gates: in by the deadline (APP-01), and nothing open on the day the model is taken up."""

from datetime import datetime

from cocommission.shared.clock import LONDON, day, moment
from cocommission.shared.rules.names import in_sentence
from models_abc.rules.readiness.committees import committee_at_go_live, conflicts_at_go_live
from models_abc.rules.readiness.evidence import Evidence
from models_abc.rules.readiness.proof import Asks, ProofLine, Requirement, parent
from models_abc.rules.readiness.votes_known import votes_are_in
from models_abc.terms import ApplicationState, CoCommissioningModel, DecisionOutcome, EvidenceKind, Stage

OFFICER = "Governance officer"
REGION = "NHS England regional officer"

STARTED_ASKS = Asks("started", "The application is started", ("APP-06",), OFFICER, "start")
IN_TIME_ASKS = Asks(
    "round.in_time", "The application is in by the closing date and time", ("APP-01",), REGION, "submit"
)
TAKES_ASKS = Asks("round.takes", "The round takes applications for this model", ("APP-13",), OFFICER, "start")
START_ASKS = Asks("round.go_live", "The day to start is one the round lists", ("APP-13",), OFFICER, "start-day")
DECISION_ASKS = Asks(
    "go_live.decision", "NHS England approved the application", ("APP-11",), REGION, "decision", Stage.GO_LIVE
)
VOTED_ASKS = Asks("go_live.vote", "The members' vote is over", ("APP-06",), OFFICER, "subject-to-vote", Stage.GO_LIVE)
STANDS_ASKS = Asks(
    "go_live.mandate",
    "The members' mandate is still valid",
    ("APP-06", "APP-10"),
    OFFICER,
    "mandate",
    Stage.GO_LIVE,
)
APPROVED_TEXT_ASKS = Asks(
    "go_live.constitution",
    "NHS England approved the constitution",
    ("APP-10", "CON-02"),
    REGION,
    "constitution",
    Stage.GO_LIVE,
)
AGREEMENT_ASKS = Asks(
    "go_live.agreement",
    "The Delegation Agreement is signed",
    ("APP-12",),
    "Accountable Officer and NHS England regional officer",
    "decision",
    Stage.GO_LIVE,
)
DAY_ASKS = Asks("go_live.day", "The go-live day has come", ("APP-13",), OFFICER, "decision", Stage.GO_LIVE)
HELD_ASKS = Asks(
    "go_live.held", "The CCG does not hold this model already", ("APP-16",), OFFICER, "start", Stage.GO_LIVE
)

_APPROVED = (DecisionOutcome.APPROVED, DecisionOutcome.APPROVED_WITH_CONDITIONS)


def is_late(submitted_at: datetime, closes_at: datetime) -> bool:
    """APP-01: to the second. 11:59:59 before a midday close is in time, 12:00:00 is late."""
    return submitted_at >= closes_at


def in_until(evidence: Evidence, now: datetime) -> datetime | None:
    """Until when the application may still come in: the round's close, then the end of a late permission, then None."""
    round_, late = evidence.round, evidence.late
    if round_ is None:
        return None
    if not is_late(now, round_.closes_at):
        return round_.closes_at
    return late.until if late is not None and late.decided_at <= now < late.until else None


def in_round(evidence: Evidence, now: datetime) -> Requirement:
    """Open, in time or late with permission; takes the model; lists the go-live day."""
    children = [_in_time(evidence, now), _takes(evidence), _start_day(evidence)]
    return parent(
        "round",
        "The round is open for this application",
        ("APP-01",),
        stage=Stage.SUBMIT,
        page="submit",
        children=children,
    )


def _in_time(evidence: Evidence, now: datetime) -> Requirement:
    round_ = evidence.round
    if round_ is None:
        return IN_TIME_ASKS.missing("No round is chosen. Choose the round in which you apply.")
    at = evidence.submitted_at or now
    line = ProofLine(f"{round_.title} closes on {moment(round_.closes_at)}", round_.url)
    if at < round_.opens_at:
        return IN_TIME_ASKS.waiting(f"{round_.title} opens on {moment(round_.opens_at)}.", line)
    if not is_late(at, round_.closes_at):
        return IN_TIME_ASKS.met(line)
    late = evidence.late
    if late is not None and in_until(evidence, at) is not None:
        return IN_TIME_ASKS.warning(
            f"Late: the round closed on {moment(round_.closes_at)}. {late.by} allowed it until {moment(late.until)} "
            f"because: {late.reason}",
            line,
        )
    if late is not None and at >= late.until:
        return IN_TIME_ASKS.missing(
            f"The round closed on {moment(round_.closes_at)}, and the late permission ended on {moment(late.until)}.",
            line,
        )
    return IN_TIME_ASKS.missing(
        f"The round closed on {moment(round_.closes_at)}. Ask the regional team to allow a late application, or "
        f"apply in the next round.",
        line,
    )


def _takes(evidence: Evidence) -> Requirement:
    round_ = evidence.round
    if round_ is None or evidence.model_sought in round_.takes:
        return TAKES_ASKS.met()
    return TAKES_ASKS.missing(
        f"{round_.title} does not take applications for model {evidence.model_sought}. Model B is agreed locally with "
        "the regional team; for model C choose a later round."
    )


def _start_day(evidence: Evidence) -> Requirement:
    round_ = evidence.round
    if round_ is None or evidence.go_live_on is None:
        return START_ASKS.missing("No day to start is chosen. Choose one of the days the round lists.")
    if evidence.go_live_on not in round_.go_live_dates:
        listed = ", ".join(day(on) for on in round_.go_live_dates)
        return START_ASKS.missing(f"{day(evidence.go_live_on)} is not a listed start. Listed: {listed}.")
    return START_ASKS.met(ProofLine(f"Start on {day(evidence.go_live_on)}"))


def go_live(evidence: Evidence, now: datetime) -> list[Requirement]:
    """What still has to be true at the minute the model is taken up (APP-10 to APP-12, PCC-01, CON-02)."""
    found = [_decision(evidence)]
    found += [
        Asks(
            f"condition.{c.number}",
            f"Condition {c.number} is met: {c.text}",
            ("APP-11",),
            OFFICER,
            "decision",
            Stage.GO_LIVE,
        ).met()
        if c.met
        else Asks(
            f"condition.{c.number}",
            f"Condition {c.number} is met: {c.text}",
            ("APP-11",),
            OFFICER,
            "decision",
            Stage.GO_LIVE,
        ).missing(f"Condition {c.number} is not met: {c.text}")
        for c in evidence.conditions
    ]
    if evidence.state == ApplicationState.SUBMITTED_SUBJECT_TO_VOTE:
        found.append(VOTED_ASKS.waiting("The application is subject to a vote that has no result yet."))
    found += [
        _mandate_stands(evidence, now),
        _approved_text(evidence, now),
        _agreement(evidence, now),
        committee_at_go_live(evidence),
        conflicts_at_go_live(evidence),
        _start_reached(evidence, now),
    ]
    if evidence.model_held == evidence.model_sought and evidence.state != ApplicationState.LIVE:
        found.append(HELD_ASKS.missing(f"The CCG holds model {evidence.model_sought} already."))
    return found


def _decision(evidence: Evidence) -> Requirement:
    if evidence.decision in _APPROVED:
        return DECISION_ASKS.met(ProofLine(DecisionOutcome(evidence.decision).label))
    if evidence.decision:
        return DECISION_ASKS.missing(f"The decision was: {in_sentence(DecisionOutcome(evidence.decision).label)}.")
    return DECISION_ASKS.waiting("NHS England has not decided yet.")


def _mandate_stands(evidence: Evidence, now: datetime) -> Requirement:
    """A ballot that was challenged or declared void after the submission carries nothing any more."""
    if not evidence.needs(EvidenceKind.MANDATE) and not evidence.needs(EvidenceKind.CONSTITUTION):
        return STANDS_ASKS.not_needed()
    if votes_are_in(evidence, now=now):
        return STANDS_ASKS.met()
    return STANDS_ASKS.missing(
        "The members' mandate or their approval of the constitution is not valid. A ballot has no published "
        "yes, was challenged or is void, or the text has changed since."
    )


def _approved_text(evidence: Evidence, now: datetime) -> Requirement:
    if not evidence.needs(EvidenceKind.CONSTITUTION):
        return APPROVED_TEXT_ASKS.not_needed()
    version = evidence.constitution
    if version is None or version.nhs_england_approved_on is None:
        title = version.title if version else "The constitution"
        return APPROVED_TEXT_ASKS.waiting(
            f"{title} is not approved by NHS England. Without that approval the change has no effect."
        )
    if version.nhs_england_approved_on > now.astimezone(LONDON).date():
        return APPROVED_TEXT_ASKS.waiting(
            f"NHS England's approval takes effect on {day(version.nhs_england_approved_on)}."
        )
    return APPROVED_TEXT_ASKS.met(
        ProofLine(f"{version.title}, approved on {day(version.nhs_england_approved_on)}", version.url)
    )


def _agreement(evidence: Evidence, now: datetime) -> Requirement:
    if evidence.model_sought != CoCommissioningModel.C:
        return AGREEMENT_ASKS.not_needed("Only delegation needs a Delegation Agreement.")
    signed = evidence.agreement_signed_on
    if signed is None or signed > now.astimezone(LONDON).date():
        asks = AGREEMENT_ASKS.missing if evidence.decision in _APPROVED else AGREEMENT_ASKS.cannot_start
        return asks("The Delegation Agreement is not signed by both sides.")
    return AGREEMENT_ASKS.met(ProofLine(f"Signed on {day(signed)}"))


def _start_reached(evidence: Evidence, now: datetime) -> Requirement:
    if evidence.go_live_on is None:
        return DAY_ASKS.missing("No day to start is chosen.")
    if now.astimezone(LONDON).date() < evidence.go_live_on:
        return DAY_ASKS.waiting(f"The model is taken up on {day(evidence.go_live_on)}.")
    return DAY_ASKS.met(ProofLine(day(evidence.go_live_on)))

"""NHS England's regional team reviews, decides, sets conditions and says when they are met (F-24)."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction

from ccgs.queries.posts import posts_of
from cocommission.shared.actions.documents import store_document
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.blockers import Blocker
from cocommission.shared.rules.names import in_sentence
from models_abc.actions.shared import (
    TRANSITIONS,
    begin_application,
    begin_review,
    ccg_people,
    move,
    note,
    region_people,
    tell,
)
from models_abc.models import Application, Condition, Decision, DelegationAgreement
from models_abc.readiness import evidence_of
from models_abc.rules import application_acts as acts
from models_abc.rules import readiness as rule
from models_abc.rules.catalogue import source_of
from models_abc.terms import ApplicationState, AttestationRole, CoCommissioningModel, DecisionOutcome

APPROVALS = (DecisionOutcome.APPROVED, DecisionOutcome.APPROVED_WITH_CONDITIONS)
_APPROVAL_RESTS_ON = ("MANDATE", "CONSTITUTION", *AttestationRole.values, "attestations.two_people")


@transaction.atomic
def start_review(*, application: Application, by: Person, now: datetime) -> Application:
    """The region takes the application up."""
    row = begin_review(application, acts.REVIEW, by=by, now=now)
    move(row, ApplicationState.UNDER_REVIEW)
    row.review_started_at, row.review_started_by = now, by
    row.record(by=by, at=now, why="Review started")
    note(row, "application.review_started", by=by, now=now, region_too=True)
    return row


def decision_blockers(row: Application, outcome: str, reasons: str, conditions: Sequence[Any]) -> list[Blocker]:
    """Why this decision cannot be made: reasons in writing (CON-04), conditions with an approval that has them."""
    who, found = "NHS England regional officer", []
    if not reasons.strip():
        found.append(
            Blocker(
                "CON-04",
                "Enter the reasons. They are published.",
                who,
                "NHS Act 2006; Bevan Brittan",
                field="reasons",
            )
        )
    if outcome == DecisionOutcome.APPROVED_WITH_CONDITIONS and not conditions:
        found.append(
            Blocker(
                "APP-11",
                "Enter at least one condition, or approve without conditions.",
                who,
                source_of("APP-11"),
                field="conditions",
            )
        )
    if outcome != DecisionOutcome.APPROVED_WITH_CONDITIONS and conditions:
        found.append(
            Blocker(
                "APP-11",
                "Conditions belong to an approval with conditions.",
                who,
                source_of("APP-11"),
                field="conditions",
            )
        )
    if outcome != DecisionOutcome.REFUSED and row.state == ApplicationState.SUBMITTED_SUBJECT_TO_VOTE:
        found.append(
            Blocker(
                "APP-06",
                "The members have not voted yet. If they vote no, the application is withdrawn automatically. "
                "Decide after the result is published. Until then you can only refuse it.",
                who,
                source_of("APP-06"),
                field="outcome",
            )
        )
    return found


def _no_longer_in_place(row: Application, outcome: str, now: datetime) -> list[Blocker]:
    """What the submission rested on and no longer stands: a signature taken back, a ballot challenged or void."""
    if outcome not in APPROVALS or row.state == ApplicationState.SUBMITTED_SUBJECT_TO_VOTE:
        return []
    tree = rule.requirements(evidence_of(row, now), now=now)
    leaves = [leaf for top in tree if top.id in _APPROVAL_RESTS_ON for leaf in top.leaves()]
    return [leaf.as_blocker() for leaf in leaves if not leaf.met]


def approval_blockers(row: Application, now: datetime) -> list[Blocker]:
    """Why the application cannot be approved at `now`, whatever the reasons: shown before the region decides."""
    outcome = DecisionOutcome.APPROVED
    return [*decision_blockers(row, outcome, "given", ()), *_no_longer_in_place(row, outcome, now)]


@transaction.atomic
def decide(
    *,
    application: Application,
    outcome: str,
    reasons: str,
    conditions: Sequence[tuple[str, date | None]] = (),
    by: Person,
    now: datetime,
) -> Decision:
    """Approves, approves with conditions, defers or refuses, with reasons (CON-04, APP-11).

    `conditions` are (text, due day or None). Raises Refused with every reason why not.
    """
    row = begin_review(application, acts.DECIDE, by=by, now=now)
    outcome = DecisionOutcome(outcome)
    wanted = [(text.strip(), due) for text, due in conditions if text.strip()]
    stops = [*decision_blockers(row, outcome, reasons, wanted), *_no_longer_in_place(row, outcome, now)]
    if stops:
        raise Refused(*stops)
    TRANSITIONS.require(row.state, outcome, what="The application")
    decision = Decision.objects.create(
        application=row,
        outcome=outcome,
        reasons=reasons.strip(),
        decided_at=now,
        decided_by=by,
        decided_by_name=by.name,
    )
    for number, (text, due_on) in enumerate(wanted, start=1):
        Condition(decision=decision, number=number, text=text, due_on=due_on).record(by=by, at=now, why="Condition set")
    move(row, outcome)
    row.record(by=by, at=now, why=f"{outcome.label}: {reasons.strip()}"[:500])
    facts = {"outcome": outcome, "conditions": [text for text, _ in wanted]}
    note(row, "application.decided", by=by, now=now, reason=reasons.strip(), facts=facts, region_too=True)
    listed = "".join(f"\n{number}. {text}" for number, (text, _) in enumerate(wanted, start=1))
    tell(
        row,
        ccg_people(row, now),
        key=f"decided-{decision.pk}",
        subject=f"Decision on the application of {row.ccg.name}: {in_sentence(outcome.label)}",
        text=f"{by.name} decided for NHS England: {in_sentence(outcome.label)}.\n\nReasons: {reasons.strip()}"
        + (f"\n\nConditions:{listed}" if listed else ""),
        now=now,
    )
    return decision


def _not_met(condition: Condition) -> Condition:
    """The locked condition of a locked application; Conflict where it is met already."""
    current = Condition.objects.select_for_update(no_key=True).get(pk=condition.pk)
    if current.met_at is not None:
        raise Conflict(f"Condition {current.number} is met already.")
    return current


@transaction.atomic
def offer_condition(*, condition: Condition, evidence: str, file: Any, by: Person, now: datetime) -> Condition:
    """The CCG says what it has done about a condition, with a document if there is one; the region is told."""
    row = begin_application(condition.decision.application, acts.CONDITION, by=by, now=now)
    current = _not_met(condition)
    if not evidence.strip():
        raise Refused("Enter what has been done.", status=400, field="evidence")
    current.evidence, current.offered_at, current.offered_by = evidence.strip(), now, by
    if file is not None:
        current.document = store_document(file, by=by, now=now)
    current.record(by=by, at=now, why="Evidence offered")
    note(row, "application.condition_evidence", by=by, now=now, facts={"condition": current.number})
    tell(
        row,
        region_people(row, now),
        key=f"condition-{current.pk}-{now.isoformat()}",
        now=now,
        subject=f"{row.ccg.name}: evidence for condition {current.number}",
        text=f"{row.ccg.name} says of condition {current.number}: {evidence.strip()}",
    )
    return current


@transaction.atomic
def meet_condition(*, condition: Condition, reason: str, by: Person, now: datetime) -> Condition:
    """The region holds a condition met, and says why (APP-11)."""
    row = begin_review(condition.decision.application, acts.CONDITION_MET, by=by, now=now)
    current = _not_met(condition)
    if not reason.strip():
        raise Refused("Enter why the condition is met.", status=400, field="reason")
    current.met_at, current.met_by, current.met_reason = now, by, reason.strip()
    current.record(by=by, at=now, why=reason.strip())
    note(
        row,
        "application.condition_met",
        by=by,
        now=now,
        reason=reason.strip(),
        facts={"condition": current.number},
        region_too=True,
    )
    tell(
        row,
        ccg_people(row, now),
        key=f"condition-met-{current.pk}",
        now=now,
        subject=f"{row.ccg.name}: condition {current.number} is met",
        text=f"{by.name} holds condition {current.number} met: {reason.strip()}",
    )
    return current


@transaction.atomic
def issue_agreement(*, application: Application, file: Any, by: Person, now: datetime) -> DelegationAgreement:
    """The region issues the Delegation Agreement for signature (APP-12); once only, for an approved application."""
    row = begin_review(application, acts.AGREEMENT, by=by, now=now)
    if row.model_sought != CoCommissioningModel.C:
        raise Refused("Only delegation needs a Delegation Agreement.")
    if DelegationAgreement.objects.filter(application=row).exists():
        raise Conflict("The Delegation Agreement was issued already.")
    agreement = DelegationAgreement(
        application=row, document=store_document(file, by=by, now=now), issued_at=now, issued_by=by
    ).record(by=by, at=now, why="Issued")
    note(row, "agreement.issued", by=by, now=now, facts={"sha256": agreement.document.sha256}, region_too=True)
    tell(
        row,
        ccg_people(row, now),
        key="agreement-issued",
        now=now,
        subject=f"{row.ccg.name}: the Delegation Agreement is ready to be signed",
        text="The Accountable Officer signs for the CCG, a regional officer for NHS England.",
    )
    return agreement


@transaction.atomic
def sign_agreement(*, application: Application, by: Person, now: datetime) -> DelegationAgreement:
    """Signs for the side that `by` stands for: Accountable Officer for the CCG, else regional officer (APP-12)."""
    at_ccg = any(post.ccg_id == application.ccg_id for post in posts_of(by, now))
    begins, act = (begin_application, acts.SIGN_AGREEMENT) if at_ccg else (begin_review, acts.SIGN_AGREEMENT_HERE)
    row = begins(application, act, by=by, now=now)
    agreement = DelegationAgreement.objects.select_for_update(no_key=True).filter(application=row).first()
    if agreement is None:
        raise Conflict("The region has not issued the Delegation Agreement yet.")
    side = "ccg_signed" if at_ccg else "nhs_england_signed"
    if getattr(agreement, f"{side}_at") is not None:
        raise Conflict("This side has signed already.")
    setattr(agreement, f"{side}_at", now)
    setattr(agreement, f"{side}_by", by)
    agreement.record(by=by, at=now, why="Signed")
    note(row, "agreement.signed", by=by, now=now, facts={"for": "CCG" if at_ccg else "NHS England"}, region_too=True)
    return agreement

"""Gathers the facts of all apps about one application, as at a moment."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from ccgs.models import CCG, Constitution
from ccgs.queries.constitutions import versions
from ccgs.terms import ChecklistItem, ConstitutionState
from cocommission.shared.clock import london
from cocommission.shared.pages import url_to
from models_abc.models import Application, Round
from models_abc.models.decision import both_signed_on
from models_abc.queries.mandates import ballot_facts, ballots_that_decide, published_elsewhere, vote_held_since
from models_abc.queries.records import OnRecord, on_record
from models_abc.readiness.committees import committee_fact, conflicts_fact, facts_at, held_in
from models_abc.rules.readiness.evidence import (
    ApprovalFact,
    AttestationFact,
    ConditionFact,
    ConstitutionFact,
    ConsultationFact,
    DocumentFact,
    Evidence,
    LateDecisionFact,
    RoundFact,
    VotePlanFact,
)
from models_abc.terms import ApplicationState, DecisionOutcome
from votes.queries.consultation_rows import rows_of
from votes.queries.consultations import consultations_for


def round_fact(round_: Round, model_sought: str) -> RoundFact:
    """The round as the rule sees it, with what it needs for `model_sought`."""
    return RoundFact(
        title=round_.name,
        url=round_.url,
        opens_at=round_.opens_at,
        closes_at=round_.closes_at,
        takes=round_.takes,
        go_live_dates=tuple(round_.go_live_on),
        needs=frozenset(round_.evidence_for(model_sought)),
    )


def constitution_fact(version: Constitution | None) -> ConstitutionFact | None:
    """The version as the rule sees it; days in England."""
    if version is None:
        return None
    return ConstitutionFact(
        title=f"Constitution version {version.number}",
        url=version.url,
        text_hash=version.text_hash,
        rules_hash=version.rules_hash,
        contents_missing=tuple(
            str(item.label) for item in ChecklistItem if not str((version.checklist or {}).get(item.value, "")).strip()
        ),
        adopted_on=london(version.adopted_at).date() if version.adopted_at else None,
        nhs_england_approved_on=london(version.approved_at).date() if version.approved_at else None,
    )


def _consultation_fact(fact: Any) -> ConsultationFact:
    """`fact` is one of `votes.queries.consultations` or `consultation_rows`."""
    improper = fact.consulted_properly is False
    return ConsultationFact(
        lmc=fact.lmc_name,
        url=fact.url,
        closes_at=fact.closes_at,
        closed=fact.closed,
        answer="" if not fact.answered else ("NO" if improper else "YES"),
        opinion=fact.opinion or "",
        stale=fact.stale or (fact.no_response and fact.changed_since_opening),
        reply_needed=fact.reply_needed or (improper and not fact.replied),
        reply_given=fact.replied,
    )


def _latest_of_each_lmc(found: Iterable[Any]) -> tuple[ConsultationFact, ...]:
    latest = {fact.lmc_name: fact for fact in sorted(found, key=lambda one: one.closes_at)}
    return tuple(_consultation_fact(fact) for fact in latest.values())


def _attestation_facts(record: OnRecord, application: Application) -> tuple[AttestationFact, ...]:
    digest = record.papers_digest
    return tuple(
        AttestationFact(
            role=row.role,
            person=row.person_id,
            name=row.person_name,
            signed_at=row.signed_at,
            url=url_to("application-attestations", application),
            withdrawn_at=row.withdrawn_at if row.withdrawn_at is not None and row.withdrawn_at <= record.at else None,
            in_post_when_signed=row.in_post,
            in_post_at_check=row.in_post_at_check,
            papers_changed=row.papers_digest != digest,
        )
        for row in record.attestations
    )


def evidence_of(application: Application, now: datetime, *, past: bool = False) -> Evidence:
    """All facts of an application as they stand at `now`; with `past`, rows that change are read from their history."""
    record = on_record(application, now, past=past)
    row, ccg = record.row, application.ccg
    sent = record.submission
    at_the_ccg = facts_at(ccg, now)
    decided = record.decision
    if decided is None or decided.outcome not in (DecisionOutcome.APPROVED, DecisionOutcome.APPROVED_WITH_CONDITIONS):
        conditions: list[Any] = []
    else:
        conditions = decided.conditions
    consultations = rows_of([one.pk for one in record.consultations], now) if record.consultations else []
    return Evidence(
        ccg=ccg.code,
        model_sought=row.model_sought,
        round=round_fact(application.round, row.model_sought),
        state=row.state,
        go_live_on=row.go_live_on,
        submitted_at=sent.submitted_at if sent else None,
        late=_late_fact(record),
        vote_plan=_plan_fact(record),
        ballots=ballot_facts(_ballots(record), now),
        constitution=constitution_fact(record.constitution),
        lmcs=tuple(lmc.name for lmc in at_the_ccg["lmcs"]),
        consultations=tuple(map(_consultation_fact, consultations)),
        consultation_waived_because=record.waiver,
        approval=_approval_fact(record, application),
        attestations=_attestation_facts(record, application),
        documents=tuple(
            DocumentFact(
                d.kind,
                d.document.name,
                d.document.sha256,
                d.added_at,
                url_to("application-document", application, pk=d.pk),
            )
            for d in record.documents
        ),
        committee=committee_fact(ccg, row.model_sought, row.go_live_on, now),
        conflicts=conflicts_fact(ccg, row.go_live_on, now, at_the_ccg),
        decision=decided.outcome if decided else "",
        conditions=tuple(ConditionFact(c.number, c.text, c.met_at is not None and c.met_at <= now) for c in conditions),
        agreement_signed_on=_signed_on(record),
        model_held=held_in(at_the_ccg),
    )


def _signed_on(record: OnRecord) -> date | None:
    signed = record.agreement
    return both_signed_on(signed.ccg_signed_at, signed.nhs_england_signed_at) if signed else None


def _ballots(record: OnRecord) -> list[Any]:
    """The linked ballots and, while the application is subject to a vote, that vote whether linked or not."""
    waits = record.row.state == ApplicationState.SUBMITTED_SUBJECT_TO_VOTE
    return [*record.ballots, *(vote_held_since(record.row, record.at) if waits else [])]


def _late_fact(record: OnRecord) -> LateDecisionFact | None:
    late = record.late
    return LateDecisionFact(late.reason, late.decided_by_name, late.decided_at, late.until_at) if late else None


def _plan_fact(record: OnRecord) -> VotePlanFact | None:
    plan = record.vote_plan
    return VotePlanFact(plan.votes_from_on, plan.votes_until_on, plan.result_by_on) if plan else None


def _approval_fact(record: OnRecord, application: Application) -> ApprovalFact | None:
    row = record.approval
    if row is None:
        return None
    return ApprovalFact(
        held_on=row.held_on,
        minute_reference=row.minute_reference,
        document=row.document.name,
        url=url_to("application-governing-body", application),
        papers_changed=row.papers_digest != record.documents_digest,
    )


def evidence_for(ccg: CCG, round_: Round | None, model_sought: str, now: datetime) -> Evidence:
    """What a CCG has in hand although it has not started an application: its ballots, constitution, consultations."""
    ballots, at_the_ccg = ballots_that_decide(ccg, now), facts_at(ccg, now)
    candidates = [
        version
        for version in versions(ccg).filter(drafted_at__lte=now)
        if version.state_at(now) not in (ConstitutionState.IN_FORCE, ConstitutionState.SUPERSEDED)
    ]
    return Evidence(
        ccg=ccg.code,
        model_sought=model_sought,
        round=round_fact(round_, model_sought) if round_ else None,
        go_live_on=round_.first_go_live_on if round_ else None,
        ballots=ballot_facts(ballots, now) + published_elsewhere(ccg, now, model_sought=model_sought),
        constitution=constitution_fact(candidates[0] if candidates else None),
        lmcs=tuple(lmc.name for lmc in at_the_ccg["lmcs"]),
        consultations=_latest_of_each_lmc(consultations_for(ccg, None, now)),
        committee=committee_fact(ccg, model_sought, round_.first_go_live_on if round_ else None, now),
        conflicts=conflicts_fact(ccg, round_.first_go_live_on if round_ else None, now, at_the_ccg),
        model_held=held_in(at_the_ccg),
    )

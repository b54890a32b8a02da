"""Gathers the facts of all apps about one application, as at a moment."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ccgs.models import CCG, Constitution, Post
from ccgs.queries.constitutions import versions
from ccgs.queries.models_held import model_held
from ccgs.terms import ChecklistItem, ConstitutionState
from cocommission.shared.clock import london
from models_abc.models import Application, Round
from models_abc.queries.applications import OnRecord, on_record
from models_abc.queries.mandates import ballot_facts, ballots_that_decide, published_elsewhere, vote_held_since
from models_abc.readiness.committees import committee_fact, conflicts_fact
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
from votes.models import Ballot, Consultation
from votes.queries.consultation_people import covering_lmcs
from votes.queries.consultations import consultations_for, facts, with_everything


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
    """`fact` is one of `votes.queries.consultations`."""
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


def _in_post(record: OnRecord, ccg: CCG, at: datetime) -> set[tuple[int, str]]:
    """Who holds which of the two posts at `at`, as (person id, role)."""
    if not record.attestations:
        return set()
    found = Post.objects.filter(ccg=ccg, person__in=[a.person_id for a in record.attestations])
    return {(post.person_id, post.role) for post in found if post.is_live(at)}


def _attestation_facts(record: OnRecord, ccg: CCG, check_at: datetime) -> tuple[AttestationFact, ...]:
    in_post, digest = _in_post(record, ccg, check_at), record.papers_digest
    return tuple(
        AttestationFact(
            role=row.role,
            person=row.person_id,
            name=row.person_name,
            signed_at=row.signed_at,
            url=f"{record.row.url}attestations/",
            withdrawn_at=_withdrawn_at(row, record.at),
            in_post_when_signed=row.post.is_live(row.signed_at),
            in_post_at_check=(row.person_id, row.role) in in_post,
            papers_changed=row.papers_digest != digest,
        )
        for row in record.attestations
    )


def _withdrawn_at(attestation: Any, at: datetime) -> datetime | None:
    withdrawal = getattr(attestation, "withdrawal", None)
    return withdrawal.withdrawn_at if withdrawal is not None and withdrawal.withdrawn_at <= at else None


def evidence_of(application: Application, now: datetime, *, past: bool = False) -> Evidence:
    """All facts of an application as they stand at `now`; with `past`, rows that change are read from their history."""
    record = on_record(application, now, past=past)
    row, ccg, url = record.row, application.ccg, application.url
    sent = record.submission
    decided = record.decision
    if decided is None or decided.outcome not in (DecisionOutcome.APPROVED, DecisionOutcome.APPROVED_WITH_CONDITIONS):
        conditions: list[Any] = []
    else:
        conditions = list(decided.conditions.all())
    consultations = with_everything(Consultation.objects.filter(pk__in=[c.pk for c in record.consultations]))
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
        lmcs=tuple(lmc.name for lmc in covering_lmcs(ccg, london(now).date())),
        consultations=tuple(_consultation_fact(fact) for fact in facts(consultations, now)),
        consultation_waived_because=record.waiver,
        approval=_approval_fact(record, url),
        attestations=_attestation_facts(record, ccg, sent.submitted_at if sent else now),
        documents=tuple(
            DocumentFact(
                d.kind,
                d.document.name,
                d.document.sha256,
                d.added_at,
                f"{url}documents/{d.pk}/",
            )
            for d in record.documents
        ),
        committee=committee_fact(ccg, row.model_sought, row.go_live_on, now),
        conflicts=conflicts_fact(ccg, row.go_live_on, now),
        decision=decided.outcome if decided else "",
        conditions=tuple(ConditionFact(c.number, c.text, c.met_at is not None and c.met_at <= now) for c in conditions),
        agreement_signed_on=record.agreement.signed_on if record.agreement else None,
        model_held=model_held(ccg, now),
    )


def _ballots(record: OnRecord) -> list[Ballot]:
    """The linked ballots and, while the application is subject to a vote, that vote whether linked or not."""
    waits = record.row.state == ApplicationState.SUBMITTED_SUBJECT_TO_VOTE
    return [*record.ballots, *(vote_held_since(record.row, record.at) if waits else [])]


def _late_fact(record: OnRecord) -> LateDecisionFact | None:
    late = record.late
    return LateDecisionFact(late.reason, late.decided_by_name, late.decided_at, late.until_at) if late else None


def _plan_fact(record: OnRecord) -> VotePlanFact | None:
    plan = record.vote_plan
    return VotePlanFact(plan.votes_from_on, plan.votes_until_on, plan.result_by_on) if plan else None


def _approval_fact(record: OnRecord, url: str) -> ApprovalFact | None:
    row = record.approval
    if row is None:
        return None
    return ApprovalFact(
        held_on=row.held_on,
        minute_reference=row.minute_reference,
        document=row.document.name,
        url=f"{url}governing-body/",
        papers_changed=row.papers_digest != record.documents_digest,
    )


def evidence_for(ccg: CCG, round_: Round | None, model_sought: str, now: datetime) -> Evidence:
    """What a CCG has in hand although it has not started an application: its ballots, constitution, consultations."""
    ballots = ballots_that_decide(ccg, now)
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
        lmcs=tuple(lmc.name for lmc in covering_lmcs(ccg, london(now).date())),
        consultations=_latest_of_each_lmc(consultations_for(ccg, None, now)),
        committee=committee_fact(ccg, model_sought, round_.first_go_live_on if round_ else None, now),
        conflicts=conflicts_fact(ccg, round_.first_go_live_on if round_ else None, now),
        model_held=model_held(ccg, now),
    )

"""Writes of self-certifications (F-57): filled in, explained, attested by two people, sent."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from ccgs.actions.beginning import begin, never
from ccgs.actions.permits import require_any
from ccgs.models import CCG
from ccgs.queries.posts import holders
from ccgs.terms import Permission, RoleCode
from cocommission.shared.actions.ledger import enter
from cocommission.shared.actions.outbox import post_message
from cocommission.shared.clock import london
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.acts import Act
from conflicts.models import CertificateAttestation, SelfCertification
from conflicts.queries.certificates import answers_now
from conflicts.rules import certificate_acts as acts
from conflicts.rules.certificates import ATTESTING, answers_hash, attest_blockers, period_from, stored, unexplained
from conflicts.terms import TRANSITIONS, CertificatePeriod, CertificateState

LIFE = TRANSITIONS["Self-certification"]
NEEDS = {
    RoleCode.ACCOUNTABLE_OFFICER: Permission.ATTEST_ACCOUNTABLE,
    RoleCode.AUDIT_CHAIR: Permission.ATTEST_AUDIT,
}


def begin_certificate(
    certificate: SelfCertification,
    act: Act,
    *,
    by: Person,
    now: datetime,
    again: Callable[[SelfCertification], bool] = never,
) -> SelfCertification:
    """The locked return, for an act of `rules.certificate_acts`; raises as `begin` does."""
    rows = SelfCertification.objects.select_related("ccg").filter(pk=certificate.pk)
    return begin(rows, act, by=by, now=now, again=again)


def _enter(certificate: SelfCertification, act: str, by: Person, now: datetime, **more: str) -> None:
    facts = {"state": str(certificate.state), "answers": certificate.answers_hash, **more}
    enter(book=certificate.ccg.book, act=act, by=by, now=now, subject=certificate.subject, facts=facts)


def _fill(certificate: SelfCertification, now: datetime) -> None:
    found = stored(answers_now(certificate.ccg, certificate.from_on, certificate.to_on, now))
    certificate.answers = found
    certificate.explanations = {
        answer["id"]: certificate.explanations[answer["id"]]
        for answer in found
        if not answer["complies"] and certificate.explanations.get(answer["id"])
    }
    certificate.answers_hash = answers_hash(found, certificate.explanations)


@transaction.atomic
def draft_certificate(*, ccg: CCG, period: str, by: Person, now: datetime) -> SelfCertification:
    """Starts the return of the last whole quarter or year, filled from the record. Asked again, it is the same one."""
    require_any(by, (Permission.KEEP_REGISTERS,), ccg, now)
    if period not in CertificatePeriod:
        raise Refused("Choose a quarter or a year.", field="period")
    ccg = CCG.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    from_on, to_on = period_from(period, london(now).date())
    before = SelfCertification.objects.filter(ccg=ccg, period=period, from_on=from_on).first()
    if before is not None:
        return before
    certificate = SelfCertification(ccg=ccg, period=period, from_on=from_on, to_on=to_on, drafted_at=now, drafted_by=by)
    _fill(certificate, now)
    certificate.record(by=by, at=now, why="Filled from the record")
    _enter(certificate, "certificate.drafted", by, now)
    return certificate


@transaction.atomic
def fill_again(
    *, certificate: SelfCertification, explanations: dict[str, str], by: Person, now: datetime
) -> SelfCertification:
    """Reads the record anew and keeps the explanations of what departs; attestations of other answers lapse.

    Raises Refused (403) without the right to keep registers, Conflict when it was sent.
    """
    certificate = begin_certificate(certificate, acts.EXPLAIN, by=by, now=now)
    before = certificate.answers_hash
    certificate.explanations = {key: text.strip() for key, text in explanations.items() if text.strip()}
    _fill(certificate, now)
    if certificate.answers_hash == before:
        return certificate
    certificate.state = CertificateState.DRAFT
    certificate.record(by=by, at=now, why="Filled again")
    _enter(certificate, "certificate.filled", by, now)
    return certificate


def _given(certificate: SelfCertification) -> dict[str, int]:
    """Who attested the answers on record, by office."""
    rows = CertificateAttestation.objects.filter(certificate=certificate, answers_hash=certificate.answers_hash)
    return {row.role: row.attested_by_id for row in rows}


@transaction.atomic
def attest_certificate(
    *, certificate: SelfCertification, role: str, seen_hash: str, by: Person, now: datetime
) -> SelfCertification:
    """The Accountable Officer's or the Audit Chair's word for the answers on the page (`seen_hash`).

    The same word again is one. Raises Refused (403) without the office, (409) with unexplained departures, for other
    answers than those on record, or when one person attests in both offices.
    """
    if role not in ATTESTING:
        raise Refused("Attest as Accountable Officer or as Audit Chair.", status=403)
    require_any(by, (NEEDS[RoleCode(role)],), certificate.ccg, now)

    def again(row: SelfCertification) -> bool:
        return seen_hash == row.answers_hash and _given(row).get(role) == by.pk

    certificate = begin_certificate(certificate, acts.ATTEST, by=by, now=now, again=again)
    if again(certificate):
        return certificate
    given = _given(certificate)
    other = next((person for office, person in given.items() if office != role), None)
    missing = attest_blockers(
        seen_hash=seen_hash,
        answers_hash=certificate.answers_hash,
        role=role,
        other_role_by=other,
        by=by.pk,
    )
    missing += unexplained(certificate.answers, certificate.explanations)
    if missing:
        raise Refused(*missing)
    if role in given:
        raise Conflict("This office has already attested it.")
    CertificateAttestation.objects.create(
        certificate=certificate, role=role, answers_hash=certificate.answers_hash, attested_at=now, attested_by=by
    )
    _enter(certificate, "certificate.attested", by, now, role=str(role))
    if {*given, role} == set(ATTESTING):
        LIFE.require(certificate.state, CertificateState.ATTESTED, what="This return")
        certificate.state = CertificateState.ATTESTED
        certificate.record(by=by, at=now, why="Attested by both")
        _tell_officers(certificate, now)
    return certificate


def _tell_officers(certificate: SelfCertification, now: datetime) -> None:
    for officer in holders(certificate.ccg, RoleCode.GOVERNANCE_OFFICER, now):
        post_message(
            key=f"certificate:{certificate.pk}:attested:{certificate.answers_hash[:12]}:{officer.pk}",
            to=officer,
            subject=f"{certificate.ccg.name}: the self-certification is attested",
            text="The Accountable Officer and the Audit Chair attested it. Send it to NHS England.",
            now=now,
            about=certificate.ccg.book,
            link=certificate.url,
        )


@transaction.atomic
def submit_certificate(*, certificate: SelfCertification, by: Person, now: datetime) -> SelfCertification:
    """Records that the attested return was sent to NHS England; nothing of it changes afterwards."""
    certificate = begin_certificate(
        certificate, acts.SUBMIT, by=by, now=now, again=lambda row: row.state == CertificateState.SUBMITTED
    )
    if certificate.state == CertificateState.SUBMITTED:
        return certificate
    LIFE.require(certificate.state, CertificateState.SUBMITTED, what="This return")
    certificate.state = CertificateState.SUBMITTED
    certificate.submitted_at, certificate.submitted_by = now, by
    certificate.record(by=by, at=now, why="Sent to NHS England")
    _enter(certificate, "certificate.submitted", by, now)
    return certificate

"""Writes of LMC consultations: draft, open, extend, withdraw, publish, consult further (F-18)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from ccgs.actions.beginning import begin
from ccgs.actions.permits import require_any
from ccgs.models import CCG
from ccgs.queries.posts import holders
from ccgs.terms import Permission, RoleCode
from cocommission.shared.actions.ledger import enter
from cocommission.shared.actions.outbox import post_message
from cocommission.shared.clock import moment
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.acts import Act
from cocommission.shared.rules.blockers import blocking
from cocommission.shared.rules.facts import values
from votes.models import Consultation, ConsultationExtension
from votes.queries.consultation_people import opening_evidence, reviewers
from votes.queries.consultations import current_papers, digest_of, with_everything
from votes.rules.consultation_acts import EDIT, EXTEND, OPEN
from votes.rules.consultations import opening_blockers, window
from votes.rules.facts import ConsultedFacts
from votes.terms.consultations import TRANSITIONS, ConsultationState

LIFE = TRANSITIONS["LMC consultation"]


def begin_consultation(consultation: Consultation, act: Act, *, by: Person, now: datetime) -> Consultation:
    """The locked consultation with all that its facts need, for an act of `rules.consultation_acts`."""
    return begin(with_everything(Consultation.objects.filter(pk=consultation.pk)), act, by=by, now=now)


def locked(consultation: Consultation) -> Consultation:
    """The row as it is now, locked until the end of the transaction, with all that its facts need."""
    return with_everything(
        Consultation.objects.select_for_update(of=("self",), no_key=True).filter(pk=consultation.pk)
    ).get()


def tell_reviewers(consultation: Consultation, *, key: str, subject: str, text: str, now: datetime) -> int:
    """Queues a message to every reviewer of the LMC who can answer; gives how many are new."""
    free, _ = reviewers(consultation, now)
    sent = [
        post_message(
            key=f"consultation:{consultation.pk}:{key}:{person.pk}",
            to=person,
            subject=subject,
            text=text,
            now=now,
            about=consultation.ccg.book,
            link=consultation.lmc_url,
        )
        for person in free
    ]
    return sum(message is not None for message in sent)


def tell_officers(
    consultation: Consultation,
    *,
    key: str,
    subject: str,
    text: str,
    now: datetime,
    roles: tuple[str, ...] = (RoleCode.GOVERNANCE_OFFICER,),
) -> int:
    """Queues a message to the CCG's holders of `roles`; gives how many are new."""
    people = {person.pk: person for role in roles for person in holders(consultation.ccg, role, now)}
    sent = [
        post_message(
            key=f"consultation:{consultation.pk}:{key}:{person.pk}",
            to=person,
            subject=subject,
            text=text,
            now=now,
            about=consultation.ccg.book,
            link=consultation.url,
        )
        for person in people.values()
    ]
    return sum(message is not None for message in sent)


def invitation(consultation: Consultation) -> tuple[str, str]:
    """Subject and text that ask the LMC's reviewers to answer."""
    papers = "\n".join(f"- {paper.title}" for paper in current_papers(consultation))
    return (
        f"{consultation.ccg.name} consults {consultation.lmc.name}: {consultation.title}",
        f"{consultation.ccg.name} asks {consultation.lmc.name}:\n\n{consultation.question}\n\nPapers:\n{papers}\n\n"
        f"Answer by {moment(consultation.closes_at)}. You are asked whether the LMC was consulted properly, and for "
        "its opinion. You can change the answer until then. No answer is recorded as no response, not as consent.",
    )


@transaction.atomic
def draft_consultation(
    *,
    ccg: CCG,
    lmc: Any,
    facts: ConsultedFacts,
    by: Person,
    now: datetime,
    constitution: Any = None,
    further_to: Consultation | None = None,
) -> Consultation:
    """Starts a draft. Raises Refused (403) without the right to run consultations, (409) for a foreign constitution."""
    require_any(by, (Permission.RUN_CONSULTATIONS,), ccg, now)
    _require_own(ccg, constitution)
    CCG.objects.select_for_update(no_key=True).get(pk=ccg.pk)
    last = Consultation.objects.filter(ccg=ccg).aggregate(last=Max("number"))["last"] or 0
    consultation = Consultation(
        ccg=ccg,
        lmc=lmc,
        number=last + 1,
        constitution=constitution,
        drafted_at=now,
        drafted_by=by,
        further_to=further_to,
        **values(facts),
    )
    consultation.record(by=by, at=now, why="Draft started")
    enter(
        book=ccg.book,
        act="consultation.drafted",
        by=by,
        now=now,
        subject=consultation.subject,
        facts={"lmc": lmc.code, "kind": consultation.kind, "title": consultation.title},
    )
    return consultation


def _require_own(ccg: CCG, constitution: Any) -> None:
    if constitution is not None and constitution.ccg_id != ccg.pk:
        raise Refused("That constitution version belongs to another CCG.", field="constitution")


@transaction.atomic
def edit_draft(*, consultation: Consultation, by: Person, now: datetime, **changes: Any) -> Consultation:
    """Changes a draft (lmc, kind, title, question, constitution, closes_at, haste_reason). Refused once it opened."""
    consultation = begin_consultation(consultation, EDIT, by=by, now=now)
    _require_own(consultation.ccg, changes.get("constitution"))
    for name, value in changes.items():
        setattr(consultation, name, value)
    return consultation.record(by=by, at=now, why="Draft changed")


@transaction.atomic
def open_consultation(*, consultation: Consultation, by: Person, now: datetime) -> Consultation:
    """Opens a draft: freezes its papers under one hash and invites the LMC's reviewers (LMC-01 to LMC-03).

    Raises Refused with every blocker that the page shows.
    """
    consultation = begin_consultation(consultation, OPEN, by=by, now=now)
    LIFE.require(consultation.state, ConsultationState.OPEN, what="This consultation")
    missing = blocking(opening_blockers(opening_evidence(consultation, now), now=now))
    if missing:
        raise Refused(*missing)
    consultation.state = ConsultationState.OPEN
    consultation.opened_at, consultation.opened_by = now, by
    consultation.opening_digest = digest_of(consultation)
    consultation.record(by=by, at=now, why="Opened")
    span = window(now, consultation.close)
    enter(
        book=consultation.ccg.book,
        act="consultation.opened",
        by=by,
        now=now,
        subject=consultation.subject,
        reason=consultation.haste_reason,
        facts={
            "lmc": consultation.lmc.code,
            "title": consultation.title,
            "closes_at": consultation.close.isoformat(),
            "calendar_days": span.calendar_days,
            "working_days": span.working_days,
            "papers_digest": consultation.opening_digest,
            "papers": {str(paper.number): paper.live_hash for paper in current_papers(consultation)},
            "constitution_text_hash": consultation.constitution.text_hash if consultation.constitution else "",
        },
    )
    subject, text = invitation(consultation)
    tell_reviewers(consultation, key="invitation", subject=subject, text=text, now=now)
    return consultation


@transaction.atomic
def extend_consultation(
    *, consultation: Consultation, closes_at: datetime, reason: str, by: Person, now: datetime
) -> Consultation:
    """Puts the close off. Raises Refused after the close, for an earlier time or without a reason."""
    consultation = begin_consultation(consultation, EXTEND, by=by, now=now)
    before = consultation.close
    if closes_at <= before:
        raise Refused(f"The new close must be later than {moment(before)}.", field="closes_at")
    if not reason.strip():
        raise Refused("Enter why the consultation is extended.", field="reason")
    consultation.closes_at = closes_at
    consultation.record(by=by, at=now, why=reason)
    ConsultationExtension.objects.create(
        consultation=consultation,
        closed_before_at=before,
        closes_at=closes_at,
        reason=reason,
        extended_at=now,
        extended_by=by,
    )
    enter(
        book=consultation.ccg.book,
        act="consultation.extended",
        by=by,
        now=now,
        subject=consultation.subject,
        reason=reason,
        facts={"from": before.isoformat(), "to": closes_at.isoformat()},
    )
    tell_reviewers(
        consultation,
        key=f"extended:{closes_at.isoformat()}",
        subject=f"More time to answer: {consultation.title}",
        text=f"{consultation.ccg.name} extended its consultation. It now closes on {moment(closes_at)}.\n\n"
        f"Reason: {reason}",
        now=now,
    )
    return consultation

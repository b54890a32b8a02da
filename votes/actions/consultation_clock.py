"""What the clock makes of consultations: close them, remind those who have not answered, note what went out of date."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet

from ccgs.terms import RoleCode
from cocommission.shared.actions.ledger import enter
from cocommission.shared.clock import moment
from votes.actions.consultations import invitation, tell_officers, tell_reviewers
from votes.models import Consultation
from votes.queries.consultation_facts import ConsultationFact
from votes.queries.consultations import fact, with_everything
from votes.rules.consultations import chaser_due
from votes.terms.consultations import ConsultationState

OUTDATED_FOR = timedelta(days=400)


def _claim(consultations: QuerySet[Consultation], pk: int) -> Consultation | None:
    """The row, locked, if it still is in the set and no other sweep holds it."""
    return with_everything(
        consultations.select_for_update(of=("self",), skip_locked=True, no_key=True).filter(pk=pk)
    ).first()


def to_close(now: datetime) -> QuerySet[Consultation]:
    """Open in the table, closed by the clock."""
    return Consultation.objects.filter(state=ConsultationState.OPEN, closes_at__lte=now)


@transaction.atomic
def close_consultation(pk: int, *, now: datetime) -> bool:
    """Records that the clock closed it; tells the CCG, and escalates silence once (LMC-05). True when it did."""
    consultation = _claim(to_close(now), pk)
    if consultation is None:
        return False
    found = fact(consultation, now)
    consultation.state = ConsultationState.CLOSED
    consultation.record(by=None, at=consultation.close, why="Closed by the clock")
    enter(
        book=consultation.ccg.book,
        act="consultation.closed",
        by=None,
        now=now,
        subject=consultation.subject,
        facts={
            "closed_at": consultation.close.isoformat(),
            "outcome": found.opinion or "NO_RESPONSE",
            "consulted_properly": found.consulted_properly,
            "stale": found.stale,
        },
    )
    if found.no_response:
        _escalate(consultation, now)
    else:
        tell_officers(
            consultation,
            key="closed",
            subject=f"Consultation closed: {consultation.title}",
            text=f"{consultation.lmc.name} answered: {found.outcome_name}."
            + (" Reply to it in writing." if found.reply_needed else ""),
            now=now,
        )
    return True


def _escalate(consultation: Consultation, now: datetime) -> None:
    text = (
        f"{consultation.lmc.name} gave no answer by {moment(consultation.closes_at)}. This is recorded as no response. "
        "It is not consent."
    )
    tell_officers(
        consultation,
        key="no-response",
        subject=f"No response from {consultation.lmc.name}: {consultation.title}",
        text=text + " Speak to the LMC, and consult further if it asks for more time.",
        now=now,
        roles=(RoleCode.GOVERNANCE_OFFICER, RoleCode.ACCOUNTABLE_OFFICER),
    )
    tell_reviewers(
        consultation,
        key="no-response",
        subject=f"Closed without your answer: {consultation.title}",
        text=text + " You can still answer. Your answer will be recorded as late.",
        now=now,
    )


def unanswered(now: datetime) -> QuerySet[Consultation]:
    """Open by the clock and without any answer yet."""
    return Consultation.objects.filter(state=ConsultationState.OPEN, closes_at__gt=now, answers__isnull=True)


@transaction.atomic
def remind_lmc(pk: int, *, now: datetime) -> int:
    """Invites reviewers who joined since the opening and sends the reminder that is due; gives how many are new.

    Only the nearest step of the ladder is sent, so that an outage leaves no pile of reminders behind.
    """
    consultation = _claim(unanswered(now), pk)
    if consultation is None:
        return 0
    subject, text = invitation(consultation)
    sent = tell_reviewers(consultation, key="invitation", subject=subject, text=text, now=now)
    step = chaser_due(consultation.opened_at or now, consultation.close, now)
    if step is None:
        return sent
    return sent + tell_reviewers(
        consultation,
        key=f"remind:{consultation.close.isoformat()}:{step}",
        subject=f"Reminder: answer {consultation.ccg.name} by {moment(consultation.closes_at)}",
        text=f"{consultation.lmc.name} has not answered yet.\n\n{text}",
        now=now,
    )


def perhaps_outdated(now: datetime) -> QuerySet[Consultation]:
    """Answered, not withdrawn, and closed not much more than a year ago."""
    return Consultation.objects.filter(
        state__in=[ConsultationState.OPEN, ConsultationState.CLOSED],
        closes_at__gt=now - OUTDATED_FOR,
        answers__isnull=False,
    ).distinct()


@transaction.atomic
def note_outdated(found: ConsultationFact, *, now: datetime) -> int:
    """Tells both sides, once per change, that the answer was given on papers that changed since."""
    consultation = with_everything(Consultation.objects.filter(pk=found.id)).get()
    key = f"outdated:{found.papers_digest[:16]}"
    text = (
        f"The papers of this consultation, or the text or voting rules of the constitution behind it, changed after "
        f"the answer of {found.lmc_name}. Its answer is now marked as outdated. "
        + (
            "Draft a further consultation to ask again."
            if found.closed
            else "The LMC can answer on the current papers until the consultation closes."
        )
    )
    subject = f"Answer outdated: {consultation.title}"
    return tell_officers(consultation, key=key, subject=subject, text=text, now=now) + tell_reviewers(
        consultation, key=key, subject=subject, text=text, now=now
    )

"""The end of an LMC consultation: withdraw it, publish what came of it, ask again (F-18)."""

from datetime import datetime

from django.db import transaction

from cocommission.shared.actions.ledger import enter
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from votes.actions.consultation_papers import copy_paper
from votes.actions.consultations import begin_consultation, draft_consultation, tell_reviewers
from votes.models import Consultation
from votes.queries.consultations import current_papers, fact
from votes.rules.consultation_acts import FURTHER, PUBLISH, WITHDRAW
from votes.rules.facts import ConsultedFacts
from votes.terms.consultations import ConsultationState


@transaction.atomic
def withdraw_consultation(*, consultation: Consultation, reason: str, by: Person, now: datetime) -> Consultation:
    """Takes a draft or an open consultation back. Raises Refused once it closed, or without a reason."""
    consultation = begin_consultation(consultation, WITHDRAW, by=by, now=now)
    if not reason.strip():
        raise Refused("Enter why it is withdrawn.", field="reason")
    was_open = consultation.state == ConsultationState.OPEN
    consultation.state = ConsultationState.WITHDRAWN
    consultation.withdrawn_at, consultation.withdrawn_by, consultation.withdrawn_reason = now, by, reason
    consultation.record(by=by, at=now, why=reason)
    enter(
        book=consultation.ccg.book,
        act="consultation.withdrawn",
        by=by,
        now=now,
        subject=consultation.subject,
        reason=reason,
        facts={"was_open": was_open},
    )
    if was_open:
        tell_reviewers(
            consultation,
            key="withdrawn",
            subject=f"Withdrawn: {consultation.title}",
            text=f"{consultation.ccg.name} withdrew its consultation. No answer is needed.\n\nReason: {reason}",
            now=now,
        )
    return consultation


@transaction.atomic
def publish_summary(*, consultation: Consultation, summary: str, by: Person, now: datetime) -> Consultation:
    """Publishes what was asked and what came of it. Raises Refused before the close or without a text.

    Publishing again replaces the text; every version stays in the history.
    """
    consultation = begin_consultation(consultation, PUBLISH, by=by, now=now)
    if not summary.strip():
        raise Refused("Enter what the public should read.", field="summary")
    seen = fact(consultation, now)
    consultation.summary = summary
    consultation.published_at, consultation.published_by = now, by
    consultation.record(by=by, at=now, why="Summary published")
    enter(
        book=consultation.ccg.book,
        act="consultation.published",
        by=by,
        now=now,
        subject=consultation.subject,
        facts={"outcome": seen.opinion or "NO_RESPONSE", "stale": seen.stale, "reply_needed": seen.reply_needed},
    )
    return consultation


@transaction.atomic
def draft_further_consultation(*, consultation: Consultation, by: Person, now: datetime) -> Consultation:
    """A new draft to the same LMC about the same matter, with the papers as they stand now.

    It is how a late answer, an outdated answer or silence is taken up: the first consultation stays as it was. A draft
    that was made for it already is given again.
    """
    consultation = begin_consultation(consultation, FURTHER, by=by, now=now)
    again = consultation.further_consultations.filter(state=ConsultationState.DRAFT).first()
    if again is not None:
        return again
    further = draft_consultation(
        ccg=consultation.ccg,
        lmc=consultation.lmc,
        facts=ConsultedFacts(
            kind=consultation.kind,
            title=f"Further consultation: {consultation.title.removeprefix('Further consultation: ')}"[:200],
            question=consultation.question,
        ),
        constitution=consultation.constitution,
        further_to=consultation,
        by=by,
        now=now,
    )
    for number, paper in enumerate(current_papers(consultation), start=1):
        copy_paper(paper, to=further, number=number, by=by, now=now)
    return further

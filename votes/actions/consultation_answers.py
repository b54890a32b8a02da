"""The LMC's answer and the CCG's reply (LMC-03, LMC-04)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from cocommission.shared.actions.forms_once import form_used_once
from cocommission.shared.actions.ledger import enter
from cocommission.shared.clock import moment
from cocommission.shared.errors import Conflict, Refused
from cocommission.shared.models import Person
from cocommission.shared.rules.facts import values
from votes.actions.consultations import begin_consultation, locked, tell_officers, tell_reviewers
from votes.models import Consultation, ConsultationAnswer, ConsultationReply
from votes.queries.consultation_people import answerer
from votes.queries.consultations import digest_of, paper_facts
from votes.rules.consultation_acts import REPLY
from votes.rules.consultations import answer_blockers, opinion_needs_text
from votes.rules.facts import OpinionFacts
from votes.terms.consultations import ConsultationState, Opinion

USED = "This form was already used for another reply. Open the page again and send the new form."


@transaction.atomic
def answer_consultation(
    *,
    consultation: Consultation,
    facts: OpinionFacts,
    papers_digest: str,
    form_token: UUID,
    by: Person,
    now: datetime,
) -> ConsultationAnswer:
    """Records the LMC's answer on the papers whose digest was seen; the last one before the close counts.

    The same form sent again gives the same answer. After the close the answer is recorded as late and changes no
    outcome (LMC-05). Raises Refused (403) for anyone but a free reviewer of the LMC, Conflict when the papers changed
    while the answer was written.
    """
    consultation = locked(consultation)
    known = ConsultationAnswer.objects.filter(form_token=form_token).first()
    if known is not None:
        return _same(known, consultation, by)
    state = consultation.state_at(now)
    stand_in_the_way = answer_blockers(answerer(consultation, by, now), state=state)
    if stand_in_the_way:
        barred = any(blocker.rule == "LMC-03" for blocker in stand_in_the_way)
        raise Refused(*stand_in_the_way, status=403 if barred else 409)
    if papers_digest != digest_of(consultation):
        raise Conflict("The papers changed while you were answering. Read the new version, then answer again.")
    if facts.opinion not in Opinion.values:
        raise Refused("Choose an opinion.", status=400, field="opinion")
    if opinion_needs_text(facts.opinion) and not facts.opinion_text.strip():
        raise Refused("Enter what the LMC objects to, or which conditions it sets.", field="opinion_text")
    answer = ConsultationAnswer(
        consultation=consultation,
        number=max((known.number for known in consultation.answers.all()), default=0) + 1,
        form_token=form_token,
        papers_digest=papers_digest,
        papers_seen=[
            {"number": paper.number, "version": paper.version, "title": paper.title, "sha256": paper.sha256}
            for paper in paper_facts(consultation)
        ],
        late=state == ConsultationState.CLOSED,
        answered_at=now,
        answered_by=by,
        answered_by_name=by.name,
        **values(facts),
    )
    if not opinion_needs_text(facts.opinion):
        answer.opinion_text = ""
    answer.save()
    _note_answer(answer, by=by, now=now)
    return answer


def _same(known: ConsultationAnswer, consultation: Consultation, by: Person) -> ConsultationAnswer:
    if known.consultation_id != consultation.pk or known.answered_by_id != by.pk:
        raise Conflict("This form was already used. Start a new answer.")
    return known


def _note_answer(answer: ConsultationAnswer, *, by: Person, now: datetime) -> None:
    consultation = answer.consultation
    facts = {
        "number": answer.number,
        "consulted_properly": answer.consulted_properly,
        "opinion": answer.opinion,
        "late": answer.late,
        "papers_digest": answer.papers_digest,
    }
    for book in (consultation.lmc.book, consultation.ccg.book):
        enter(book=book, act="consultation.answered", by=by, now=now, subject=consultation.subject, facts=facts)
    late = "late, after the consultation closed, so it does not change the outcome" if answer.late else "in time"
    tell_officers(
        consultation,
        key=f"answer:{answer.number}",
        subject=f"{consultation.lmc.name} answered: {consultation.title}",
        text=f"Opinion: {answer.get_opinion_display()}. Consulted properly: "
        f"{'yes' if answer.consulted_properly else 'no'}. The answer came {late}.",
        now=now,
    )


@transaction.atomic
def reply_to_lmc(
    *, answer: ConsultationAnswer, text: str, form_token: UUID, by: Person, now: datetime
) -> ConsultationReply:
    """Records the reply to an answer and tells the LMC (LMC-04). The same form sent again gives the same reply."""
    consultation = begin_consultation(answer.consultation, REPLY, by=by, now=now)
    known = ConsultationReply.objects.filter(form_token=form_token).first()
    if known is not None:
        if (known.answer_id, known.replied_by_id) != (answer.pk, by.pk):
            raise Conflict(USED)
        return known
    if not text.strip():
        raise Refused("Enter the reply.", field="text")
    with form_used_once(USED):
        reply = ConsultationReply.objects.create(
            consultation=consultation,
            answer=answer,
            form_token=form_token,
            text=text,
            replied_at=now,
            replied_by=by,
            replied_by_name=by.name,
        )
    enter(
        book=consultation.ccg.book,
        act="consultation.replied",
        by=by,
        now=now,
        subject=consultation.subject,
        facts={"answer": answer.number, "reply": reply.pk},
    )
    tell_reviewers(
        consultation,
        key=f"reply:{reply.pk}",
        subject=f"{consultation.ccg.name} replied: {consultation.title}",
        text=f"On {moment(now)} the CCG replied to the answer of {consultation.lmc.name}:\n\n{text}",
        now=now,
    )
    return reply

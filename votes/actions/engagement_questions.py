"""Questions raised at an event, and the CCG's replies (F-19)."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from ccgs.queries.members import members_at
from cocommission.shared.clock import london
from cocommission.shared.errors import Refused
from cocommission.shared.models import Person
from votes.actions.engagement import begin_event, note
from votes.models import EngagementEvent, EngagementQuestion
from votes.rules.engagement_acts import QUESTION, REPLY, TEMPLATE
from votes.terms.engagement import BOARD_QUESTIONS, AskedBy


def _next_number(event: EngagementEvent) -> int:
    return (EngagementQuestion.objects.filter(event=event).aggregate(last=Max("number"))["last"] or 0) + 1


def _require_asker(event: EngagementEvent, asked_by: str, practice: Any, lmc: Any) -> None:
    if asked_by == AskedBy.LMC and practice is not None:
        raise Refused("A question of the LMC names no practice.", field="practice")
    if asked_by == AskedBy.PRACTICE and lmc is not None:
        raise Refused("A question of a practice names no LMC.", field="lmc")
    if practice is not None:
        on = london(event.held_at).date()
        if practice.pk not in {member.practice_id for member in members_at(event.ccg, on)}:
            raise Refused("Choose a practice that was a member of this CCG on the day.", field="practice")


@transaction.atomic
def add_question(
    *,
    event: EngagementEvent,
    asked_by: str,
    text: str,
    by: Person,
    now: datetime,
    practice: Any = None,
    lmc: Any = None,
    reply: str = "",
) -> EngagementQuestion:
    """Logs a question, with the reply where there is one. A practice may stay unnamed.

    The same words again, as when a form is sent twice, are the same question.
    """
    event = begin_event(event, QUESTION, by=by, now=now)
    if not text.strip():
        raise Refused("Enter the question.", field="text")
    _require_asker(event, asked_by, practice, lmc)
    answered = bool(reply.strip())
    same = EngagementQuestion.objects.filter(event=event, asked_by=asked_by, practice=practice, lmc=lmc, text=text)
    again = same.filter(reply=reply if answered else "").first()
    if again is not None:
        return again
    question = EngagementQuestion(
        event=event,
        number=_next_number(event),
        asked_by=asked_by,
        practice=practice,
        lmc=lmc,
        text=text,
        reply=reply if answered else "",
        replied_at=now if answered else None,
        replied_by=by if answered else None,
    ).record(by=by, at=now, why="Question logged")
    note(event, "engagement.asked", by=by, now=now, question=question.number, asked_by=asked_by, replied=answered)
    return question


@transaction.atomic
def reply_to_question(*, question: EngagementQuestion, reply: str, by: Person, now: datetime) -> EngagementQuestion:
    """Writes or corrects the CCG's reply; earlier ones stay in the history."""
    event = begin_event(question.event, REPLY, by=by, now=now)
    if not reply.strip():
        raise Refused("Enter the reply.", field="reply")
    question = EngagementQuestion.objects.select_for_update(no_key=True).get(pk=question.pk)
    if question.reply == reply:
        return question
    why = "Reply corrected" if question.reply else "Reply"
    question.reply, question.replied_at, question.replied_by = reply, now, by
    question.record(by=by, at=now, why=why)
    note(event, "engagement.replied", by=by, now=now, question=question.number)
    return question


@transaction.atomic
def add_board_questions(*, event: EngagementEvent, by: Person, now: datetime) -> int:
    """Adds the questions of the template that the event does not have yet; gives how many."""
    event = begin_event(event, TEMPLATE, by=by, now=now)
    known = set(EngagementQuestion.objects.filter(event=event).values_list("text", flat=True))
    wanted = [text for text in BOARD_QUESTIONS if text not in known]
    for number, text in enumerate(wanted, start=_next_number(event)):
        EngagementQuestion(event=event, number=number, asked_by=AskedBy.PRACTICE, text=text).record(
            by=by, at=now, why="From the template of questions to the board"
        )
    if wanted:
        note(event, "engagement.template_added", by=by, now=now, questions=len(wanted))
    return len(wanted)

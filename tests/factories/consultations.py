"""LMC consultations for tests, in any state; papers and people are invented."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.db import connection

from cocommission.shared.rules.facts import gather
from tests.database import triggers_silenced
from tests.factories.scenes import scene
from tests.factories.world import World
from votes.actions.consultation_answers import answer_consultation
from votes.actions.consultation_papers import add_paper
from votes.actions.consultations import draft_consultation, open_consultation
from votes.models import Consultation, ConsultationAnswer
from votes.queries.consultations import digest_of, with_everything
from votes.rules.facts import ConsultedFacts, OpinionFacts
from votes.terms.consultations import ConsultationKind, Opinion


class Upload(BytesIO):
    """A file that can be sent again: reading all of it rewinds it."""

    def read(self, size: int | None = -1) -> bytes:
        found = super().read(size)
        if size is None or size < 0:
            self.seek(0)
        return found


def upload(name: str = "plan.txt", text: str = "The implementation plan.") -> Upload:
    """A file as a form hands it over."""
    file = Upload(text.encode())
    file.name = name
    return file


def draft(
    world: World, *, paper: bool = True, days: float = 28, now: datetime | None = None, **over: Any
) -> Consultation:
    """A draft of the world's officer to Kent LMC that can be opened."""
    at = now or world.now
    wanted: dict[str, Any] = {
        "ccg": world.ccg,
        "lmc": world.lmc,
        "kind": ConsultationKind.MODEL_DECISION,
        "title": "Delegated commissioning from April 2016",
        "question": "Does the LMC support the CCG's application for delegated commissioning?",
        "closes_at": at + timedelta(days=days),
        "by": world.officer,
        "now": at,
    }
    made = draft_consultation(**gather(ConsultedFacts, {**wanted, **over}))
    if paper:
        add_paper(consultation=made, title="Implementation plan", file=upload(), by=world.officer, now=at)
    return made


@scene
def opened(world: World, **over: Any) -> Consultation:
    """An open consultation."""
    now = over.get("now") or world.now
    return open_consultation(consultation=draft(world, **over), by=world.officer, now=now)


def fresh(consultation: Consultation) -> Consultation:
    """The row as it stands, with everything."""
    return with_everything(Consultation.objects.filter(pk=consultation.pk)).get()


def answer(consultation: Consultation, by: Any, now: datetime, **over: Any) -> ConsultationAnswer:
    """An answer on the papers as they stand; support unless asked otherwise."""
    wanted: dict[str, Any] = {
        "consulted_properly": True,
        "opinion": Opinion.SUPPORT,
        "papers_digest": digest_of(fresh(consultation)),
        "form_token": uuid4(),
    }
    return answer_consultation(consultation=consultation, by=by, now=now, **gather(OpinionFacts, {**wanted, **over}))


@scene
def closed(world: World, **over: Any) -> Consultation:
    """One that closed yesterday, unanswered; made past the referee, whose clock a test may have left alone."""
    made = opened(world, days=6000, **over)
    dates = [world.now - timedelta(days=29), world.now - timedelta(days=1), made.pk]
    with triggers_silenced(), connection.cursor() as cursor:
        cursor.execute("UPDATE votes_consultation SET opened_at = %s, closes_at = %s WHERE id = %s", dates)
    return fresh(made)

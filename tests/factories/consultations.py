"""LMC consultations for tests, in any state; papers and people are invented."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from tests.factories.world import World
from votes.actions.consultation_answers import answer_consultation
from votes.actions.consultation_papers import add_paper
from votes.actions.consultations import draft_consultation, open_consultation
from votes.models import Consultation, ConsultationAnswer
from votes.queries.consultations import digest_of, with_everything
from votes.terms.consultations import ConsultationKind, Opinion


def upload(name: str = "plan.txt", text: str = "The implementation plan.") -> BytesIO:
    """A file as a form hands it over."""
    file = BytesIO(text.encode())
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
    made = draft_consultation(**{**wanted, **over})
    if paper:
        add_paper(consultation=made, title="Implementation plan", file=upload(), by=world.officer, now=at)
    return made


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
    return answer_consultation(consultation=consultation, by=by, now=now, **{**wanted, **over})

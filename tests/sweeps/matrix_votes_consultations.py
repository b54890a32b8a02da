"""Who may open which page of LMC consultations and the engagement log.

The referee's clock is the real one here, so what is open stays open for years.
"""

from typing import Any
from uuid import uuid4

from cocommission.shared.rules.shown import stands_for
from tests.factories.consultations import answer, closed, draft, fresh, opened, upload
from tests.factories.engagement import event
from tests.sweeps.who import P, everyone, only, private, unseen
from votes.actions.engagement import add_engagement_paper
from votes.actions.engagement_questions import add_question
from votes.queries.consultations import current_papers, digest_of
from votes.views.lmc_answers import typed_before

ALL = everyone(200)
YEARS = 6000


def runs(status: int) -> dict[str, int]:
    """A page of those who run consultations."""
    return only(status, P.RUN_CONSULTATIONS)


def logs(status: int) -> dict[str, int]:
    """A page of those who keep the log of engagement."""
    return only(status, P.LOG_ENGAGEMENT)


def reviewer(status: int) -> dict[str, int]:
    """A page of the LMC: whoever holds no post there finds nothing."""
    return private(status, P.ANSWER_CONSULTATION)


def code(world: Any) -> dict[str, Any]:
    return {"code": world.ccg.code}


def of(made: Any) -> dict[str, Any]:
    return {"code": made.ccg.code, "number": made.number}


def a_draft(world: Any) -> dict[str, Any]:
    return of(draft(world, days=YEARS))


def an_open_one(world: Any) -> dict[str, Any]:
    return of(opened(world, days=YEARS))


def a_closed_one(world: Any) -> dict[str, Any]:
    return of(closed(world))


def an_answered_one(world: Any) -> dict[str, Any]:
    made = opened(world, days=YEARS)
    answer(made, world.lmc_reviewer, world.now, opinion="OBJECT", opinion_text="The budget")
    return of(made) | {"answer": 1}


def paper_of_a_draft(world: Any) -> dict[str, Any]:
    made = draft(world, days=YEARS)
    return of(made) | {"paper": current_papers(fresh(made))[0].pk}


def paper_of_an_open_one(world: Any) -> dict[str, Any]:
    made = opened(world, days=YEARS)
    return of(made) | {"paper": current_papers(fresh(made))[0].pk}


def draft_data(world: Any) -> dict[str, Any]:
    return {"kind": "OTHER", "lmc": world.lmc.pk, "title": "A matter", "question": "What do you think?"}


def paper_data(world: Any) -> dict[str, Any]:
    return {"title": "More", "file": upload("more.txt", "More")}


def version_data(world: Any) -> dict[str, Any]:
    return {"reason": "Figures", "file": upload("more.txt", "More")}


def later(world: Any) -> dict[str, Any]:
    return {
        "closes_at[day]": "1", "closes_at[month]": "1", "closes_at[year]": "2040", "closes_at[time]": "12:00",
        "reason": "More time",
    }  # fmt: skip


def reason(world: Any) -> dict[str, Any]:
    return {"reason": "For a test"}


def at_the_lmc(world: Any) -> dict[str, Any]:
    made = opened(world, days=YEARS)
    return {"code": made.lmc.code, "pk": made.pk}


def answered_at_the_lmc(world: Any) -> dict[str, Any]:
    made = opened(world, days=YEARS)
    world.shown = stands_for([typed_before(answer(made, world.lmc_reviewer, world.now)), 1])  # one answer so far
    world.digest = digest_of(fresh(made))
    return {"code": made.lmc.code, "pk": made.pk}


def paper_at_the_lmc(world: Any) -> dict[str, Any]:
    made = opened(world, days=YEARS)
    return {"code": made.lmc.code, "pk": made.pk, "paper": current_papers(fresh(made))[0].pk}


def answer_data(world: Any) -> dict[str, Any]:
    return {"form_token": uuid4(), "papers_digest": world.digest, "shown": world.shown}


def an_event(world: Any) -> dict[str, Any]:
    return of(event(world, came=2))


def event_data(world: Any) -> dict[str, Any]:
    return {
        "kind": "WEBINAR", "title": "A webinar", "audience": "All", "reason": "For a test",
        "held_at[day]": "8", "held_at[month]": "7", "held_at[year]": "2015", "held_at[time]": "19:00",
    }  # fmt: skip


def new_event(world: Any) -> dict[str, Any]:
    return {name: value for name, value in event_data(world).items() if name != "reason"}


def a_question(world: Any) -> dict[str, Any]:
    made = event(world)
    add_question(event=made, asked_by="LMC", text="When?", by=world.officer, now=world.now)
    return of(made) | {"question": 1}


def an_event_paper(world: Any) -> dict[str, Any]:
    made = event(world)
    paper = add_engagement_paper(event=made, title="Slides", file=upload(), by=world.officer, now=world.now)
    return of(made) | {"paper": paper.pk}


def question_data(world: Any) -> dict[str, Any]:
    return {"asked_by": "LMC", "text": "Who pays?"}


def opinion_step(world: Any) -> dict[str, Any]:
    return at_the_lmc(world) | {"step": "opinion"}


READERS = everyone(200, lmc_reviewer=302)
NOT_YET = unseen(200, P.VIEW_WORKING)

MATRIX = [
    ("consultations", code, ALL, "GET"),
    ("consultation-new", code, runs(200), "GET"),
    ("consultation-new", code, runs(302), "POST", draft_data),
    ("consultation", an_open_one, READERS, "GET"),
    ("consultation", a_draft, NOT_YET, "GET"),
    ("consultation-edit", a_draft, runs(200), "GET"),
    ("consultation-edit", a_draft, runs(302), "POST", draft_data),
    ("consultation-open", a_draft, runs(302), "POST"),
    ("consultation-extend", an_open_one, runs(200), "GET"),
    ("consultation-extend", an_open_one, runs(302), "POST", later),
    ("consultation-withdraw", an_open_one, runs(200), "GET"),
    ("consultation-withdraw", an_open_one, runs(302), "POST", reason),
    ("consultation-publish", a_closed_one, runs(200), "GET"),
    ("consultation-publish", a_closed_one, runs(302), "POST", lambda world: {"summary": "No answer came."}),
    ("consultation-further", a_closed_one, runs(302), "POST"),
    ("consultation-reply", an_answered_one, runs(200), "GET"),
    ("consultation-reply", an_answered_one, runs(302), "POST", lambda w: {"text": "Yes.", "form_token": uuid4()}),
    ("consultation-paper-new", a_draft, runs(200), "GET"),
    ("consultation-paper-new", a_draft, runs(400), "POST"),
    ("consultation-paper", paper_of_an_open_one, only(200, P.VIEW_WORKING), "GET"),
    ("consultation-paper-version", paper_of_an_open_one, runs(200), "GET"),
    ("consultation-paper-version", paper_of_an_open_one, runs(302), "POST", version_data),
    ("consultation-paper-remove", paper_of_a_draft, runs(302), "POST"),
    ("lmc-consultations", lambda world: {"code": world.lmc.code}, reviewer(200), "GET"),
    ("lmc-consultation", at_the_lmc, reviewer(200), "GET"),
    ("lmc-consultation-paper", paper_at_the_lmc, reviewer(200), "GET"),
    ("lmc-answer", opinion_step, reviewer(200), "GET"),
    ("lmc-answer", opinion_step, reviewer(302), "POST", lambda world: {"opinion": "SUPPORT"}),
    ("lmc-answer-check", answered_at_the_lmc, reviewer(200), "GET"),
    ("lmc-answer-check", answered_at_the_lmc, reviewer(302), "POST", answer_data),
    ("lmc-answer-done", answered_at_the_lmc, reviewer(200), "GET"),
    ("engagement", code, ALL, "GET"),
    ("engagement-new", code, logs(200), "GET"),
    ("engagement-new", code, logs(302), "POST", new_event),
    ("engagement-board-questions", code, ALL, "GET"),
    ("engagement-event", an_event, ALL, "GET"),
    ("engagement-edit", an_event, logs(200), "GET"),
    ("engagement-edit", an_event, logs(302), "POST", event_data),
    ("engagement-practices", an_event, logs(200), "GET"),
    ("engagement-practices", an_event, logs(302), "POST", lambda w: {"practices": [w.practices[0].pk]}),
    ("engagement-paper-new", an_event, logs(200), "GET"),
    ("engagement-paper-new", an_event, logs(302), "POST", lambda world: {"file": upload()}),
    ("engagement-paper", an_event_paper, ALL, "GET"),
    ("engagement-question-new", an_event, logs(200), "GET"),
    ("engagement-question-new", an_event, logs(302), "POST", question_data),
    ("engagement-question-reply", a_question, logs(200), "GET"),
    ("engagement-question-reply", a_question, logs(302), "POST", lambda world: {"reply": "In April."}),
    ("engagement-template", an_event, logs(302), "POST"),
    ("engagement-strike", an_event, logs(200), "GET"),
    ("engagement-strike", an_event, logs(302), "POST", reason),
]

"""The checklist for a contract that a GP practice, a GP consortium or a body that GPs own may win (PRO-04): data."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from conflicts.terms.procurement import Route

SOURCE = "Procurement checklist for GP bidders (undated template, before 2016)"
ALL = frozenset(Route.values)


@dataclass(frozen=True, slots=True)
class Question:
    """One question, asked for these routes on these days."""

    id: str
    asks: str
    routes: frozenset[str] = ALL
    since: date | None = None
    until: date | None = None


QUESTIONS: tuple[Question, ...] = (
    Question(
        "value", "What outcomes and value for money does it bring, and which priorities of the CCG does it serve?"
    ),
    Question("public", "How were the public involved?"),
    Question("professionals", "Which health professionals were involved in designing the service?"),
    Question("providers", "Which possible providers were involved, and how was that kept fair?"),
    Question("board", "How was the health and wellbeing board involved, and how does it fit the joint strategy?"),
    Question("quality", "How will quality be monitored?"),
    Question("referrals", "How will referrals be monitored, and the figures published?"),
    Question("declared", "Are all conflicts declared, and are they on the public registers?"),
    Question("route", "Why this route?"),
    Question("scrutiny", "Who outside the CCG looked at it?"),
    Question("integrity", "How is the final decision kept free of conflicts?"),
    Question("price", "How was the price set?", frozenset({Route.AQP, Route.SINGLE_TENDER})),
    Question("choice", "How will patients know what they can choose from?", frozenset({Route.AQP})),
    Question("only", "How is it shown that no other provider is able?", frozenset({Route.SINGLE_TENDER})),
    Question(
        "beyond_core",
        "What goes beyond what the core GP contract already asks of the practices?",
        frozenset({Route.SINGLE_TENDER}),
    ),
)


def questions_for(route: str, on: date) -> list[Question]:
    """The questions that a route asks on a day."""
    dated = (q for q in QUESTIONS if (q.since is None or q.since <= on) and (q.until is None or on < q.until))
    return [question for question in dated if route in question.routes]


def unanswered(answers: Mapping[str, str], route: str, on: date) -> list[Question]:
    """The questions of the route that have no answer yet."""
    return [question for question in questions_for(route, on) if not str(answers.get(question.id, "")).strip()]

"""What people type about a ballot, its questions, a consultation and its answer, on the way from form to row."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from votes.rules.ballot_options import Option


@dataclass(frozen=True, slots=True)
class BallotFacts:
    """A ballot as it is drafted. `opens_at` None: voting begins the moment the ballot is opened."""

    title: str
    background: str = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """One question. `kind` is a QuestionKind; `models` (A, B, C) only for a model question.

    `as_choice`: members choose one of several models. `options` instead of those, where they are known already.
    """

    kind: str
    text: str
    models: Sequence[str] = ()
    as_choice: bool = True
    options: Sequence[Option] | None = None


@dataclass(frozen=True, slots=True)
class PublishedResultFacts:
    """What a paper says of a vote that was not held here, word for word."""

    held_on: date
    question: str
    kind: str
    outcome: str
    source: str
    turnout_text: str = ""
    support_text: str = ""
    threshold_text: str = ""


@dataclass(frozen=True, slots=True)
class ConsultedFacts:
    """What an LMC is asked, and until when. `haste_reason` says why it gets less than 14 days."""

    kind: str
    title: str
    question: str
    closes_at: datetime | None = None
    haste_reason: str = ""


@dataclass(frozen=True, slots=True)
class OpinionFacts:
    """What the LMC answers: whether it was consulted properly, and apart from that its opinion."""

    consulted_properly: bool
    opinion: str
    consulted_text: str = ""
    opinion_text: str = ""
    comments: str = ""

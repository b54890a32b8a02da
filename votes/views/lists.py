"""The lists of ballots, consultations and the engagement log, to take away (F-65)."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from markupsafe import Markup

from ccgs.models import CCG, LMC
from ccgs.terms import Permission
from ccgs.views.access import Request
from cocommission.shared.views.cells import Shown, lines, link, tag, tagged
from cocommission.shared.views.lists import ListFile, Rows, number_asked
from votes.models import Ballot, EngagementQuestion, HistoricResult
from votes.queries.ballot_roll import RollRow, effective_roll
from votes.queries.ballots import ballots_of
from votes.queries.consultation_facts import ConsultationFact
from votes.queries.consultations import facts, of_ccg, of_lmc, public_of_ccg, with_everything
from votes.queries.engagement import board_questions, current_attendances, events_of
from votes.queries.mandates import historic_results
from votes.rules.ballot_life import figures_visible
from votes.terms.ballots import BallotPhase, BallotState

Lines = Iterable[list[Any]]
PUBLIC_RESULT = (BallotPhase.PUBLISHED, BallotPhase.CHALLENGED)


def _working(request: Request, ccg: CCG) -> bool:
    return bool(request.may(Permission.VIEW_WORKING, ccg))


def _ballots(request: Request, ccg: CCG) -> Lines:
    """One row per question; what came of it once this reader may see the result."""
    working = _working(request, ccg)
    for ballot in ballots_of(ccg, working=working).prefetch_related("questions__result"):
        at = ballot.phase(request.now)
        seen = (ballot.published_at is not None and at in PUBLIC_RESULT) or (working and figures_visible(at))
        about = [ballot.number, ballot.title, at.label, ballot.get_mode_display(), ballot.opens_at, ballot.closes_at]
        for question in ballot.questions.all() or [None]:
            said: list[Any] = ["", "", ""]
            if question is not None:
                result = getattr(question, "result", None) if seen else None
                said = [question.number, question.text, result.get_outcome_display() if result else ""]
            yield [*about, *said, ballot.published_at, ballot.re_ballot_of.number if ballot.re_ballot_of else ""]


def roll_cells(ballot: Ballot) -> Callable[[RollRow], list[Any]]:
    """The cells of a practice on the roll of a ballot."""
    return lambda row: [ballot.number, row.code, row.name, row.patients, row.contract,
                        Shown(row.weight, "Struck off" if row.struck else row.weight), row.struck]  # fmt: skip


def _rolls(request: Request, ccg: CCG) -> Lines:
    """The roll as it counts now. Whether a practice has voted is not in it: that is for who runs the ballot."""
    found = Ballot.objects.filter(ccg=ccg).exclude(state=BallotState.DRAFT).order_by("number")
    wanted = number_asked(request, "ballot")
    for ballot in found if wanted is None else found.filter(number=wanted):
        yield from map(roll_cells(ballot), effective_roll(ballot))


def historic_cells(row: HistoricResult) -> list[Any]:
    """The cells of a result that was published elsewhere."""
    outcome = Shown(row.get_outcome_display(), tag("As published", status="WARNING") + f" {row.get_outcome_display()}")
    stated = (Shown(text, text or "Not stated") for text in (row.turnout_text, row.support_text, row.threshold_text))
    return [row.held_on, row.question, *stated, outcome, row.source]


def _historic(request: Request, ccg: CCG) -> Rows:
    return Rows(historic_results(ccg), historic_cells)


def _consultation(c: ConsultationFact, *, answers: bool, name: Any, outcome: Any) -> list[Any]:
    said: list[Any] = ["", "", "", ""]
    if answers and c.answer is not None:
        said = [c.consulted_properly, c.opinion_name, c.answer.answered_at, c.stale]
    closes = Shown(c.closes_at, c.closes_at or "Not set")
    return [c.number, c.ccg_code, c.lmc_name, c.kind_name, Shown(c.title, name), c.question,
            tagged(c.state_name, c.state), c.opened_at, closes, *said, c.no_response if answers else "",
            c.replied_at if answers else None, c.published_at, outcome]  # fmt: skip


def _outcome(c: ConsultationFact) -> Any:
    return tag(c.outcome_name, "WARNING" if c.stale or c.no_response else c.opinion or "NO_VIEW")


def consultation_cells(c: ConsultationFact, *, working: bool) -> list[Any]:
    """The cells of a consultation of a CCG.

    What was answered is in it for those who see working papers, and for everyone once it is published.
    """
    seen = working or c.published_at is not None
    reply = Markup(" ") + tag("Reply needed", status="NOT_STARTED") if working and c.reply_needed else ""
    outcome = (_outcome(c) if seen else "Not published yet") + reply if c.opened_at else ""
    return _consultation(c, answers=seen, name=lines(link(c.title, c.url), c.lmc_name), outcome=outcome)


def _consultations(request: Request, ccg: CCG) -> Rows:
    working = _working(request, ccg)
    rows = with_everything(of_ccg(ccg) if working else public_of_ccg(ccg))
    return Rows(facts(rows, request.now), partial(consultation_cells, working=working))


def lmc_consultation_cells(c: ConsultationFact) -> list[Any]:
    """The cells of a consultation for the LMC that it is before."""
    return _consultation(c, answers=True, name=lines(link(c.title, c.lmc_url), c.ccg_name), outcome=_outcome(c))


def _of_lmc(request: Request, lmc: LMC) -> Rows:
    return Rows(facts(with_everything(of_lmc(lmc)), request.now), lmc_consultation_cells)


def _events(request: Request, ccg: CCG) -> Lines:
    working = _working(request, ccg)
    for event in events_of(ccg, working=working):
        ballot = event.ballot if event.ballot and (working or event.ballot.state != BallotState.DRAFT) else None
        yield [event.number, event.get_kind_display(), event.title, event.held_at, event.audience,
               event.attended if event.members_then is not None else "", event.members_then, event.asked,
               event.answered, ballot.number if ballot else "", event.struck_at is not None]  # fmt: skip


def _attendance(request: Request, ccg: CCG) -> Lines:
    rows = current_attendances().filter(event__in=events_of(ccg, working=_working(request, ccg)).values("pk"))
    for row in rows.select_related("event", "practice").order_by("event__number", "practice_name"):
        yield [row.event.number, row.event.title, row.event.held_at, row.practice.code, row.practice_name]


def _questions(request: Request, ccg: CCG) -> Lines:
    """Which practice asked is for those who see working papers."""
    working = _working(request, ccg)
    rows = EngagementQuestion.objects.filter(event__in=events_of(ccg, working=working).values("pk"))
    for row in rows.select_related("event", "practice", "lmc").order_by("event__number", "number"):
        asker = row.practice.name if row.practice and working else (row.lmc.name if row.lmc else "")
        yield [row.event.number, row.event.title, row.event.held_at, row.number, row.get_asked_by_display(), asker,
               row.text, row.reply, row.replied_at]  # fmt: skip


def _board(request: Request, ccg: CCG) -> Lines:
    for one in board_questions(ccg, working=_working(request, ccg)):
        raised = one.raised
        yield [one.text, raised.event.number if raised else "", raised.reply if raised else "",
               raised.replied_at if raised else None]  # fmt: skip


CONSULTATION = (
    "Number", "CCG", "LMC", "Kind", "Title", "Question", "State", "Opened", "Closes", "Consulted properly",
    "Opinion of the LMC", "Answered", "Papers changed since", "No response", "CCG replied", "Published",
)  # fmt: skip
ASKED = (("Title", "Consultation"), ("Kind", "About"), "State", "Closes", "Outcome")
ROLLS = ListFile(
    "ballot-rolls", "Rolls of ballots",
    ("Ballot", "Code", "Practice", "Registered patients", "Contract", "Votes", "Struck off"),
    _rolls, pages={"ballot-roll": {"number": "ballot"}},
    shown=("Practice", "Code", "Registered patients", "Votes"), numbers=("Registered patients", "Votes"),
)  # fmt: skip
HISTORIC = ListFile(
    "results-as-published", "Results as published elsewhere",
    ("Held on", "Question", "Turnout as published", "In favour as published", "Threshold as published", "Outcome",
     "Source"),
    _historic, pages={"ballots": {}},
    shown=("Question", ("Held on", "Held"), ("Turnout as published", "Turnout"),
           ("In favour as published", "In favour"), ("Threshold as published", "Threshold"), "Outcome", "Source"),
)  # fmt: skip
CONSULTATIONS = ListFile(
    "consultations", "LMC consultations", CONSULTATION, _consultations, pages={"consultations": {}},
    shown=ASKED, more=("Outcome",),
)  # fmt: skip
LMC_CONSULTATIONS = ListFile(
    "consultations", "Consultations", CONSULTATION, _of_lmc, needs=(Permission.ANSWER_CONSULTATION,),
    pages={"lmc-consultations": {}}, shown=(*ASKED[:-1], ("Outcome", "Your answer")), more=("Outcome",),
)  # fmt: skip
CCG_LISTS = (
    ListFile(
        "ballots", "Ballots, with each question",
        ("Ballot", "Title", "State", "Mode", "Opens", "Closes", "Question", "What is asked", "Result", "Published",
         "Re-ballot of"),
        _ballots, pages={"ballots": {}},
    ),
    ROLLS,
    HISTORIC,
    CONSULTATIONS,
    ListFile(
        "engagement", "Engagement log",
        ("Event", "Kind", "Title", "Held", "Invited", "Practices that came", "Member practices then",
         "Questions", "Answered", "Ballot", "Struck out"),
        _events, pages={"engagement": {}},
    ),
    ListFile(
        "engagement-attendance", "Practices that came to each event",
        ("Event", "Title", "Held", "Code", "Practice"),
        _attendance, pages={"engagement": {}},
    ),
    ListFile(
        "engagement-questions", "Questions and replies",
        ("Event", "Title", "Held", "Question", "Asked by", "Name", "Text", "Reply", "Replied"),
        _questions, pages={"engagement": {}},
    ),
    ListFile(
        "board-questions", "Questions to the board",
        ("Question", "Asked at event", "Reply", "Replied"),
        _board, pages={"engagement-board-questions": {}},
    ),
)  # fmt: skip
LMC_LISTS = (LMC_CONSULTATIONS,)

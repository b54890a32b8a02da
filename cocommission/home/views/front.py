"""The first page: what the service does and where each person starts."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccgs.rules.national_picture import model_segments
from ccgs.views.access import Request
from cocommission.home.queries.national import deadlines, national_figures
from cocommission.shared.clock import london
from cocommission.shared.models import DemonstrationSignIn
from cocommission.shared.rules.bars import parts_picture


@dataclass(frozen=True, slots=True)
class Start:
    """Where one kind of person begins: what they come for, the label and address of the first click."""

    role: str
    comes_for: str
    label: str
    url: str


STARTS = (
    Start(
        "Practice representative or deputy",
        "Cast your practice's vote in under a minute, change it until the ballot closes, keep the receipt.",
        "My tasks",
        "/tasks/",
    ),
    Start(
        "Governance officer",
        "Keep members and posts, draft and open ballots, consult the LMC, put the application together.",
        "My tasks",
        "/tasks/",
    ),
    Start(
        "Accountable Officer and Audit Chair",
        "See what is missing, attest in your own name, submit before the deadline.",
        "My tasks",
        "/tasks/",
    ),
    Start(
        "LMC reviewer",
        "Read the papers, say whether you were consulted properly and what you think of the proposal.",
        "My tasks",
        "/tasks/",
    ),
    Start(
        "NHS England regional officer",
        "Run application rounds, review what was submitted, set conditions, decide.",
        "My tasks",
        "/tasks/",
    ),
    Start(
        "Committee secretary and chair",
        "Build the agenda, see who must leave which item and why, run the meeting, publish decisions and minutes.",
        "My tasks",
        "/tasks/",
    ),
    Start(
        "GP, lay member and every other decision-maker",
        "Declare your interests, confirm them when asked, read the papers that are yours to read.",
        "My tasks",
        "/tasks/",
    ),
    Start(
        "Conflicts of Interest Guardian",
        "Review declarations, investigate breaches, decide what the public registers leave out.",
        "My tasks",
        "/tasks/",
    ),
    Start(
        "National data steward",
        "Load the public files of CCGs, practices and list sizes; grant the first posts.",
        "My tasks",
        "/tasks/",
    ),
    Start(
        "Everyone else",
        "Look up a CCG: its members and model, its published ballots, registers, decisions and their proof.",
        "Find a CCG",
        "/ccgs/",
    ),
)


@require_safe
def home(request: Request) -> HttpResponse:
    """What this is for, the country in numbers, what is due, and the first click for each role."""
    today = london(request.now).date()
    figures = national_figures(today, request.now)
    title = "CCGs by the model that they hold"
    context = {
        "starts": STARTS,
        "figures": figures,
        "picture": parts_picture(title, model_segments(figures.models), "CCGs") if figures else None,
        "deadlines": deadlines(request.now),
        "demonstration": DemonstrationSignIn.objects.exists(),
        "today": today,
    }
    return render(request, "home/home.jinja", context)

"""Rounds: for everyone to read, for regional officers to announce and change."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from ccgs.forms.filters import DayForm
from ccgs.rules.national_picture import model_segments, national_picture
from ccgs.terms import Permission
from ccgs.views.access import PersonRequest, Request, person_page
from ccgs.views.lists import region_link, today_of
from cocommission.shared.clock import day
from cocommission.shared.rules.bars import parts_picture
from cocommission.shared.rules.names import short_region
from cocommission.shared.views.submitting import form_data, submitted
from models_abc.actions.rounds import change_round, load_calendar, open_round
from models_abc.forms.rounds import RoundForm
from models_abc.models import Round
from models_abc.queries.rounds import (
    calendar_missing,
    facts_of,
    interest_table,
    interests_in,
    may_manage_rounds,
    readiness_on,
    rounds_by_state,
)
from models_abc.rules.calendar import EVENTS, EXIT_NOTICE
from models_abc.rules.readiness_picture import READINESS
from models_abc.rules.rounds import round_state
from models_abc.terms import EvidenceKind, Readiness, RoundPurpose, RoundState
from models_abc.views.lists import INTERESTS, READY_REGIONS, ROUNDS, interest_cells, readiness_cells, round_cells


def _own_ccgs(request: Request) -> list[Any]:
    """The CCGs for which the reader may express interest or apply."""
    found = [post.ccg for post in request.posts if post.ccg and request.may(Permission.EDIT_APPLICATION, post.ccg)]
    return list(dict.fromkeys(found))


@require_safe
def round_list(request: Request) -> HttpResponse:
    """Every round, open ones first, with what happened around them."""
    tables = {
        state: ROUNDS.table(rows, round_cells(request.now)) for state, rows in rounds_by_state(request.now).items()
    }
    context = {
        "rounds": tables,
        "events": EVENTS,
        "exit_notice": EXIT_NOTICE,
        "may_manage": may_manage_rounds(request.person, request.now),
        "may_load": bool(request.person and request.person.is_staff),
    }
    return render(request, "models_abc/rounds.jinja", context)


@require_safe
def round_page(request: Request, slug: str) -> HttpResponse:
    """One round: its dates, its evidence, who is interested, and what a CCG's officer can do in it."""
    row = get_object_or_404(Round, slug=slug)
    interests = interests_in(row)
    table = interest_table(interests)
    wanted = {letter: counts.total() for letter, counts in table.items()}
    state = round_state(opens_at=row.opens_at, closes_at=row.closes_at, now=request.now)
    context = {
        "round": row,
        "state": state,
        "is_open": state == RoundState.OPEN,
        "is_closed": state == RoundState.CLOSED,
        "is_local": row.purpose == RoundPurpose.LOCAL,
        "is_interest": row.purpose == RoundPurpose.INTEREST,
        "evidence": [EvidenceKind(code).label for code in row.required_evidence],
        "interests": interests,
        "interested": INTERESTS.table(interests, interest_cells),
        "interest_table": table,
        "picture": parts_picture("CCGs interested in each model", model_segments(wanted), "CCGs"),
        "readiness": Readiness.choices,
        "ccgs": _own_ccgs(request) if state == RoundState.OPEN else [],
        "may_manage": may_manage_rounds(request.person, request.now),
    }
    return render(request, "models_abc/round.jinja", context)


@require_safe
def readiness(request: Request) -> HttpResponse:
    """England on a day by how soon each CCG could take up the model that it would like."""
    form = DayForm(request.GET or None)
    on = form.day_or(today_of(request))
    rows = readiness_on(on, request.now)
    drawn = [(short_region(row.region.name), row.tiles) for row in rows]
    context = {
        "form": form,
        "on": on,
        "regions": [(region_link(request, row.region, on).drawn, row.tiles) for row in rows],
        "table": READY_REGIONS.table(rows, readiness_cells(request, on)),
        "picture": national_picture(drawn, READINESS, f"Readiness of CCGs in England on {day(on)}"),
    }
    return render(request, "models_abc/readiness.jinja", context)


def _require_manager(request: Request) -> None:
    if not may_manage_rounds(request.person, request.now):
        raise PermissionDenied("Only NHS England's regional officers open and change rounds.")


@person_page
def rounds_load(request: PersonRequest) -> HttpResponse:
    """Records the historic rounds that are not there yet: for regional officers and the national data steward."""
    if not request.person.is_staff:
        _require_manager(request)
    if request.method == "POST":
        made = load_calendar(by=request.person, now=request.now)
        words = f"{len(made)} rounds recorded." if made else "Every round of the calendar was already recorded."
        messages.success(request, words)
        return redirect("rounds")
    return render(request, "models_abc/rounds_load.jinja", {"missing": calendar_missing()})


@person_page
def round_new(request: PersonRequest) -> HttpResponse:
    """Announces a round."""
    _require_manager(request)
    form = RoundForm(*form_data(request))
    made: list[Round] = []
    if submitted(request, form, lambda data: made.append(open_round(by=request.person, now=request.now, **data))):
        messages.success(request, f"{made[0].name} is announced. Officers of every CCG are told.")
        return redirect(made[0].url)
    context = {"form": form, "title": "Announce a round", "button": "Announce the round", "round": None}
    return render(request, "models_abc/round_form.jinja", context)


@person_page
def round_edit(request: PersonRequest, slug: str) -> HttpResponse:
    """Changes a round that has not closed."""
    _require_manager(request)
    row = get_object_or_404(Round, slug=slug)
    state = round_state(opens_at=row.opens_at, closes_at=row.closes_at, now=request.now)
    form = RoundForm(*form_data(request), round=row)
    if submitted(request, form, lambda data: change_round(round=row, by=request.person, now=request.now, **data)):
        messages.success(request, "The round is changed.")
        return redirect(row.url)
    context = {
        "form": form,
        "title": f"Change {row.name}",
        "button": "Save the change",
        "round": row,
        "is_open": state == RoundState.OPEN,
        "is_closed": state == RoundState.CLOSED,
        "facts": facts_of(row),
    }
    return render(request, "models_abc/round_form.jinja", context)

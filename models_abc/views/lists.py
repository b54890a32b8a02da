"""The lists of rounds, applications and functions, to take away (F-65)."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from itertools import chain
from typing import Any

from ccgs.forms.filters import DayForm
from ccgs.models import CCG, Region
from ccgs.terms.roles import Permission
from ccgs.views.access import Request
from ccgs.views.lists import region_link, today_of
from cocommission.shared.clock import day
from cocommission.shared.views.cells import Shown, linked, tagged
from cocommission.shared.views.lists import ListFile, Rows
from models_abc.models import Application, ExpressionOfInterest
from models_abc.queries.applications import applications_of, of_region, public_of
from models_abc.queries.functions import agreements_of, functions_today
from models_abc.queries.rounds import RegionReadiness, readiness_on, rounds_by_state
from models_abc.rules.readiness_picture import READINESS
from models_abc.rules.rounds import round_state
from models_abc.terms import AgreementState, EvidenceKind, Function, InterestState

Lines = Iterable[list[Any]]


def round_cells(now: datetime) -> Callable[[Any], list[Any]]:
    """The cells of a round of `rounds_by_state`, as it stands at `now`."""

    def cells(row: Any) -> list[Any]:
        state = round_state(opens_at=row.opens_at, closes_at=row.closes_at, now=now)
        model = f"Model {row.model_sought}" if row.model_sought else "Any model"
        days = Shown(" ".join(map(str, row.go_live_on)), ", ".join(map(day, row.go_live_on)) or "None")
        evidence = "; ".join(str(EvidenceKind(one).label) for one in row.required_evidence)
        return [linked(row.name, row.url), row.get_purpose_display(), Shown(row.model_sought, model), row.opens_at,
                row.closes_at, days, evidence, row.source, row.interest_count, row.application_count,
                state.label]  # fmt: skip

    return cells


def _rounds(request: Request, _: None) -> Rows:
    return Rows(list(chain(*rounds_by_state(request.now).values())), round_cells(request.now))


def _day_asked(request: Request) -> date:
    return DayForm(request.GET or None).day_or(today_of(request))


def readiness_cells(request: Request, on: date) -> Callable[[RegionReadiness], list[Any]]:
    """The cells of a region: how many of its CCGs are ready how soon, as at `on`."""

    def cells(row: RegionReadiness) -> list[Any]:
        return [row.region.code, region_link(request, row.region, on), row.region.ccgs, *map(row.counted, READINESS),
                on]  # fmt: skip

    return cells


def _readiness(request: Request, _: None) -> Rows:
    on = _day_asked(request)
    return Rows(readiness_on(on, request.now), readiness_cells(request, on))


def _readiness_of_ccgs(request: Request, _: None) -> Lines:
    on = _day_asked(request)
    for row in readiness_on(on, request.now):
        for ccg, wanted, tile in row.ccgs:
            yield [ccg.code, ccg.name, row.region.code, row.region.name, ccg.model_held, wanted,
                   READINESS[tile.kind].words, on]  # fmt: skip


def _interests(request: Request, _: None) -> Rows:
    rows = ExpressionOfInterest.objects.filter(state=InterestState.STANDING).select_related("ccg__region", "round")
    wanted = request.GET.get("round", "")
    found = rows.filter(round__slug=wanted[:200]) if wanted else rows
    return Rows(found.order_by("round__opens_at", "ccg__name"), interest_cells)


def interest_cells(row: ExpressionOfInterest) -> list[Any]:
    """The cells of an expression of interest."""
    return [row.round.name, row.ccg.code, linked(row.ccg.name, row.ccg.url), row.ccg.region.name,
            Shown(row.category, row.get_category_display()), row.get_readiness_display(),
            day(row.expressed_at)]  # fmt: skip


def application_cells(row: Application) -> list[Any]:
    """The cells of an application, whose name leads to its page at the region."""
    sent = getattr(row, "submission", None)
    at = sent.submitted_at if sent else None
    return [row.ccg.code, linked(row.ccg.name, row.review_url), row.number, row.round.name,
            Shown(row.model_sought, f"Model {row.model_sought}"), row.go_live_on,
            tagged(row.get_state_display(), row.state), row.started_at, Shown(at, at or "Not yet"), row.withdrawn_at,
            row.rescinded_at, row.live_at, row.ended_at]  # fmt: skip


def _applications(request: Request, ccg: CCG) -> Rows:
    """One that is being prepared is in it only for those who see working papers."""
    rows = applications_of(ccg) if request.may(Permission.VIEW_WORKING, ccg) else public_of(ccg)
    return Rows(rows.select_related("submission"), application_cells)


def _of_region(request: Request, region: Region) -> Rows:
    return Rows(of_region(region).order_by("ccg__code", "number"), application_cells)


def _functions(request: Request, ccg: CCG) -> Lines:
    held, found = functions_today(ccg, request.now)
    for one in found:
        yield [str(Function(one.function).label), held, one.decider.label]


def _agreements(request: Request, ccg: CCG) -> Lines:
    rows = agreements_of(ccg)
    if not request.may(Permission.VIEW_WORKING, ccg):
        rows = rows.filter(state=AgreementState.AGREED)
    for row in rows:
        yield [row.get_function_display(), row.model_held, row.get_decider_display(), row.from_on,
               row.get_state_display(), row.note, row.proposed_at]  # fmt: skip


APPLICATION = (
    "CCG", "Name", "Application", "Round", "Model sought", "Day to start", "State", "Started", "Submitted",
    "Withdrawn", "Rescinded", "Model held since", "Ended",
)  # fmt: skip
INTERESTS = ListFile(
    "expressions-of-interest", "Current expressions of interest",
    ("Round", "CCG", "Name", "Region", "Model", "Ready"),
    _interests, pages={"round": {"slug": "round"}},
    shown=(("Name", "CCG"), "Region", "Model", ("Ready", "Readiness"), "Expressed on"), more=("Expressed on",),
)  # fmt: skip
AT_THE_REGION = ListFile(
    "applications", "Applications", APPLICATION, _of_region, needs=(Permission.REVIEW_APPLICATIONS,),
    pages={"region-applications": {}},
    shown=(("Name", "CCG"), ("Model sought", "Sought"), "Round", "Submitted", ("Day to start", "Start"), "State"),
)  # fmt: skip
ROUNDS = ListFile(
    "rounds", "Rounds",
    ("Round", "For", "Model", "Opens", "Closes", "Days to start", "Required evidence", "Source", "Interested CCGs",
     "Applications", "State"),
    _rounds, pages={"rounds": {}},
    shown=("Round", "For", "Model", "Opens", "Closes", ("Days to start", "Go-live"), "Interested CCGs", "Applications"),
    numbers=("Interested CCGs", "Applications"),
)  # fmt: skip
HOW_SOON = tuple(look.words for look in READINESS.values())
READY_REGIONS = ListFile(
    "readiness", "Readiness of CCGs, by region", ("Code", "Region", "CCGs", *HOW_SOON, "As at"), _readiness,
    pages={"readiness": {}}, shown=("Region", "CCGs", *HOW_SOON), numbers=("CCGs", *HOW_SOON),
)  # fmt: skip
NATIONAL = (
    ROUNDS,
    INTERESTS,
    READY_REGIONS,
    ListFile(
        "readiness-ccgs", "Readiness of each CCG",
        ("Code", "Name", "Region", "Name of the region", "Model held", "Model wanted", "Readiness", "As at"),
        _readiness_of_ccgs, pages={"readiness": {}},
    ),
)  # fmt: skip
CCG_LISTS = (
    ListFile("applications", "Applications", APPLICATION, _applications, pages={"application": {}}),
    ListFile(
        "functions", "Who decides each function today", ("Function", "Model held", "Who decides"), _functions,
        pages={"functions": {}},
    ),
    ListFile(
        "function-agreements", "Agreements on functions",
        ("Function", "Model held", "Who decides", "From", "State", "Note", "Proposed"),
        _agreements, pages={"functions": {}},
    ),
)  # fmt: skip
REGION_LISTS = (AT_THE_REGION,)

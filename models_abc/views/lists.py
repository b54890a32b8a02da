"""The lists of rounds, applications and functions, to take away (F-65)."""

from collections.abc import Iterable
from typing import Any

from ccgs.models import CCG, Region
from ccgs.terms.roles import Permission
from ccgs.views.access import Request
from cocommission.shared.clock import day
from cocommission.shared.views.cells import Shown, linked, tagged
from cocommission.shared.views.lists import ListFile, Rows
from models_abc.models import Application, ExpressionOfInterest, Round
from models_abc.queries.applications import applications_of, of_region, public_of
from models_abc.queries.functions import agreements_of, functions_today
from models_abc.terms import AgreementState, EvidenceKind, Function, InterestState

Lines = Iterable[list[Any]]


def _rounds(request: Request, _: None) -> Lines:
    for row in Round.objects.order_by("opens_at", "slug"):
        yield [row.name, row.get_purpose_display(), row.model_sought, row.opens_at, row.closes_at,
               " ".join(map(str, row.go_live_on)), "; ".join(str(EvidenceKind(one).label)
               for one in row.required_evidence), row.source]  # fmt: skip


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
NATIONAL = (
    ListFile(
        "rounds", "Rounds",
        ("Round", "For", "Model", "Opens", "Closes", "Days to start", "Required evidence", "Source"),
        _rounds, pages={"rounds": {}},
    ),
    INTERESTS,
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

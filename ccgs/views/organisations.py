"""Lists of CCGs and regions, as at any day."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ccgs.forms.filters import CCGFilterForm, DayForm
from ccgs.models import Region
from ccgs.queries.ccg_lists import ccg_list, days_known, moment_on, region_list
from ccgs.rules.national_picture import MODELS, Tile, national_picture
from ccgs.views.access import Request, region_page
from ccgs.views.lists import CCGS, REGIONS, ccg_cells, ccg_sort, region_cells, region_link, today_of
from cocommission.shared.clock import day
from cocommission.shared.paging import page_of
from cocommission.shared.rules.names import short_region

OF_REGION = (("Name", "CCG"), "Code", "Local team", "Model held", ("Voting practices", "Voting members"),
             ("Registered patients", "Patients"))  # fmt: skip
"""The columns of CCGs on the page of their region."""


@require_safe
def ccgs(request: Request) -> HttpResponse:
    """Every CCG open on a day, with region, model held, voting members and patients; filtered, sorted, in pages."""
    form = CCGFilterForm(request.GET or None)
    on = form.day_or(today_of(request))
    sort = ccg_sort(request)
    rows = ccg_list(on, at=moment_on(on, request.now), sort=sort, **form.wanted)
    first, sizes = days_known()
    page = page_of(rows, request)
    return render(
        request,
        "ccgs/ccg_list.jinja",
        {
            "form": form,
            "on": on,
            "is_today": on == today_of(request),
            "sort": sort,
            "sort_query": _rest_of(request),
            "page": page,
            "ccgs": CCGS.table(page, ccg_cells(request, on)),
            "found": len(rows),
            "practices": sum(row.practices for row in rows),
            "patients": sum(row.patients for row in rows),
            "first_known": first,
            "sizes_known": sizes,
        },
    )


def _rest_of(request: Request) -> str:
    """The filters of the address, without its sort and page."""
    query = request.GET.copy()
    for name in ("sort", "page"):
        query.pop(name, None)
    return query.urlencode()


@require_safe
def regions(request: Request) -> HttpResponse:
    """The regions with their CCGs, models held and members on a day (F-30)."""
    form = DayForm(request.GET or None)
    on = form.day_or(today_of(request))
    rows = region_list(on, at=moment_on(on, request.now))
    tiles = [
        [Tile(ccg.code, ccg.name, ccg.model_held, f"model {ccg.model_held}") for ccg in row.listed] for row in rows
    ]
    drawn = [(short_region(row.name), its) for row, its in zip(rows, tiles, strict=True)]
    context = {
        "form": form,
        "on": on,
        "rows": rows,
        "regions": [(region_link(request, row, on).drawn, its) for row, its in zip(rows, tiles, strict=True)],
        "table": REGIONS.table(rows, region_cells(request, on)),
        "picture": national_picture(drawn, MODELS, f"Models held in England on {day(on)}"),
    }
    return render(request, "ccgs/regions.jinja", context)


@require_safe
@region_page()
def region(request: Request, region: Region) -> HttpResponse:
    """One region: its local teams and CCGs on a day."""
    form = DayForm(request.GET or None)
    on = form.day_or(today_of(request))
    rows = ccg_list(on, at=moment_on(on, request.now), region=region.code)
    teams = [team for team in region.local_teams.all() if team.is_open(on)]
    own = [post for post in request.posts if post.region_id == region.pk]
    tasks = request.asker.tasks_in(own) if own else []
    context = {
        "form": form,
        "on": on,
        "region": region,
        "rows": rows,
        "ccgs": CCGS.table(rows, ccg_cells(request, on), OF_REGION),
        "teams": teams,
        "own": own,
        "tasks": tasks,
    }
    return render(request, "ccgs/region.jinja", context)

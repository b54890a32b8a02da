"""The lists of organisations, people and constitutions, to take away (F-65)."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from ccgs.forms.filters import CCGFilterForm, DayForm
from ccgs.models import CCG, LMC, LMCArea
from ccgs.models.lmcs import in_area
from ccgs.queries.ccg_lists import SORTS, CCGRow, RegionRow, ccg_list, moment_on, region_list
from ccgs.queries.constitutions import versions_for
from ccgs.queries.members import practices_of
from ccgs.queries.posts import posts_in
from ccgs.queries.representatives import voices
from ccgs.terms.roles import Permission
from ccgs.views.access import CONNECTED, Request
from cocommission.shared.clock import london
from cocommission.shared.pages import url_to
from cocommission.shared.rules.names import short_region
from cocommission.shared.views.cells import Shown, link, linked, percent
from cocommission.shared.views.lists import ListFile, Rows

Lines = Iterable[list[Any]]


def today_of(request: Request) -> date:
    """The day in London of this request."""
    return london(request.now).date()


def ccg_sort(request: Request) -> str:
    """The key by which the reader sorts CCGs."""
    sort = request.GET.get("sort", "name")
    return sort if sort.removeprefix("-") in SORTS else "name"


def kept_day(request: Request, on: date) -> str:
    """What a link takes along so that it leads to the same day; nothing for today."""
    return "" if on == today_of(request) else f"?at={on.isoformat()}"


def ccg_cells(request: Request, on: date) -> Callable[[CCGRow], list[Any]]:
    """The cells of a CCG as at `on`."""
    at = kept_day(request, on)

    def cells(row: CCGRow) -> list[Any]:
        members = link(f"{row.practices:,}", url_to("ccg-practices", code=row.code) + at, f" members of {row.name}")
        region, team = (Shown(name, short_region(name)) for name in (row.region_name, row.team_name))
        return [row.code, linked(row.name, row.url), row.region_code, region, team, row.model_held, row.active,
                Shown(row.practices, members), row.patients, on]  # fmt: skip

    return cells


def _ccgs(request: Request, _: None) -> Rows:
    form = CCGFilterForm(request.GET or None)
    on = form.day_or(today_of(request))
    rows = ccg_list(on, at=moment_on(on, request.now), sort=ccg_sort(request), **form.wanted)
    return Rows(rows, ccg_cells(request, on))


def region_link(request: Request, row: RegionRow, on: date) -> Shown:
    """The name of a region, which leads to its page as at `on`."""
    return Shown(row.name, link(short_region(row.name), url_to("region", code=row.code) + kept_day(request, on)))


def region_cells(request: Request, on: date) -> Callable[[RegionRow], list[Any]]:
    """The cells of a region as at `on`."""

    def cells(row: RegionRow) -> list[Any]:
        name = region_link(request, row, on)
        return [row.code, name, row.ccgs, *(row.models[held] for held in "ABC"), row.practices, row.patients, on,
                percent(row.models["C"], row.ccgs)]  # fmt: skip

    return cells


def _regions(request: Request, _: None) -> Rows:
    on = DayForm(request.GET or None).day_or(today_of(request))
    return Rows(region_list(on, at=moment_on(on, request.now)), region_cells(request, on))


def _lmcs(request: Request, _: None) -> Lines:
    by_lmc: dict[int, list[str]] = {}
    areas = LMCArea.objects.filter(in_area(today_of(request))).select_related("ccg").order_by("ccg__code")
    for area in areas:
        by_lmc.setdefault(area.lmc_id, []).append(area.ccg.code)
    for lmc in LMC.objects.order_by("name"):
        yield [lmc.code, lmc.name, " ".join(by_lmc.get(lmc.pk, []))]


def _practices(request: Request, ccg: CCG) -> Lines:
    on = DayForm(request.GET or None).day_or(today_of(request))
    for row in practices_of(ccg, on):
        yield [row.code, row.name, row.patients, row.contract, row.contract_status, not row.why_not,
               " ".join(row.why_not), on]  # fmt: skip


def _people(request: Request, organisation: Any) -> Lines:
    for post in posts_in(organisation, request.now).order_by("role", "starts_at", "pk"):
        yield [post.get_role_display(), post.person.name, organisation.name, post.starts_at, post.ends_at]


def _representatives(request: Request, ccg: CCG) -> Lines:
    for voice in voices(ccg, request.now):
        named = ["; ".join(post.person.name for post in posts) for posts in (voice.representatives, voice.deputies)]
        yield [voice.member.code, voice.member.name, voice.member.patients, *named]


def _partners(request: Request, ccg: CCG) -> Lines:
    for area in ccg.lmc_areas.select_related("lmc").order_by("-from_on"):
        yield ["LMC", area.lmc.name, area.from_on, area.to_on]
    for partner in ccg.partner_links.select_related("body").order_by("body__kind", "-from_on"):
        yield [partner.body.get_kind_display(), partner.body.name, partner.from_on, partner.to_on]


def _constitutions(request: Request, ccg: CCG) -> Lines:
    for row in versions_for(ccg, working=request.may(Permission.VIEW_WORKING, ccg)):
        yield [row.number, row.title, row.state_at(request.now).label, row.drafted_at, row.proposed_at, row.adopted_at,
               row.approved_at, row.in_force_from_at, row.in_force_to_at, row.text_hash, row.rules_hash]  # fmt: skip


def _voting_rules(request: Request, ccg: CCG) -> Lines:
    working = request.may(Permission.VIEW_WORKING, ccg)
    for row in versions_for(ccg, working=working).prefetch_related("voting_rules"):
        for rule in row.voting_rules.all():
            yield [row.number, rule.get_decides_display(), rule.clause, rule.clause_text, rule.terms.sentence()]


POST_COLUMNS = ("Post", "Person", "Organisation", "From", "Until")

CCGS = ListFile(
    "ccgs", "CCGs",
    ("Code", "Name", "Region", "Name of the region", "Local team", "Model held", "Active practices",
     "Voting practices", "Registered patients", "As at"),
    _ccgs, pages={"ccgs": {}, "region": {"code": "region"}},
    shown=(("Name", "CCG"), "Code", ("Name of the region", "Region"), "Local team", ("Model held", "Model"),
           ("Voting practices", "Members"), ("Registered patients", "Patients")),
    numbers=("Voting practices", "Registered patients"),
    sorts={"Name": "name", "Code": "code", "Name of the region": "region", "Model held": "model",
           "Voting practices": "practices", "Registered patients": "patients"},
)  # fmt: skip
REGIONS = ListFile(
    "regions", "Regions",
    ("Code", "Name", "CCGs", "Model A", "Model B", "Model C", "Voting practices", "Registered patients", "As at"),
    _regions, pages={"regions": {}},
    shown=(("Name", "Region"), "CCGs", "Model A", "Model B", ("Share of model C", "Model C"),
           ("Voting practices", "Voting members"), ("Registered patients", "Patients")),
    more=("Share of model C",),
    numbers=("CCGs", "Model A", "Model B", "Share of model C", "Voting practices", "Registered patients"),
)  # fmt: skip
NATIONAL = (
    CCGS,
    REGIONS,
    ListFile("lmcs", "Local medical committees", ("Code", "Name", "CCGs that it covers"), _lmcs, pages={"lmcs": {}}),
)  # fmt: skip

CCG_LISTS = (
    ListFile(
        "practices", "Member practices",
        ("Code", "Name", "Registered patients", "Contract", "Status of the contract", "Votes", "Why it does not vote",
         "As at"),
        _practices, pages={"ccg-practices": {}},
    ),
    ListFile("people", "Who can act today", POST_COLUMNS, _people, pages={"ccg-people": {}}),
    ListFile(
        "representatives", "Representatives and deputies of practices",
        ("Code", "Practice", "Registered patients", "Representatives", "Deputies"),
        _representatives, needs=(CONNECTED,), pages={"ccg-representatives": {}},
    ),
    ListFile(
        "partners", "LMC and partner bodies", ("Kind", "Name", "From", "Until"), _partners, pages={"ccg-lmcs": {}}
    ),
    ListFile(
        "constitutions", "Versions of the constitution",
        ("Version", "Title", "State", "Drafted", "Proposed", "Adopted by members", "Approved by NHS England",
         "In force from", "In force until", "SHA-256 of the text", "SHA-256 of the voting rules"),
        _constitutions, pages={"ccg-constitutions": {}},
    ),
    ListFile(
        "voting-rules", "Voting rules of the constitution",
        ("Version", "What it decides", "Clause", "Words of the clause", "The rule"),
        _voting_rules, pages={"ccg-constitutions": {}},
    ),
)  # fmt: skip

REGION_LISTS = (ListFile("people", "Who can act today", POST_COLUMNS, _people, pages={"region-people": {}}),)
LMC_LISTS = (ListFile("people", "Who can act today", POST_COLUMNS, _people, pages={"lmc-people": {}}),)

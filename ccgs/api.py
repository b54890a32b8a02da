"""Open data of CCGs and their members: read only, no sign-in, as at any day (F-64)."""

from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from ninja import Field, Router, Schema
from ninja.errors import HttpError
from ninja.params.functions import Query

from ccgs.models import CCG, Region
from ccgs.queries.ccg_lists import CCGRow, ccg_figures, ccg_list, moment_on
from ccgs.queries.constitutions import in_force
from ccgs.queries.members import members_at
from ccgs.queries.open_data import detail
from ccgs.terms.models_held import ModelHeldCode
from cocommission.shared.clock import LONDON, london
from cocommission.shared.requests import MomentRequest

router = Router(tags=["CCGs"])
MOST = 1000
AT_HELP = "A day as YYYY-MM-DD or a moment as ISO 8601; today when left out."
AT = Query(None, description=AT_HELP, examples=["2016-02-01"])  # type: ignore[arg-type]  # JSON Schema wants a list
LIMIT = Query(MOST, ge=1, le=MOST, description="At most so many items.")
OFFSET = Query(0, ge=0, description="Leave out the first so many.")


class CCGItem(Schema):
    """A CCG on a day."""

    code: str
    name: str
    region: str = Field(description="ODS code of the region")
    region_name: str
    model_held: str = Field(description="A, B or C")
    practices: int = Field(description="Voting members: active GP practices with registered patients")
    active_practices: int = Field(description="Active GP practices, with registered patients or without")
    patients: int


class CCGPage(Schema):
    """`count`: all that fit, also those beyond `items`."""

    count: int
    items: list[CCGItem]


class ConstitutionItem(Schema):
    """The constitution in force."""

    number: int
    title: str
    in_force_from: datetime | None


class CCGDetail(CCGItem):
    """One CCG on a day, with where its members are and what is in force."""

    practices_url: str
    constitution: ConstitutionItem | None
    application: dict[str, Any] | None


class PracticeItem(Schema):
    """A voting member on a day."""

    code: str
    name: str
    patients: int
    contract: str | None = Field(description="GMS, PMS or APMS; null when none is recorded")


class PracticePage(Schema):
    """The voting members of a CCG on a day."""

    count: int
    items: list[PracticeItem]


class Trouble(Schema):
    """Why there is no answer."""

    detail: str


def day_and_moment(request: MomentRequest, text: str | None) -> tuple[date, datetime]:
    """The day and the moment that `at` names. Raises HttpError 400, in words, when it names none."""
    now: datetime = request.now
    if not text:
        return london(now).date(), now
    try:
        if len(text) == 10:
            on = date.fromisoformat(text)
            return on, moment_on(on, now)
        moment = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        message = f"at={text[:40]} is neither a day as YYYY-MM-DD nor a moment as ISO 8601"
        raise HttpError(400, message) from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=LONDON)
    try:
        return london(moment).date(), moment
    except OverflowError:
        raise HttpError(400, f"at={text[:40]} is beyond the calendar") from None


def _ccg(code: str) -> CCG:
    found = CCG.objects.filter(code=code.upper(), is_hub=False).first()
    if found is None:
        raise HttpError(404, f"There is no CCG with the code {code[:12]}")
    return found


def _item(row: CCGRow) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "region": row.region_code,
        "region_name": row.region_name,
        "model_held": row.model_held,
        "practices": row.practices,
        "active_practices": row.active,
        "patients": row.patients,
    }


@router.get("/", response={200: CCGPage, 400: Trouble}, url_name="ccgs", summary="CCGs open on a day")
def list_ccgs(
    request: MomentRequest,
    at: str | None = AT,
    model: str | None = Query(None, description="A, B or C: the model held"),
    region: str | None = Query(None, description="ODS code of a region, for example Y57"),
    limit: int = LIMIT,
    offset: int = OFFSET,
) -> dict[str, Any]:
    """Every CCG that was open on the day `at`, by code, with its voting members and their patients."""
    on, moment = day_and_moment(request, at)
    if model and model.upper() not in ModelHeldCode.values:
        raise HttpError(400, f"model={model[:10]} is not A, B or C")
    if region and not Region.objects.filter(code=region.upper()).exists():
        raise HttpError(400, f"region={region[:10]} is not the code of a region")
    rows = ccg_list(
        on,
        at=moment,
        region=region.upper() if region else None,
        model_held=model.upper() if model else None,
        sort="code",
    )
    return {"count": len(rows), "items": [_item(row) for row in rows[offset : offset + limit]]}


@router.get("/{code}/", response={200: CCGDetail, 400: Trouble, 404: Trouble}, url_name="ccg", summary="One CCG")
def one_ccg(request: MomentRequest, code: str, at: str | None = AT) -> dict[str, Any]:
    """One CCG on the day `at`; 404 when it was not open that day."""
    on, moment = day_and_moment(request, at)
    ccg = _ccg(code)
    row = ccg_figures(ccg, on, at=moment)
    if row is None:
        raise HttpError(404, f"{ccg.name} was not open on {on.isoformat()}")
    constitution = in_force(ccg, moment)
    practices_url = request.build_absolute_uri(reverse("api:ccg-practices", args=[ccg.code]))
    return {
        **_item(row),
        "practices_url": f"{practices_url}?{urlencode({'at': at})}" if at else practices_url,
        "constitution": constitution
        and {
            "number": constitution.number,
            "title": constitution.title,
            "in_force_from": constitution.in_force_from_at,
        },
        "application": detail("application", ccg, moment),
    }


@router.get(
    "/{code}/practices/",
    response={200: PracticePage, 400: Trouble, 404: Trouble},
    url_name="ccg-practices",
    summary="The voting members of a CCG",
)
def ccg_practices(
    request: MomentRequest, code: str, at: str | None = AT, limit: int = LIMIT, offset: int = OFFSET
) -> dict[str, Any]:
    """The practices that were voting members on the day `at`, by code."""
    on, _ = day_and_moment(request, at)
    rows = members_at(_ccg(code), on)
    items = [
        {"code": row.code, "name": row.name, "patients": row.patients, "contract": row.contract or None}
        for row in rows[offset : offset + limit]
    ]
    return {"count": len(rows), "items": items}

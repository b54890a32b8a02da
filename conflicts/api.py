"""Open data of the registers: what the public pages show, read only, no sign-in (F-54, F-64)."""

from datetime import date, datetime
from typing import Any

from ninja import Field, Router, Schema
from ninja.errors import HttpError
from ninja.params.functions import Path, Query

from ccgs.api import AT, LIMIT, OFFSET, Trouble, day_and_moment
from ccgs.models import CCG
from cocommission.shared.requests import MomentRequest
from conflicts.queries import gifts as gift_queries
from conflicts.queries.breaches import published_breaches
from conflicts.queries.open_data import gift_item, interest_item, register_facts
from conflicts.queries.procurement import public_item, public_of_ccg
from conflicts.queries.registers import arranged, published
from conflicts.terms.interests import InterestType

router = Router(tags=["Registers"])
CODE = Path(..., description="ODS code of the CCG")


class InterestItem(Schema):
    """One published entry of the register of interests."""

    id: str = Field(description="Never changes and is never used again")
    number: int
    name: str
    name_withheld: bool
    position: str
    type: str = Field(description="FINANCIAL, PROFESSIONAL, PERSONAL or INDIRECT")
    relationship: str = Field(description="Where the interest is indirect")
    organisation: str
    organisation_code: str = Field(description="ODS code or company number, where known")
    capacity: str
    description: str
    from_on: date
    to_on: date | None = Field(description="Last day")
    mitigation: str
    declared_at: datetime
    reviewed_at: datetime | None


class InterestPage(Schema):
    """`count`: all that fit, also those beyond `items`."""

    ccg: str
    at: datetime | None = Field(description="The moment that was asked for; null for now")
    published: bool = Field(description="Whether the CCG's registers are public")
    scope: str = Field(description="ALL or DECISION_MAKERS")
    withheld: dict[str, int] = Field(description="Entries that are not shown, by why")
    no_longer_shown: int = Field(description="Entries shown then that may not be shown today")
    count: int
    items: list[InterestItem]


class GiftItem(Schema):
    """One published entry of the register of gifts and hospitality."""

    id: str = Field(description="Never changes and is never used again")
    number: int
    name: str
    position: str
    kind: str
    details: str
    value_pence: int = Field(description="Estimated")
    offered_on: date
    received_on: date | None
    source: str
    source_business: str
    supplier: bool
    answer: str = Field(description="DECLINED, ACCEPTED or FOR_ORGANISATION")
    reason: str
    state: str = Field(description="RECORDED, or REFUSED by the senior approver")
    approver_position: str
    approved_at: datetime | None
    approval_reason: str


class GiftPage(Schema):
    """`count`: all that fit, also those beyond `items`."""

    count: int
    items: list[GiftItem]


class ProcurementItem(Schema):
    """One published procurement decision, with the keys of the file."""

    ref: str = Field(description="Never changes and is never used again")
    title: str
    description: str
    existing: bool = Field(description="Whether it continues an existing contract")
    collaborative: bool
    kind: str
    route: str
    clinical_lead: str
    contract_manager: str
    decided_on: date | None
    decided_how_and_where: str
    decision: str
    took_part: str
    conflicts_and_handling: str
    justification: str
    state: str
    provider: str
    address: str
    total_in_pounds: int | None
    amounts_payable: str
    starts_on: date | None
    ends_on: date | None
    selection_process: str
    OJEU: str
    Contracts_Finder: str
    published: datetime


class ProcurementPage(Schema):
    """`count`: all that fit, also those beyond `items`."""

    count: int
    items: list[ProcurementItem]


class BreachItem(Schema):
    """One published breach. No contact is named."""

    id: str = Field(description="Never changes and is never used again")
    kind: str
    happened_on: date
    text: str
    published_at: datetime


class BreachPage(Schema):
    """`count`: all that fit, also those beyond `items`."""

    count: int
    items: list[BreachItem]


def _ccg(code: str) -> CCG:
    found = CCG.objects.filter(code=code.upper(), is_hub=False).first()
    if found is None:
        raise HttpError(404, f"There is no CCG with the code {code[:12]}")
    return found


@router.get(
    "/interests/",
    response={200: InterestPage, 400: Trouble, 404: Trouble},
    url_name="register-interests",
    summary="The public register of interests of a CCG",
)
def interests(
    request: MomentRequest,
    code: str = CODE,
    at: str | None = AT,
    type: str | None = Query(None, description="FINANCIAL, PROFESSIONAL, PERSONAL or INDIRECT"),
    limit: int = LIMIT,
    offset: int = OFFSET,
) -> dict[str, Any]:
    """The register as at a minute, without what may not be shown today, by name."""
    now: datetime = request.now
    ccg = _ccg(code)
    if type and type.upper() not in InterestType.values:
        raise HttpError(400, f"type={type[:12]} is not a type of interest")
    _, moment = day_and_moment(request, at)
    register = published(ccg, min(moment, now), seen_at=now)
    rows = arranged(register.entries, kind=(type or "").upper())
    items = [interest_item(entry) for entry in rows[offset : offset + limit]]
    return {**register_facts(ccg, register), "at": register.at if at else None, "count": len(rows), "items": items}


@router.get(
    "/gifts/",
    response={200: GiftPage, 400: Trouble, 404: Trouble},
    url_name="register-gifts",
    summary="The public register of gifts and hospitality of a CCG",
)
def gifts(
    request: MomentRequest, code: str = CODE, at: str | None = AT, limit: int = LIMIT, offset: int = OFFSET
) -> dict[str, Any]:
    """Published offers, accepted or declined, the latest first; as at a minute, without what may not be shown today."""
    now: datetime = request.now
    ccg = _ccg(code)
    _, moment = day_and_moment(request, at)
    rows = gift_queries.arranged(gift_queries.public_of_ccg(ccg, now, at=min(moment, now)))
    return {"count": rows.count(), "items": [gift_item(row) for row in rows[offset : offset + limit]]}


@router.get(
    "/procurement/",
    response={200: ProcurementPage, 404: Trouble},
    url_name="register-procurement",
    summary="The public register of procurement decisions of a CCG",
)
def procurement(request: MomentRequest, code: str = CODE, limit: int = LIMIT, offset: int = OFFSET) -> dict[str, Any]:
    """Published decisions with who took part, their conflicts and the five items of an award, the latest first."""
    rows = public_of_ccg(_ccg(code))
    return {"count": rows.count(), "items": [public_item(row) for row in rows[offset : offset + limit]]}


@router.get(
    "/breaches/",
    response={200: BreachPage, 404: Trouble},
    url_name="register-breaches",
    summary="Published breaches of a CCG, without names",
)
def breaches(request: MomentRequest, code: str = CODE, limit: int = LIMIT, offset: int = OFFSET) -> dict[str, Any]:
    """What the Guardian published, the latest first."""
    ccg = _ccg(code)
    rows = published_breaches(ccg)
    items = [
        {
            "id": f"{ccg.code}-breach-{row.number}",
            "kind": row.kind,
            "happened_on": row.happened_on,
            "text": row.text,
            "published_at": row.published_at,
        }
        for row in rows[offset : offset + limit]
    ]
    return {"count": len(rows), "items": items}

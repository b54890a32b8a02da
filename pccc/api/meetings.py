"""Open data of meetings whose agenda was published: read only, no sign-in (F-43, F-64)."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.errors import HttpError
from ninja.params.functions import Path, Query

from ccgs.models import CCG
from pccc.models import AgendaItem, Meeting
from pccc.queries.meetings import public, with_everything
from pccc.terms import Part

router = Router(tags=["Meetings"])
MOST = 200


class ItemLine(Schema):
    """One item of a published agenda. Of a private item only that it is private, and why."""

    number: int
    part: str = Field(description="PUBLIC or PRIVATE")
    state: str = Field(description="LISTED, TAKEN, DONE, REMEDIED (no quorum) or WITHDRAWN")
    title: str = Field(description="Empty for a private item")
    kind: str = Field(description="DECISION, DISCUSSION or INFORMATION; empty for a private item")
    functions: list[str]
    private_reason: str
    late_reason: str
    remedies: list[str] = Field(description="What was done for want of a quorum")
    url: str


class MeetingLine(Schema):
    """A meeting whose agenda was published."""

    committee: int
    committee_name: str
    number: int
    state: str = Field(description="NOTICED, OPEN, CLOSED or CANCELLED")
    starts_at: datetime
    place: str
    noticed_at: datetime
    short_notice_reason: str
    opened_at: datetime | None
    closed_at: datetime | None
    cancelled_reason: str
    url: str
    items: list[ItemLine]


class MeetingPage(Schema):
    """`count`: all that fit, also those beyond `items`."""

    count: int
    items: list[MeetingLine]


def _item(item: AgendaItem) -> dict[str, Any]:
    shown = item.part == Part.PUBLIC
    return {
        "number": item.number,
        "part": item.part,
        "state": item.state,
        "title": item.title if shown else "",
        "kind": item.kind if shown else "",
        "functions": item.functions if shown else [],
        "private_reason": item.private_reason,
        "late_reason": item.late_reason if shown else "",
        "remedies": [one.remedy for one in item.remedies.all()],
        "url": item.url if shown else "",
    }


def _meeting(meeting: Meeting) -> dict[str, Any]:
    return {
        "committee": meeting.committee.number,
        "committee_name": meeting.committee.name,
        "number": meeting.number,
        "state": meeting.state,
        "starts_at": meeting.starts_at,
        "place": meeting.place,
        "noticed_at": meeting.noticed_at,
        "short_notice_reason": meeting.short_notice_reason,
        "opened_at": meeting.opened_at,
        "closed_at": meeting.closed_at,
        "cancelled_reason": meeting.cancelled_reason,
        "url": meeting.url,
        "items": [_item(item) for item in meeting.items.all()],
    }


@router.get(
    "/", response=MeetingPage, url_name="published-meetings", summary="Meetings of a CCG's committees, as published"
)
def meeting_list(
    request: HttpRequest,
    code: str = Path(..., description="ODS code of the CCG"),
    committee: int | None = Query(None, description="Number of a committee within the CCG"),
    limit: int = Query(50, ge=1, le=MOST),
    offset: int = Query(0, ge=0),
) -> dict[str, Any]:
    """Meetings whose agenda was published, the latest first; of private items only that they are private, and why."""
    ccg = CCG.objects.filter(code=code.upper(), is_hub=False).first()
    if ccg is None:
        raise HttpError(404, "There is no CCG with this code.")
    rows = public(Meeting.objects.filter(committee__ccg=ccg))
    if committee is not None:
        rows = rows.filter(committee__number=committee)
    found = with_everything(rows).order_by("-starts_at", "-pk")[offset : offset + limit]
    return {"count": rows.count(), "items": [_meeting(row) for row in found]}

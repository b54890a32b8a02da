"""Open data of published ballots: read only, no sign-in (F-16, F-64)."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema
from ninja.errors import HttpError
from ninja.params.functions import Query

from cocommission.shared.pages import url_to
from votes.models import Ballot, PublishedTally
from votes.queries.ballots import questions_of, with_parts
from votes.rules.ballot_words import outcome_sentence
from votes.terms.ballots import BallotState

router = Router(tags=["Ballots"])
MOST = 200
SHOWN = (BallotState.PUBLISHED, BallotState.CHALLENGED)


class QuestionItem(Schema):
    """One question and its result. `figures` has every count with what it was counted against."""

    number: int
    kind: str
    text: str
    outcome: str = Field(description="CARRIED, LOST or INQUORATE")
    sentence: str
    rule: str
    figures: dict[str, Any]


class BallotItem(Schema):
    """A published ballot."""

    id: int
    ccg: str
    number: int
    title: str
    state: str = Field(description="PUBLISHED, or CHALLENGED while the result is in doubt")
    opens_at: datetime
    closes_at: datetime
    published_at: datetime
    url: str
    tally_url: str


class BallotDetail(BallotItem):
    """One published ballot with its questions, hashes and certificate."""

    certified_by: str
    certified_at: datetime
    roll_hash: str
    questions_hash: str
    ballot_hash: str
    tally_sha256: str
    re_ballot_of: int | None
    questions: list[QuestionItem]


class BallotPage(Schema):
    """`count`: all that fit, also those beyond `items`."""

    count: int
    items: list[BallotItem]


def _item(ballot: Ballot) -> dict[str, Any]:
    return {
        "id": ballot.pk,
        "ccg": ballot.ccg.code,
        "number": ballot.number,
        "title": ballot.title,
        "state": ballot.state,
        "opens_at": ballot.opens_at,
        "closes_at": ballot.closes_at,
        "published_at": ballot.published_at,
        "url": ballot.url,
        "tally_url": url_to("api:ballot_tally", ballot_id=ballot.pk),
    }


def _published(ballot_id: int) -> Ballot:
    found = with_parts(Ballot.objects.filter(pk=ballot_id, published_at__isnull=False, state__in=SHOWN)).first()
    if found is None:
        raise HttpError(404, "There is no published ballot with this number.")
    return found


@router.get("/", response=BallotPage, summary="Published ballots")
def ballot_list(
    request: HttpRequest,
    ccg: str | None = Query(None, description="ODS code of a CCG"),
    limit: int = Query(MOST, ge=1, le=MOST),
    offset: int = Query(0, ge=0),
) -> dict[str, Any]:
    """Published ballots, the latest first."""
    found = Ballot.objects.filter(published_at__isnull=False, state__in=SHOWN).select_related("ccg")
    if ccg:
        found = found.filter(ccg__code=ccg.upper())
    rows = found.order_by("-published_at", "-pk")[offset : offset + limit]
    return {"count": found.count(), "items": [_item(ballot) for ballot in rows]}


@router.get("/{int:ballot_id}/", response=BallotDetail, summary="A published ballot")
def ballot_detail(request: HttpRequest, ballot_id: int) -> dict[str, Any]:
    """One published ballot: each question apart, with its rule, outcome and every figure."""
    ballot = _published(ballot_id)
    return _item(ballot) | {
        "certified_by": ballot.certified_by.name if ballot.certified_by else "",
        "certified_at": ballot.certified_at,
        "roll_hash": ballot.roll_hash,
        "questions_hash": ballot.questions_hash,
        "ballot_hash": ballot.ballot_hash,
        "tally_sha256": PublishedTally.objects.only("sha256").get(ballot=ballot).sha256,
        "re_ballot_of": ballot.re_ballot_of_id,
        "questions": [
            {
                "number": question.number,
                "kind": question.kind,
                "text": question.text,
                "outcome": question.result.outcome,
                "sentence": outcome_sentence(question.result.tally),
                "rule": question.terms.sentence() if question.terms else "",
                "figures": question.result.figures,
            }
            for question in questions_of(ballot)
        ],
    }


@router.get("/{int:ballot_id}/tally.json", summary="The tally file of a published ballot")
def ballot_tally(request: HttpRequest, ballot_id: int) -> HttpResponse:
    """The tally as it was published, byte for byte; `scripts/check_tally.py` counts it again."""
    ballot = _published(ballot_id)
    return HttpResponse(PublishedTally.objects.get(ballot=ballot).text, content_type="application/json")

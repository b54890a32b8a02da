"""Open data of decisions: read only, no sign-in; only those of public items and urgent ones (F-45, F-64)."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema
from ninja.errors import HttpError
from ninja.params.functions import Path, Query

from ccgs.models import CCG
from cocommission.shared.pages import url_to
from pccc.models import Decision
from pccc.queries.decisions import figures_words, is_private, of_ccg, public, with_everything

router = Router(tags=["Decisions"])
MOST = 200
CODE = Path(..., description="ODS code of a CCG")


class DecisionItem(Schema):
    """A decision of a committee."""

    number: int
    kind: str = Field(description="MEETING, URGENT, RATIFICATION or CORRECTION")
    committee: str
    title: str
    text: str
    function: str
    outcome: str = Field(description="CARRIED or LOST")
    vote: str
    model_held: str
    decider: str
    decided_at: datetime
    earlier: int | None = Field(description="Number of the decision that it ratifies or corrects")
    url: str


class DecisionVoteItem(Schema):
    """A named vote; `casting` marks the chair's casting vote."""

    name: str
    position: str
    choice: str
    casting: bool


class DecisionDetail(DecisionItem):
    """One decision with its quorum, votes and the numbers of later decisions that ratify or correct it."""

    rationale: str
    quorum: dict[str, Any]
    votes: list[DecisionVoteItem]
    later: list[int]
    dossier_url: str


class DecisionPage(Schema):
    """`count`: all that fit, also those beyond `items`."""

    count: int
    items: list[DecisionItem]


def _ccg(code: str) -> CCG:
    found = CCG.objects.filter(code=code.upper(), is_hub=False).first()
    if found is None:
        raise HttpError(404, "There is no CCG with this code.")
    return found


def _item(decision: Decision) -> dict[str, Any]:
    return {
        "number": decision.number,
        "kind": decision.kind,
        "committee": decision.committee.name,
        "title": decision.title,
        "text": decision.text,
        "function": decision.function,
        "outcome": decision.outcome,
        "vote": figures_words(decision),
        "model_held": decision.authority["model_held"],
        "decider": decision.authority["decider"],
        "decided_at": decision.decided_at,
        "earlier": decision.earlier.number if decision.earlier else None,
        "url": decision.url,
    }


@router.get("/", response=DecisionPage, url_name="public-decisions", summary="Decisions of a CCG's committees")
def decision_list(
    request: HttpRequest, code: str = CODE, limit: int = Query(MOST, ge=1, le=MOST), offset: int = Query(0, ge=0)
) -> dict[str, Any]:
    """Decisions taken in public, and urgent ones, the latest first."""
    found = public(of_ccg(_ccg(code)))
    return {"count": found.count(), "items": [_item(one) for one in found[offset : offset + limit]]}


@router.get("/{int:number}/", response=DecisionDetail, url_name="public-decision", summary="A decision")
def decision_detail(request: HttpRequest, number: int, code: str = CODE) -> dict[str, Any]:
    """One decision with its quorum and named votes."""
    found = with_everything(Decision.objects.filter(ccg=_ccg(code), number=number)).first()
    if found is None or is_private(found):
        raise HttpError(404, "There is no public decision with this number.")
    return _item(found) | {
        "rationale": found.rationale,
        "quorum": found.quorum,
        "votes": [
            {"name": vote.person.name, "position": vote.position, "choice": vote.choice, "casting": vote.casting}
            for vote in found.votes.all()
        ],
        "later": [one.number for one in found.later_decisions.all()],
        "dossier_url": url_to("decision-dossier", found),
    }

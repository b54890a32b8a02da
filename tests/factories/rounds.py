"""Rounds, arrangements and what they rest on, for tests."""

from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any

from cocommission.shared.clock import LONDON
from models_abc.actions.arrangements import sign_for_ccg, sign_for_region
from models_abc.models import Arrangement, Round
from models_abc.queries.arrangements import terms_digest
from models_abc.rules.rounds import USUAL_EVIDENCE
from models_abc.terms import ArrangementState, CommitteeKind, RoundPurpose
from tests.factories import committees
from tests.factories.ccgs_people import steward
from tests.factories.scenes import scene

MIDDAY = datetime(2015, 11, 6, 12, tzinfo=LONDON)


def round_row(slug: str = "delegated-2016", *, model_sought: str = "C", **fields: Any) -> Round:
    """A round as the calendar has it: model C, closing at midday on 6 November 2015, live from 1 April 2016."""
    values: dict[str, Any] = {
        "name": f"Round {slug}",
        "purpose": RoundPurpose.LOCAL if model_sought == "B" else RoundPurpose.NATIONAL,
        "model_sought": model_sought,
        "opens_at": datetime(2015, 6, 1, tzinfo=LONDON),
        "closes_at": MIDDAY,
        "go_live_on": [date(2016, 4, 1)],
        "required_evidence": [str(kind) for kind in USUAL_EVIDENCE.get(model_sought, ())],
        "source": "Made for a test",
    }
    row = Round(slug=slug, **(values | fields))
    return row.record(by=steward(), at=row.opens_at - timedelta(days=1), why="Made for a test")


def interest_round(slug: str = "interest", **fields: Any) -> Round:
    """A round of expressions of interest, open on the named moment of tests."""
    values = {"purpose": RoundPurpose.INTEREST, "go_live_on": [], "required_evidence": []}
    return round_row(slug, model_sought="", **(values | fields))


def local_round(slug: str = "joint-2015-16", **fields: Any) -> Round:
    """The local round for model B of 2015/16."""
    values = {
        "closes_at": datetime(2016, 4, 1, tzinfo=LONDON),
        "go_live_on": [date(2016, 1, 1), date(2016, 4, 1)],
    }
    return round_row(slug, model_sought="B", **(values | fields))


def arrangement(ccg: Any, round: Round, state: str = ArrangementState.DRAFT, **fields: Any) -> Arrangement:
    """An arrangement in a state, written past its rules."""
    values = {
        "go_live_on": date(2016, 1, 1),
        "committee_kind": CommitteeKind.JOINT_COMMITTEE,
        "membership": "As agreed",
    }
    row = Arrangement(ccg=ccg, round=round, state=state, **(values | fields))
    return row.record(by=steward(), at=round.opens_at, why="Made for a test")


def upload(name: str = "agreement.txt", content: bytes = b"Agreed.") -> BytesIO:
    """Something that can be uploaded."""
    file = BytesIO(content)
    file.name = name
    return file


@scene
def joint_committee(world: Any, *, active: bool = True, **fields: Any) -> Any:
    """A joint committee with NHS England that breaks no rule, unless `rows` or other fields say otherwise."""
    values = {"kind": "JOINT", "name": "Joint committee", "rows": committees.JOINT, "region": world.region}
    if "agreement" not in fields:
        values["agreement"] = committees.paper(world, b"Agreement under section 13Z.")
    return committees.pccc(world, active=active, **(values | fields))


def signed_for_ccg(row: Arrangement, by: Any, now: datetime) -> Arrangement:
    """`by` signs for the CCG what the page shows."""
    return sign_for_ccg(arrangement=row, seen=terms_digest(fresh(row)), by=by, now=now)


def signed_for_region(row: Arrangement, by: Any, now: datetime) -> Arrangement:
    """`by` signs for the region what the page shows."""
    return sign_for_region(arrangement=row, seen=terms_digest(fresh(row)), by=by, now=now)


def fresh(row: Arrangement) -> Arrangement:
    """The row as it stands."""
    return Arrangement.objects.select_related("ccg__region", "round", "constitution").get(pk=row.pk)

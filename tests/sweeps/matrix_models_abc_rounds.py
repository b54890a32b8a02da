"""Who may open which page of models, functions, rounds, expressions of interest and arrangements."""

from typing import Any

from ccgs.actions.models_held import change_model_held
from models_abc.actions.arrangements import save_arrangement
from models_abc.actions.functions import propose_agreement
from models_abc.actions.interests import express_interest
from models_abc.terms import ArrangementState, Decider, Function
from tests.database import replaceable_clock
from tests.factories.ccgs_people import LONG_AGO
from tests.factories.rounds import arrangement, interest_round, local_round, round_row, upload
from tests.sweeps.who import P, everyone, only, private, signed_in, those

ALL = everyone(200)


def rounds_only(status: int) -> dict[str, int]:
    """A page of regional officers, of whichever region."""
    return signed_in(403) | those(status, P.MANAGE_ROUNDS, "other_region_officer")


def nothing(world: Any) -> dict[str, Any]:
    return {}


def code(world: Any) -> dict[str, Any]:
    return {"code": world.ccg.code}


def a_round(world: Any) -> dict[str, Any]:
    return {"slug": round_row().slug}


def a_round_in_its_time(world: Any) -> dict[str, Any]:
    """The referee's clock stands still with the world's, so that the round has not closed for it either."""
    with replaceable_clock() as stop_at:
        stop_at(world.now)
    return a_round(world)


def in_a_round(world: Any) -> dict[str, Any]:
    return code(world) | {"slug": interest_round().slug}


def interested(world: Any) -> dict[str, Any]:
    row = interest_round()
    express_interest(ccg=world.ccg, round=row, category="B", readiness="NOW", by=world.officer, now=world.now)
    return code(world) | {"slug": row.slug}


def a_function(world: Any) -> dict[str, Any]:
    change_model_held(
        ccg=world.ccg, model="C", from_at=LONG_AGO, by=None, now=world.now, reason="For a test", source="A test"
    )
    return code(world) | {"function": "COMPLAINTS"}


def a_proposal(world: Any) -> dict[str, Any]:
    a_function(world)
    row = propose_agreement(
        ccg=world.ccg, function=Function.COMPLAINTS, decider=Decider.CCG, from_on=world.now.date(), source="A test",
        by=world.officer, now=world.now,
    )  # fmt: skip
    return code(world) | {"pk": row.pk}


def a_draft(world: Any) -> dict[str, Any]:
    row = arrangement(world.ccg, local_round())
    save_arrangement(ccg=world.ccg, arrangement=row, agreement_file=upload(), by=world.officer, now=world.now)
    return code(world)


def a_live_one(world: Any) -> dict[str, Any]:
    signed = {"ccg_signed_at": world.now, "ccg_signed_by": world.accountable_officer}
    signed |= {"region_signed_at": world.now, "region_signed_by": world.regional_officer}
    arrangement(world.ccg, local_round(), ArrangementState.LIVE, **signed)
    change_model_held(
        ccg=world.ccg, model="B", from_at=LONG_AGO, by=None, now=world.now, reason="For a test", source="A test"
    )
    return code(world)


def round_data(world: Any) -> dict[str, Any]:
    return {
        "name": "A round", "slug": "a-round", "purpose": "NATIONAL", "model_sought": "C",
        "opens_at[day]": "1", "opens_at[month]": "11", "opens_at[year]": "2015", "opens_at[time]": "9:00",
        "closes_at[day]": "1", "closes_at[month]": "3", "closes_at[year]": "2016", "closes_at[time]": "12:00",
        "go_live_on": "1/4/2016", "required_evidence": ["MANDATE"], "source": "A letter",
    }  # fmt: skip


def edit_data(world: Any) -> dict[str, Any]:
    kept = {name: value for name, value in round_data(world).items() if name != "slug"}
    return kept | {
        "opens_at[day]": "1", "opens_at[month]": "6", "opens_at[year]": "2015", "opens_at[time]": "0:00",
        "why": "The template came late",
    }  # fmt: skip


def interest_data(world: Any) -> dict[str, Any]:
    return {"category": "B", "readiness": "SOON", "text": ""}


def why(world: Any) -> dict[str, Any]:
    return {"reason": "For a test"}


def proposal_data(world: Any) -> dict[str, Any]:
    return {
        "decider": "CCG", "from_on[day]": "1", "from_on[month]": "10", "from_on[year]": "2015", "source": "A schedule",
    }  # fmt: skip


def answer_data(world: Any) -> dict[str, Any]:
    return {"agree": "yes", "reason": ""}


def held_data(world: Any) -> dict[str, Any]:
    return {
        "model": "C", "from_on[day]": "1", "from_on[month]": "4", "from_on[year]": "2015", "source": "List of 2015",
    }  # fmt: skip


SIGN = only(409, P.SUBMIT_APPLICATION, P.REVIEW_APPLICATIONS)

MATRIX = [
    ("models", nothing, ALL, "GET"),
    ("model", lambda world: {"letter": "c"}, ALL, "GET"),
    ("rounds", nothing, ALL, "GET"),
    ("readiness", nothing, ALL, "GET"),
    ("round", a_round, ALL, "GET"),
    ("model-taken-over", code, private(200, "steward"), "GET"),
    ("model-taken-over", code, private(302, "steward"), "POST", held_data),
    ("rounds-load", nothing, rounds_only(200), "GET"),
    ("rounds-load", nothing, rounds_only(302), "POST"),
    ("round-new", nothing, rounds_only(200), "GET"),
    ("round-new", nothing, rounds_only(302), "POST", round_data),
    ("round-edit", a_round, rounds_only(200), "GET"),
    ("round-edit", a_round_in_its_time, rounds_only(302), "POST", edit_data),
    ("interest", in_a_round, only(200, P.EDIT_APPLICATION), "GET"),
    ("interest", in_a_round, only(302, P.EDIT_APPLICATION), "POST", interest_data),
    ("interest-withdraw", interested, only(200, P.EDIT_APPLICATION), "GET"),
    ("interest-withdraw", interested, only(302, P.EDIT_APPLICATION), "POST", why),
    ("functions", code, ALL, "GET"),
    ("function-propose", a_function, only(200, P.EDIT_APPLICATION), "GET"),
    ("function-propose", a_function, only(302, P.EDIT_APPLICATION), "POST", proposal_data),
    ("function-answer", a_proposal, only(200, P.REVIEW_APPLICATIONS), "GET"),
    ("function-answer", a_proposal, only(302, P.REVIEW_APPLICATIONS), "POST", answer_data),
    ("arrangement", a_draft, ALL, "GET"),
    ("arrangement-edit", a_draft, only(200, P.EDIT_APPLICATION), "GET"),
    ("arrangement-edit", a_draft, only(400, P.EDIT_APPLICATION), "POST"),
    ("arrangement-sign", a_draft, SIGN, "POST"),
    ("arrangement-withdraw", a_draft, only(200, P.EDIT_APPLICATION), "GET"),
    ("arrangement-withdraw", a_draft, only(302, P.EDIT_APPLICATION), "POST", why),
    ("arrangement-end", a_live_one, only(200, P.REVIEW_APPLICATIONS), "GET"),
    ("arrangement-end", a_live_one, only(302, P.REVIEW_APPLICATIONS), "POST", why),
    ("arrangement-file", a_draft, only(200, P.VIEW_WORKING), "GET"),
]

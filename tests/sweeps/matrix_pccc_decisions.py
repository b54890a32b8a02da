"""Who may open which page of decisions and minutes."""

from typing import Any
from uuid import uuid4

from django.db import connection

from pccc.actions.minutes import draft_minutes, finalise
from pccc.models import Meeting
from pccc.terms import MinutesState
from tests.database import triggers_silenced
from tests.factories.decisions import decided_and_closed, sitting, votes
from tests.factories.meetings import planned
from tests.sweeps.matrix_votes_consultations import ALL, code
from tests.sweeps.who import P, everyone, only, unseen

PRIVATE = {"part": "PRIVATE", "private_reason": "It names a person"}


def runs(status: int) -> dict[str, int]:
    """A page of those who run committees."""
    return only(status, P.RUN_COMMITTEES)


def of_decision(made: Any) -> dict[str, Any]:
    return {"code": made.ccg.code, "number": made.number}


def of_meeting(meeting: Meeting) -> dict[str, Any]:
    return {"code": meeting.committee.ccg.code, "number": meeting.committee.number, "meeting": meeting.number}


def public_decision(world: Any) -> dict[str, Any]:
    return of_decision(decided_and_closed(world)[1])


def private_decision(world: Any) -> dict[str, Any]:
    return of_decision(decided_and_closed(world, item=PRIVATE)[1])


def closed_meeting(world: Any) -> dict[str, Any]:
    return of_meeting(decided_and_closed(world)[0].meeting)


def drafted(world: Any) -> dict[str, Any]:
    s, _ = decided_and_closed(world)
    draft_minutes(meeting=s.meeting, by=s.by, now=s.at)
    return of_meeting(s.meeting)


def final(world: Any) -> dict[str, Any]:
    s, _ = decided_and_closed(world)
    finalise(minutes=draft_minutes(meeting=s.meeting, by=s.by, now=s.at), by=s.by, now=s.at)
    return of_meeting(s.meeting)


def _in_state(world: Any, *states: str) -> dict[str, Any]:
    s, _ = decided_and_closed(world)
    minutes = finalise(minutes=draft_minutes(meeting=s.meeting, by=s.by, now=s.at), by=s.by, now=s.at)
    for state in states:
        minutes.state = state
        minutes.record(by=s.by, at=s.at, why="For a test")
    return of_meeting(s.meeting)


def approved(world: Any) -> dict[str, Any]:
    return _in_state(world, MinutesState.APPROVED)


def published(world: Any) -> dict[str, Any]:
    return _in_state(world, MinutesState.APPROVED, MinutesState.PUBLISHED)


def item_in_session(world: Any, **more: Any) -> dict[str, Any]:
    """An item that is being taken. The sitting stands at its own moment, so its people were there before now."""
    s = sitting(world, item=more)
    item = s.meeting.items.get(number=1)
    s.take(item)
    back = [s.meeting.starts_at - world.now, s.meeting.pk]
    connection.check_constraints()
    with triggers_silenced(), connection.cursor() as cursor:
        cursor.execute("UPDATE pccc_meeting SET opened_at = opened_at - %s WHERE id = %s", back)
    world.votes = {f"vote_{pk}": choice for pk, choice in votes(s).items()}
    return of_meeting(s.meeting) | {"item": 1}


def a_scheme(world: Any) -> dict[str, Any]:
    return item_in_session(world, functions=["INCENTIVE_SCHEMES"])


def a_move(world: Any) -> dict[str, Any]:
    return item_in_session(world, moves_contract=True, affects_all_practices=True)


def a_committee(world: Any) -> dict[str, Any]:
    s = planned(world)
    world.agreed = [s.people["LAY_MEMBER"].pk, s.people["CHIEF_OFFICER"].pk]
    return {"code": world.ccg.code, "number": s.committee.number}


def decision_data(world: Any) -> dict[str, Any]:
    how = {"kind": "MEETING", "function": "CONTRACTS", "text": "Approved.", "how": "VOTE", "form_token": uuid4()}
    return how | world.votes


def urgent_data(world: Any) -> dict[str, Any]:
    return {"title": "It cannot wait", "form_token": uuid4()}


MATRIX = [
    ("decisions", code, ALL, "GET"),
    ("decision", public_decision, ALL, "GET"),
    ("decision", private_decision, unseen(200, P.RUN_COMMITTEES), "GET"),
    ("decision-dossier", public_decision, ALL, "GET"),
    ("decision-dossier", private_decision, unseen(200, P.RUN_COMMITTEES), "GET"),
    ("decision-then", public_decision, only(200, P.VIEW_WORKING), "GET"),
    ("item-decide", item_in_session, runs(200), "GET"),
    ("item-decide", item_in_session, runs(302), "POST", decision_data),
    ("item-scheme", a_scheme, runs(200), "GET"),
    ("item-scheme", a_scheme, runs(302), "POST", lambda world: {"outcomes": "Better"}),
    ("item-consents", a_move, runs(200), "GET"),
    ("item-consents", a_move, runs(400), "POST", lambda world: {"evidence": "A letter"}),
    ("decision-urgent", a_committee, runs(200), "GET"),
    ("decision-urgent", a_committee, runs(400), "POST", urgent_data),
    ("minutes", drafted, unseen(200, P.VIEW_WORKING), "GET"),
    ("minutes", published, ALL, "GET"),
    ("minutes-docx", drafted, unseen(200, P.VIEW_WORKING), "GET"),
    ("minutes-docx", published, ALL, "GET"),
    ("minutes-draft", closed_meeting, runs(302), "POST"),
    ("minutes-words", drafted, runs(200), "GET"),
    ("minutes-words", drafted, runs(302), "POST", lambda world: {"items/1": "A long debate."}),
    ("minutes-final", drafted, runs(302), "POST"),
    ("minutes-back", final, runs(200), "GET"),
    ("minutes-back", final, runs(302), "POST", lambda world: {"reason": "A name was misspelt"}),
    ("minutes-approve", final, runs(200), "GET"),
    ("minutes-approve", final, runs(400), "POST"),
    ("minutes-publish", approved, runs(302), "POST"),
    ("api:public-decisions", code, ALL, "GET"),
    ("api:public-decision", public_decision, ALL, "GET"),
    ("api:public-decision", private_decision, everyone(404), "GET"),
]

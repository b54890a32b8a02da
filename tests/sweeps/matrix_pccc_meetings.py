"""Who may open which page of meetings. The matrix's clock stands at its own moment, before the meetings begin."""

from typing import Any
from uuid import uuid4

from tests.factories.consultations import upload
from tests.factories.meetings import noticed, planned
from tests.sweeps.matrix_pccc_committees import ALL, runs
from tests.sweeps.who import P, signed_in, unseen

NOT_YET = unseen(200, P.VIEW_WORKING)
"""A meeting that is being prepared: for those who see working papers."""
NOBODY_SITS = signed_in(404)


def of(sitting: Any, **more: Any) -> dict[str, Any]:
    return {
        "code": sitting.world.ccg.code,
        "number": sitting.committee.number,
        "meeting": sitting.meeting.number,
        **more,
    }


def a_committee(world: Any) -> dict[str, Any]:
    sitting = planned(world)
    return {"code": world.ccg.code, "number": sitting.committee.number}


def a_plan(world: Any) -> dict[str, Any]:
    sitting = planned(world)
    sitting.item()
    return of(sitting)


def published(world: Any) -> dict[str, Any]:
    return of(noticed(world))


def an_item(world: Any) -> dict[str, Any]:
    return of(noticed(world), item=1)


def an_item_of_a_plan(world: Any) -> dict[str, Any]:
    sitting = planned(world)
    sitting.item()
    return of(sitting, item=1)


def a_paper(world: Any) -> dict[str, Any]:
    sitting = noticed(world)
    return of(sitting, item=1, paper=sitting.meeting.items.get().papers.get().pk)


def a_member(world: Any) -> dict[str, Any]:
    sitting = noticed(world)
    return of(sitting, person=sitting.people["NURSE"].pk)


def when(world: Any) -> dict[str, Any]:
    return {"starts_at[day]": "20", "starts_at[month]": "11", "starts_at[year]": "2015", "starts_at[time]": "14:00",
            "place": "Town Hall"}  # fmt: skip


def moved(world: Any) -> dict[str, Any]:
    return when(world) | {"reason": "The room is let"}


def an_agenda_line(world: Any) -> dict[str, Any]:
    return {"title": "x", "kind": "DISCUSSION", "part": "PUBLIC", "late_reason": "New"}


def another_line(world: Any) -> dict[str, Any]:
    return {"title": "x", "kind": "DISCUSSION", "part": "PUBLIC", "reason": "Corrected"}


def reason(world: Any) -> dict[str, Any]:
    return {"reason": "For a test"}


def nil(world: Any) -> dict[str, Any]:
    return {"nil": "no", "form_token": uuid4()}


MATRIX = [
    ("api:published-meetings", lambda world: {"code": world.ccg.code}, ALL, "GET"),
    ("meetings", a_committee, ALL, "GET"),
    ("meeting-new", a_committee, runs(200), "GET"),
    ("meeting-new", a_committee, runs(302), "POST", when),
    ("meeting", published, ALL, "GET"),
    ("meeting", a_plan, NOT_YET, "GET"),
    ("meeting-edit", published, runs(200), "GET"),
    ("meeting-edit", published, runs(302), "POST", moved),
    ("meeting-publish", a_plan, runs(302), "POST"),
    ("meeting-cancel", published, runs(200), "GET"),
    ("meeting-cancel", published, runs(302), "POST", reason),
    ("meeting-desk", published, runs(200), "GET"),
    ("meeting-open", published, runs(200), "GET"),
    ("meeting-open", published, runs(409), "POST"),
    ("meeting-close", published, runs(409), "POST"),
    ("meeting-apologies", published, runs(200), "GET"),
    ("meeting-apologies", published, runs(400), "POST"),
    ("meeting-arrival", published, runs(200), "GET"),
    ("meeting-arrival", published, runs(409), "POST"),
    ("meeting-movement", published, runs(200), "GET"),
    ("meeting-movement", published, runs(409), "POST"),
    ("meeting-nil", published, runs(409), "POST"),
    ("meeting-declare", published, NOBODY_SITS, "GET"),
    ("meeting-declare", published, NOBODY_SITS, "POST", nil),
    ("meeting-declare-for", a_member, runs(200), "GET"),
    ("meeting-declare-for", a_member, runs(302), "POST", nil),
    ("meeting-chair", published, runs(200), "GET"),
    ("meeting-chair", published, runs(409), "POST"),
    ("meeting-item-new", published, runs(200), "GET"),
    ("meeting-item-new", published, runs(302), "POST", an_agenda_line),
    ("meeting-item", an_item, ALL, "GET"),
    ("meeting-item-edit", an_item, runs(200), "GET"),
    ("meeting-item-edit", an_item, runs(302), "POST", another_line),
    ("meeting-item-remove", an_item_of_a_plan, runs(302), "POST"),
    ("meeting-item-withdraw", an_item, runs(200), "GET"),
    ("meeting-item-withdraw", an_item, runs(302), "POST", reason),
    ("meeting-item-take", an_item, runs(409), "POST"),
    ("meeting-item-finish", an_item, runs(200), "GET"),
    ("meeting-item-finish", an_item, runs(409), "POST"),
    ("meeting-item-remedy", an_item, runs(200), "GET"),
    ("meeting-item-remedy", an_item, runs(409), "POST"),
    ("meeting-paper-new", an_item, runs(200), "GET"),
    ("meeting-paper-new", an_item, runs(302), "POST", lambda world: {"file": upload()}),
    ("meeting-paper", a_paper, ALL, "GET"),
    ("meeting-paper-remove", a_paper, runs(200), "GET"),
    ("meeting-paper-remove", a_paper, runs(302), "POST", reason),
]

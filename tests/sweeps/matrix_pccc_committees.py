"""Who may open which page of committees, their seats and the simulator."""

from typing import Any
from uuid import uuid4

from pccc.actions.committees import activate_committee, describe_committee
from pccc.models import Seat
from pccc.terms import CommitteeKind, SeatRole
from tests.factories import committees as make
from tests.sweeps.who import P, everyone, only, unseen

ALL = everyone(200)


def runs(status: int) -> dict[str, int]:
    """A page of those who run committees."""
    return only(status, P.RUN_COMMITTEES)


def code(world: Any) -> dict[str, Any]:
    return {"code": world.ccg.code}


def of(made: Any) -> dict[str, Any]:
    return {"code": made.ccg.code, "number": made.number}


def a_draft(world: Any) -> dict[str, Any]:
    return of(make.pccc(world, active=False))


def an_active_one(world: Any) -> dict[str, Any]:
    return of(make.pccc(world))


def with_agreement(world: Any) -> dict[str, Any]:
    made = make.draft(world, CommitteeKind.JOINT)
    paper = make.paper(world)
    describe_committee(committee=made, name=made.name, agreement=paper, by=world.officer, now=world.now)
    return of(made)


def a_version(world: Any) -> dict[str, Any]:
    return an_active_one(world) | {"version": 1}


def a_document(world: Any) -> dict[str, Any]:
    made = make.draft(world)
    make.terms(made, by=world.officer, now=world.now, document=make.paper(world))
    make.fill(made, make.WIDE, by=world.officer, now=world.now)
    activate_committee(committee=made, by=world.officer, now=world.now)
    return of(made) | {"version": 1}


def an_empty_seat(world: Any) -> dict[str, Any]:
    made = make.pccc(world)
    seat = make.seat(made, SeatRole.DIRECTOR, True, by=world.officer, now=world.now)
    return of(made) | {"seat": seat.pk}


def a_member(world: Any) -> dict[str, Any]:
    made = make.pccc(world)
    return of(made) | {"membership": Seat.objects.get(committee=made, role=SeatRole.LMC).members.get().pk}


def on(name: str, year: int = 2015) -> dict[str, str]:
    return {f"{name}[day]": "1", f"{name}[month]": "9", f"{name}[year]": str(year)}


def description(world: Any) -> dict[str, Any]:
    return {"name": "A committee", "kind": "PCCC", "meets_in_public": "yes"}


def changed_description(world: Any) -> dict[str, Any]:
    return {"name": "A committee", "meets_in_public": "yes"}


def terms(world: Any) -> dict[str, Any]:
    return {
        "text": "Terms.", "remedies": ["DEFER"], "notice_days": 7, "questions_days": 10, "quorum": "bmj-3",
        "clause-TOTAL_FORMS": 0, "clause-INITIAL_FORMS": 0, **on("from_on", 2039),
    }  # fmt: skip


def seat(world: Any) -> dict[str, Any]:
    return {"role": "NURSE", "organisation": "CCG", "voting": "yes", "form_token": uuid4(), **on("from_on")}


def appointment(world: Any) -> dict[str, Any]:
    return {
        "email": world.gp_member.email, "deputy": "no", "reason": "Chosen",
        **on("starts_at", 2039), "starts_at[time]": "9:00",
    }  # fmt: skip


def invitation(world: Any) -> dict[str, Any]:
    return {"body": "LMC", "organisation": "Kent LMC", **on("invited_on")}


def reason(world: Any) -> dict[str, Any]:
    return {"reason": "For a test"}


def last_day(world: Any) -> dict[str, Any]:
    return {"reason": "For a test", **on("to_on", 2039)}


NOT_YET = unseen(200, P.VIEW_WORKING)

MATRIX = [
    ("committees", code, ALL, "GET"),
    ("committee-new", code, runs(200), "GET"),
    ("committee-new", code, runs(302), "POST", description),
    ("committee", an_active_one, ALL, "GET"),
    ("committee", a_draft, NOT_YET, "GET"),
    ("committee-edit", a_draft, runs(200), "GET"),
    ("committee-edit", a_draft, runs(302), "POST", changed_description),
    ("committee-activate", a_draft, runs(302), "POST"),
    ("committee-end", an_active_one, runs(200), "GET"),
    ("committee-end", an_active_one, runs(302), "POST", reason),
    ("committee-agreement", with_agreement, only(200, P.VIEW_WORKING), "GET"),
    ("committee-terms-new", an_active_one, runs(200), "GET"),
    ("committee-terms-new", an_active_one, runs(302), "POST", terms),
    ("committee-terms", a_version, ALL, "GET"),
    ("committee-terms-document", a_document, ALL, "GET"),
    ("committee-invite", an_active_one, runs(200), "GET"),
    ("committee-invite", an_active_one, runs(302), "POST", invitation),
    ("committee-seat-new", an_active_one, runs(200), "GET"),
    ("committee-seat-new", an_active_one, runs(302), "POST", seat),
    ("committee-seat-end", an_empty_seat, runs(200), "GET"),
    ("committee-seat-end", an_empty_seat, runs(302), "POST", last_day),
    ("committee-appoint", an_empty_seat, runs(200), "GET"),
    ("committee-appoint", an_empty_seat, runs(302), "POST", appointment),
    ("committee-membership-end", a_member, runs(200), "GET"),
    ("committee-membership-end", a_member, runs(302), "POST", reason),
    ("committee-simulator", an_active_one, only(200, P.VIEW_WORKING), "GET"),
]

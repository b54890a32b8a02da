"""Decisions for tests, made by the actions: a CCG with model C, a committee in session, an item that is being taken."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from ccgs.actions.models_held import change_model_held
from cocommission.shared.rules.facts import gather
from conflicts.actions.bodies import find_or_add_body
from conflicts.models import Body
from pccc.actions.decisions import decide
from pccc.actions.meetings import close_meeting
from pccc.actions.rulings import rule_on
from pccc.models import AgendaItem, Decision, Meeting
from pccc.rules.facts import DecidedFacts
from pccc.terms import Choice, Handling
from tests.factories.committees import COASTAL_WEST_SUSSEX, JOINT, WIDE
from tests.factories.meetings import Sitting, planned
from tests.factories.scenes import scene

ROWS = {"WIDE": WIDE, "JOINT": JOINT, "SUSSEX": COASTAL_WEST_SUSSEX}


@scene
def holds(world: Any, model: str = "C") -> None:
    """The CCG holds the model from a month ago."""
    change_model_held(
        ccg=world.ccg, model=model, from_at=world.now - timedelta(days=30), by=None, now=world.now,
        reason="Approved", source="Made for a test",
    )  # fmt: skip


@scene
def practice_body(world: Any, number: int = 0) -> Body:
    """A member practice as an organisation that an item affects."""
    practice = world.practices[number]
    return find_or_add_body(
        kind="PRACTICE", name=practice.name, ods_code=practice.code, practice=practice, by=world.secretary,
        now=world.now,
    )  # fmt: skip


@scene
def sitting(world: Any, *away: str, model: str | None = "C", **more: Any) -> Sitting:
    """A meeting in session whose first item (`item` changes it) is not taken yet; `away` sent apologies."""
    if model is not None:
        holds(world, model)
    item = more.pop("item", {})
    made = planned(world, **more)
    made.paper(made.item(**item))
    return made.publish().open(*away).asked()


def first(of: Sitting) -> AgendaItem:
    """Its first item as it stands."""
    return AgendaItem.objects.select_related("meeting__committee__ccg").get(meeting=of.meeting, number=1)


@scene
def taken(world: Any, *away: str, **more: Any) -> tuple[Sitting, AgendaItem]:
    """In session with the first item being taken."""
    made = sitting(world, *away, **more)
    made.take(first(made))
    return made, first(made)


def votes(
    of: Sitting, *, against: tuple[str, ...] = (), abstain: tuple[str, ...] = (), out: tuple[str, ...] = ()
) -> Any:
    """Votes of everybody on the roll with a vote: for, unless the role is named."""
    silent = {"LMC", "HEALTHWATCH", "HWB", "OTHER", "INDEPENDENT_GP", *out}
    return {
        person.pk: str(Choice.AGAINST if role in against else Choice.ABSTAIN if role in abstain else Choice.FOR)
        for role, person in of.people.items()
        if role not in silent
    }


@scene
def decided(of: Sitting, item: AgendaItem, **more: Any) -> Decision:
    """The item decided by all who may vote, unless `more` says how."""
    more.setdefault("votes", {} if more.get("consensus") else votes(of))
    wanted = {"function": "CONTRACTS", "text": "The merger is approved.", "rationale": "It keeps the list open."}
    return decide(item=item, form_token=uuid4(), by=of.by, now=of.later(1), **gather(DecidedFacts, wanted | more))


def ruled(of: Sitting, item: AgendaItem, role: str, handling: str = Handling.LEAVE_ITEM, **more: Any) -> Any:
    """The chair rules on the member with that role."""
    wanted = {"reason": "A partner at the practice", "ruled_by": of.people["LAY_MEMBER"], "evidence": ""}
    return rule_on(item=item, person=of.people[role], ruled=handling, by=of.by, now=of.later(1), **(wanted | more))


def closed(of: Sitting) -> Meeting:
    """The meeting closed."""
    close_meeting(meeting=of.meeting, by=of.by, now=of.later(1))
    return of.fresh()


@scene
def scheme(world: Any, state: str) -> Sitting:
    """A meeting with an item about an incentive scheme that changes a contract: planned, noticed, open or closed."""
    holds(world)
    of = planned(world)
    item = of.item(functions=["INCENTIVE_SCHEMES"], moves_contract=True, affected=[practice_body(world)])
    if state != "planned":
        of.publish()
    if state in ("open", "closed"):
        of.open().asked()
    if state == "closed":
        of.take(item)
        of.finish(item, notes="Nothing was decided: it was late.")
        closed(of)
    return of


@scene
def decided_and_closed(world: Any, *away: str, **more: Any) -> tuple[Sitting, Decision]:
    """A decision for all to see, the item done, the meeting closed."""
    how = more.pop("how", {})
    of, item = taken(world, *away, **more)
    made = decided(of, item, **how)
    of.finish(item)
    closed(of)
    return of, made

"""Eight people at the everyday acts of one CCG, as fast as they can: no two acts hold each other up for good."""

import itertools
import os
import threading
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import OperationalError, connection

from ccgs.actions.constitutions.drafting import discard_draft, draft_constitution
from ccgs.actions.posts import grant_post, revoke_post
from ccgs.terms.roles import RoleCode
from cocommission.shared.clock import read_clock
from cocommission.shared.errors import Refused
from cocommission.shared.queries.ledger import verify
from tests.factories import breaches, engagement, gifts, interests, meetings, models_abc, procurement, registers, votes
from tests.factories.ccgs_people import CONSTITUTION_TEXT, person
from tests.factories.world import World, build_world
from votes.actions import ballots
from votes.actions.engagement import strike_event

pytestmark = [pytest.mark.fault, pytest.mark.django_db(transaction=True)]
SECONDS = float(os.environ.get("EVERYDAY_SECONDS", "8"))
"""How long they work; a minute is for trying by hand."""


def of_now(world: World) -> World:
    """The same world at this moment: factories act at its `now`."""
    return World(**{**vars(world), "now": read_clock()})


def declares(world: World, turn: int) -> None:
    """A GP declares an interest in one of three companies, and an officer reviews it."""
    company = interests.body(f"Company {turn % 3} Limited", now=read_clock(), by=world.gp_member)
    interests.reviewed(of_now(world), world.gp_member, body=company, now=read_clock())


def holds_meetings(world: World, turn: int) -> None:
    """The secretary plans a meeting with a paper and gives notice of it."""
    sitting = meetings.planned(of_now(world), committee=world.people["committee"], declare=False)
    sitting.paper(sitting.item(f"Item {turn}"))
    sitting.publish()


def asks_members(world: World, turn: int) -> None:
    """An officer drafts a ballot and discards it."""
    made = votes.draft(world, now=read_clock(), constitution=world.constitution, title=f"Ballot {turn}")
    ballots.discard_draft(ballot=made, by=world.officer, now=read_clock())


def engages(world: World, turn: int) -> None:
    """Another officer logs an event and strikes it out."""
    now = of_now(world)
    made = engagement.event(now, title=f"Event {turn}", came=2)
    strike_event(event=made, reason="It was logged twice", by=world.second_officer, now=read_clock())


def keeps_registers(world: World, turn: int) -> None:
    """Gifts, procurement decisions and a breach."""
    now = of_now(world)
    gifts.dinner(now, world.lay_member, details=f"Dinner {turn}")
    procurement.decided(now, title=f"Service {turn}")
    breaches.report(now, by=world.lay_member, report=f"Report {turn}")


def changes_posts(world: World, turn: int) -> None:
    """An officer appoints a lay member and ends the post."""
    now = read_clock()
    made = grant_post(
        role=RoleCode.LAY_MEMBER, organisation=world.ccg, person=world.people["newcomer"], starts_at=now, ends_at=None,
        reason=f"Appointment {turn}", by=world.officer, now=now,
    )  # fmt: skip
    revoke_post(post=made, reason="Resigned", by=world.officer, now=read_clock())


def drafts_constitutions(world: World, turn: int) -> None:
    """An officer drafts a version of the constitution and discards it."""
    text = CONSTITUTION_TEXT.format(name=f"NHS Medway CCG, draft {turn}")
    made = draft_constitution(ccg=world.ccg, title=f"Draft {turn}", text=text, by=world.officer, now=read_clock())
    discard_draft(constitution=made, reason="Not needed", by=world.officer, now=read_clock())


def votes_again(world: World, turn: int, ballot: Any) -> None:
    """A practice votes, and changes its vote."""
    code = world.practices[turn % 2].code
    votes.cast(world, ballot, code, "BC"[turn // 2 % 2], now=read_clock())


def work(act: Callable[[int], None], until: float, seen: Counter[str]) -> None:
    """Does the act again and again; counts how each turn ended."""
    try:
        for turn in itertools.count():
            if time.monotonic() > until:
                return
            try:
                act(turn)
                seen["done"] += 1
            except OperationalError as problem:
                seen[str(problem).splitlines()[0]] += 1
            except Refused as refused:
                seen["refused: " + "; ".join(refused.texts)] += 1
    except BaseException as problem:  # noqa: BLE001  (the test looks at it)
        seen[repr(problem)] += 1
    finally:
        connection.close()


def test_everyday_acts_of_eight_people_never_hold_each_other_up_for_good():
    world = build_world(read_clock())
    registers.guardian(world)
    world.people["newcomer"] = person("Nina Newcomer", "nina@example.invalid")
    world.people["committee"] = meetings.planned(world).committee
    ballot = votes.opened(world, now=read_clock())
    models_abc.started(world)
    acts = {
        act.__name__: act
        for act in (declares, holds_meetings, asks_members, engages, keeps_registers, changes_posts,
                    drafts_constitutions)
    } | {"votes_again": partial(votes_again, ballot=ballot)}  # fmt: skip
    until = time.monotonic() + SECONDS
    seen: dict[str, Counter[str]] = {name: Counter() for name in acts}
    people = [
        threading.Thread(target=work, args=(partial(act, world), until, seen[name])) for name, act in acts.items()
    ]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert {name: set(found) for name, found in seen.items()} == {name: {"done"} for name in acts}, seen
    assert verify().ok

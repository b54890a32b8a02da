"""The SQL of the task list says what the rules say: gifts to answer, breaches to investigate, urgent decisions.

Each test makes rows in every combination that matters, asks the task list, and asks the pure rules and rights of the
actions about each row one by one.
"""

import random
import re
from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest

from ccgs.queries.posts import posts_in, posts_of
from ccgs.terms import RoleCode
from cocommission.shared.errors import Refused
from cocommission.shared.panels import panels_of
from cocommission.shared.todo import tasks_of
from conflicts.actions.gifts import require_approver
from conflicts.models import Breach, Gift
from conflicts.rules import breach_acts, gift_acts
from conflicts.rules.breaches import guarding_blockers
from conflicts.rules.gifts import approval_blockers
from conflicts.terms import BreachKind, BreachState
from conflicts.terms.gifts import GiftState
from pccc.models import Decision, Meeting
from pccc.terms import DecisionKind, MeetingState, Outcome
from tests.database import owners_cursor
from tests.factories import committees
from tests.factories.breaches import guardian
from tests.factories.ccgs_people import LONG_AGO, person, post

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
HOURS = (-40, -13, -13, -11, -11, 50)


def tasks(who, now, words):
    return [one for one in tasks_of(who, list(posts_of(who, now)), now) if words in one.title]


def people(world):
    """The Accountable Officer, the Guardian, a former and another CCG's Accountable Officer, and a GP."""
    before = person("Beatrice Before")
    post(RoleCode.ACCOUNTABLE_OFFICER, world.ccg, before, starts_at=LONG_AGO - 9 * DAY, ends_at=LONG_AGO)
    post(RoleCode.GP_MEMBER, world.ccg, before)
    return [world.accountable_officer, guardian(world), before, world.other_accountable_officer, world.gp_member]


def answers(gift, reader, now):
    """Whether the reader answers the offer, by the act, the pure rule and the right that the action asks."""
    own = {"is_own": gift.person_id == reader.pk, "entered_it": gift.declared_by_id == reader.pk}
    if gift_acts.APPROVE.blockers(gift.state_at(now)) or approval_blockers(**own, reason="given"):
        return False
    try:
        require_approver(gift, reader, now)
    except Refused:
        return False
    return True


def test_gifts_to_answer_are_those_that_the_rule_lets_the_reader_answer(world):
    now, who = world.now, people(world)
    rows = []
    for number, (state, recipient, by) in enumerate(product(GiftState, who, who[:3]), start=1):
        refused = {"approved_at": now, "approved_by": world.lay_member} if state == GiftState.REFUSED else {}
        gone = {"withdrawn_at": now, "withdrawn_by": by} if state == GiftState.WITHDRAWN else {}
        row = Gift(
            ccg=world.ccg, number=number, person=recipient, kind="HOSPITALITY", details="A dinner", value_pence=9000,
            offered_on=now.date(), answer="ACCEPTED", source_name="Acme Ltd", reason="To speak", state=state,
            declared_at=now, declared_by=by, form_token=uuid4(), **refused, **gone,
        )  # fmt: skip
        rows.append(row.record(by=by, at=now, why="Made for a test"))
    for reader in who:
        shown = {one.url for one in tasks(reader, now, "Answer as senior approver")}
        ruled = {f"{row.url}approve/" for row in rows if answers(row, reader, now)}
        assert shown == ruled, reader
    assert tasks(who[0], now, "Answer as senior approver")
    assert tasks(who[1], now, "Answer as senior approver")


def breach(world, number, state, investigator, about, by):
    at = world.now
    given = {"assigned_at": at, "assigned_by": guardian(world)} if investigator else {}
    ended = {
        BreachState.PUBLISHED: {"published_at": at, "published_by": guardian(world), "public_text": "A member stayed."},
        BreachState.DISMISSED: {"dismissed_at": at, "dismissed_by": guardian(world), "dismissed_reason": "None"},
    }
    row = Breach(
        ccg=world.ccg, number=number, kind=BreachKind.NOT_MANAGED, happened_on=at.date(), report="One stayed.",
        state=state, reported_at=at, reported_by=by, person=about, investigator=investigator, **given,
        **ended.get(state, {}),
    )  # fmt: skip
    return row.record(by=world.officer, at=at, why="Made for a test")


def test_breaches_to_investigate_and_to_publish_are_those_of_the_rules(world):
    now, guards = world.now, guardian(world)
    left, elsewhere = person("Leo Left"), world.other_officer
    post(RoleCode.GP_MEMBER, world.ccg, left, starts_at=now - 9 * DAY, ends_at=now - DAY)
    who = (world.lay_member, left, elsewhere, None)
    combinations = product(BreachState, who, (world.lay_member, guards, None), (guards, None))
    rows = [breach(world, number, *one) for number, one in enumerate(combinations, start=1)]

    def works_on(row, reader):
        barred = guarding_blockers(by=reader.pk, reported_by=None, about=row.person_id, last_word=False)
        holds = posts_in(row.ccg, now).filter(person=reader).exists()
        asked = row.investigator_id == reader.pk and holds
        return asked and not barred and not breach_acts.FINDINGS.blockers(row.state)

    for reader in who[:3]:
        shown = {one.url for one in tasks(reader, now, "Investigate breach")}
        assert shown == {row.url for row in rows if works_on(row, reader)}, reader
    assert tasks(world.lay_member, now, "Investigate breach")
    looked_into = sum(not breach_acts.ASSIGN.blockers(row.state) for row in rows)
    texts = [panel.text for panel in panels_of(world.ccg, now)["open"] if panel.label == "Breaches"]
    assert texts == [f"{looked_into} reports are being looked into"]


def test_urgent_decisions_wait_until_a_meeting_has_answered_and_for_the_next_one(world):
    now, by = world.now, world.secretary
    chance = random.Random(7)  # noqa: S311  (the same rows every time)
    later = [(), ((DecisionKind.RATIFICATION, Outcome.CARRIED),), ((DecisionKind.RATIFICATION, Outcome.LOST),),
             ((DecisionKind.CORRECTION, Outcome.CARRIED),)]  # fmt: skip
    number, waiting = 0, {}
    with owners_cursor() as cursor:  # the referee knows no decision without its meeting
        cursor.execute("ALTER TABLE pccc_decision DISABLE TRIGGER USER")

    def decided(committee, kind, outcome=Outcome.CARRIED, earlier=None):
        nonlocal number
        number += 1
        return Decision.objects.create(
            ccg=world.ccg, number=number, committee=committee, kind=kind, function="CONTRACTS", title="A list closes",
            text="Stand in.", outcome=outcome, authority={}, quorum={}, members=[], figures={}, earlier=earlier,
            urgent_reason="The doctor died" if kind == DecisionKind.URGENT else "", decided_at=now, recorded_by=by,
            form_token=uuid4(),
        )  # fmt: skip

    for place, (kind, answers_given) in enumerate(product((DecisionKind.URGENT, DecisionKind.MEETING), later * 5)):
        committee = committees.draft(world, name=f"Committee {place}")
        meetings = [
            Meeting(
                committee=committee, number=one, place="Hall", state=chance.choice(list(MeetingState)),
                drafted_at=now, drafted_by=by, starts_at=now + timedelta(hours=chance.choice(HOURS)),
            ).record(by=by, at=now, why="Made for a test")
            for one in range(1, chance.choice((1, 2, 4)))
        ]  # fmt: skip
        made = decided(committee, kind)
        for answer in answers_given:
            decided(committee, *answer, earlier=made)
        if kind == DecisionKind.URGENT and all(one != DecisionKind.RATIFICATION for one, _ in answers_given):
            ahead = (MeetingState.PLANNED, MeetingState.NOTICED)
            soon = [one for one in meetings if one.state in ahead and one.starts_at > now - timedelta(hours=12)]
            in_session = any(one.state == MeetingState.OPEN for one in meetings)
            waiting[made.number] = "now" if in_session else "later" if soon else "plan"
    found = {}
    for one in tasks(by, now, "urgent decision"):
        which = int(re.search(r"urgent decision (\d+)", one.title)[1])
        found[which] = "plan" if one.title.startswith("Plan") else "later" if one.waiting else "now"
    assert found == waiting
    assert set(waiting.values()) == {"now", "later", "plan"}

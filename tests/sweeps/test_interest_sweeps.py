"""People are asked on appointment and again by the period of the day; who has not declared; tasks and panels."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ccgs.queries.posts import posts_of
from cocommission.shared.clock import LONDON, moment
from cocommission.shared.models import Message
from cocommission.shared.panels import panels_of
from cocommission.shared.sweeps import registered
from cocommission.shared.todo import tasks_of
from conflicts.actions.interests import review_interest, withdraw_interest
from conflicts.queries.declarations import has_declared_since, overdue, standing_of
from conflicts.tasks.interests import keep_declarants, prompt_declarants
from tests.factories.interests import answered, declarant, declaration

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world, database_clock, now):
    database_clock(now)
    return world


def steps(person):
    found = Message.objects.filter(key__startswith="declaration:", to_person=person).order_by("pk")
    return [message.key.split(":", 5)[-1] for message in found]


def titles(person, now):
    return [todo.title for todo in tasks_of(person, posts_of(person, now), now)]


def test_the_sweeps_are_registered():
    assert {"declarants.keep", "declarations.prompt"} <= set(registered())


def test_coi_05_somebody_appointed_is_asked_at_once_and_chased_until_they_answer(world, now):
    declarant(world, world.gp_member)
    for _ in range(3):
        prompt_declarants(now)
    assert steps(world.gp_member) == ["asked"]
    for days in (10, 22, 27, 29, 30, 60):
        prompt_declarants(now + timedelta(days=days))
    assert steps(world.gp_member) == ["asked", "near", "overdue:1", "overdue:2"]
    at = now + timedelta(days=61)
    answered(world, world.gp_member, kind="NIL", now=at)
    assert prompt_declarants(at + timedelta(days=30)).done == 0


def test_coi_04_the_period_is_that_of_the_day(world):
    start = datetime(2016, 1, 4, 9, tzinfo=LONDON)
    declarant(world, world.gp_member, now=start)
    answered(world, world.gp_member, now=start)
    assert standing_of(world.gp_member, world.ccg, start).asked.due_at == datetime(2016, 7, 4, 23, 59, tzinfo=LONDON)
    assert overdue(world.ccg, datetime(2016, 7, 4, 12, tzinfo=LONDON)) == []
    late = overdue(world.ccg, datetime(2016, 7, 5, 0, tzinfo=LONDON))
    assert [(one.person, one.occasion) for one in late] == [(world.gp_member, "PERIODIC")]
    again = datetime(2017, 3, 1, 9, tzinfo=LONDON)
    answered(world, world.gp_member, now=again)
    assert overdue(world.ccg, datetime(2018, 2, 28, 9, tzinfo=LONDON)) == []
    assert overdue(world.ccg, datetime(2018, 3, 2, 9, tzinfo=LONDON))


def test_coi_04_one_message_for_all_positions_of_a_person(world, now):
    declarant(world, world.gp_member)
    declarant(world, world.gp_member, position="Clinical lead")
    assert prompt_declarants(now).done == 1


def test_coi_04_a_declaration_on_change_confirms_only_itself(world, now):
    declarant(world, world.gp_member)
    answered(world, world.gp_member)
    later = now + timedelta(days=150)
    declaration(world, world.gp_member, now=later, occasion="CHANGE")
    assert overdue(world.ccg, now + timedelta(days=200))
    declaration(world, world.gp_member, now=later, occasion="PERIODIC")
    assert overdue(world.ccg, now + timedelta(days=200)) == []


def test_coi_05_has_declared_since_asks_for_an_answer_or_an_entry(world, now):
    declarant(world, world.gp_member)
    assert not has_declared_since(world.gp_member, world.ccg, now - timedelta(days=1))
    made = declaration(world, world.gp_member, occasion="MEETING")
    assert has_declared_since(world.gp_member, world.ccg, now)
    assert not has_declared_since(world.gp_member, world.ccg, now + timedelta(seconds=1))
    assert not has_declared_since(world.gp_member, world.other_ccg, now)
    withdraw_interest(interest=made, reason="Error", by=world.gp_member, now=now)
    assert not has_declared_since(world.gp_member, world.ccg, now)
    answered(world, world.gp_member)
    assert has_declared_since(world.gp_member, world.ccg, now)


def test_who_has_not_declared_as_at_any_minute_in_one_query(world, now):
    declarant(world, world.gp_member, decision_maker=True)
    after = now + timedelta(days=40)
    for count in (1, 3):
        if count == 3:
            declarant(world, world.lay_member)
            declarant(world, world.nobody)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert len(overdue(world.ccg, after)) == count
        assert len(queries) == 1
    first = next(one for one in overdue(world.ccg, after) if one.decision_maker)
    assert (first.person, first.occasion, first.position) == (
        world.gp_member, "APPOINTMENT", "GP partner of a member practice",
    )  # fmt: skip
    answered(world, world.gp_member, now=after)
    assert len(overdue(world.ccg, after)) == 2
    assert len(overdue(world.ccg, after - timedelta(seconds=1))) == 3, "as it was then"


def test_a_review_is_due_by_the_end_of_its_day_also_when_the_clocks_change(world, now):
    declaration(world, world.gp_member)
    found = [task for task in tasks_of(world.officer, posts_of(world.officer, now), now) if "Review" in task.title]
    assert [moment(task.due_at) for task in found] == ["29 October 2015 at 11:59pm"]


def test_tasks_tell_the_declarant_the_reviewer_and_the_officer(world, now):
    declarant(world, world.gp_member)
    assert titles(world.gp_member, now) == ["Declare your interests: NHS Medway CCG"]
    made = declaration(world, world.gp_member)
    assert titles(world.gp_member, now) == []
    assert "Review entry 1: Gordon Doctor" in titles(world.officer, now)
    assert "Review entry 1: Gordon Doctor" in titles(world.accountable_officer, now)
    assert "Review entry 1: Gordon Doctor" not in titles(world.other_officer, now)
    review_interest(interest=made, mitigation="Leaves", by=world.officer, now=now)
    assert "Review entry 1: Gordon Doctor" not in titles(world.officer, now)
    later = now + timedelta(days=200)
    assert titles(world.gp_member, later) == ["Confirm your interests: NHS Medway CCG"]
    assert "1 person has not declared: NHS Medway CCG" in titles(world.officer, later)
    assert not any("not declared" in title for title in titles(world.accountable_officer, later))


def test_nobody_is_asked_to_review_their_own(world, now):
    declaration(world, world.officer)
    assert not any("Review entry" in title for title in titles(world.officer, now))
    assert any("Review entry" in title for title in titles(world.second_officer, now))


def test_the_home_page_says_how_many_without_names(world, now):
    keep_declarants(now)
    declaration(world, world.gp_member)
    found = panels_of(world.ccg, now + timedelta(days=40))
    texts = {panel.text for kind in found.values() for panel in kind if panel.label == "Declarations of interest"}
    assert texts == {
        "4 decision-makers have not declared in time",
        "10 other people have not declared in time",
        "1 declaration to sign off",
    }

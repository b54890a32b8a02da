"""Consultations close by the clock, LMCs are reminded while they have not answered; nothing twice, late or early."""

from datetime import timedelta

import pytest

from ccgs.models.constitutions import hash_of_text
from cocommission.shared.models import Entry, Message
from cocommission.shared.sweeps import registered
from tests.factories.ccgs_people import constitution, person, post
from tests.factories.consultations import answer, draft, fresh, opened
from votes.actions.consultations import extend_consultation, open_consultation
from votes.models import Consultation
from votes.queries.consultations import fact
from votes.tasks.consultations import close_due, outdated, remind
from votes.terms.consultations import Opinion

pytestmark = pytest.mark.django_db


@pytest.fixture
def world(world, database_clock, now):
    database_clock(now)
    return world


def steps(consultation):
    """The reminders that were queued, in order."""
    found = Message.objects.filter(key__startswith=f"consultation:{consultation.pk}:remind:").order_by("pk")
    return [int(message.key.split(":")[-2]) for message in found]


def told(consultation, key):
    return Message.objects.filter(key__startswith=f"consultation:{consultation.pk}:{key}:").count()


def test_the_sweeps_are_registered():
    assert {"consultations.close", "consultations.remind", "consultations.outdated"} <= set(registered())


def test_it_closes_at_the_second_whatever_the_sweep_does(world, database_clock):
    made = opened(world)
    before, at = made.closes_at - timedelta(seconds=1), made.closes_at
    assert fact(fresh(made), before).state == "OPEN"
    assert fact(fresh(made), at).state == "CLOSED"
    database_clock(before)
    assert close_due(before).done == 0
    database_clock(at + timedelta(days=7))
    assert [close_due(at + timedelta(days=7)).done for _ in range(3)] == [1, 0, 0]
    made = Consultation.objects.get(pk=made.pk)
    assert (made.state, made.history.first().history_date) == ("CLOSED", at)
    assert Entry.objects.filter(subject=made.subject, act="consultation.closed").count() == 1


def test_silence_is_no_response_and_is_escalated_once(world, database_clock):
    made = opened(world)
    after = database_clock(made.closes_at + timedelta(minutes=1))
    for _ in range(3):
        close_due(after)
    people = {world.officer, world.second_officer, world.accountable_officer, world.lmc_reviewer}
    found = Message.objects.filter(key__startswith=f"consultation:{made.pk}:no-response:")
    assert {message.to_person for message in found} == people
    assert found.count() == len(people)
    assert all("not consent" in message.text for message in found)
    assert "NO_RESPONSE" in Entry.objects.get(subject=made.subject, act="consultation.closed").body


def test_an_answer_closes_without_escalation(world, now, database_clock):
    made = opened(world)
    answer(made, world.lmc_reviewer, now, opinion=Opinion.OBJECT, opinion_text="The budget")
    close_due(database_clock(made.closes_at))
    assert (told(made, "no-response"), told(made, "closed")) == (0, 2)
    assert (
        "Reply to it in writing"
        in Message.objects.filter(key__startswith=f"consultation:{made.pk}:closed:").first().text
    )


def test_the_ladder_climbs_one_step_at_a_time_and_stops_with_the_answer(world, now, database_clock):
    made = opened(world, days=20)
    for days in (20, 15, 14, 13.5, 10, 7, 5):
        at = database_clock(made.closes_at - timedelta(days=days))
        for _ in range(2):
            remind(at)
    assert steps(made) == [14, 7]
    answer(made, world.lmc_reviewer, at)
    for days in (3, 1, 0):
        remind(database_clock(made.closes_at - timedelta(days=days)))
    assert steps(made) == [14, 7]


def test_after_an_outage_only_the_nearest_step_is_sent(world, database_clock):
    made = opened(world, days=20)
    remind(database_clock(made.closes_at - timedelta(days=2)))
    assert steps(made) == [3]
    remind(database_clock(made.closes_at + timedelta(days=2)))
    assert steps(made) == [3]


def test_an_extension_starts_the_ladder_again(world, database_clock):
    made = opened(world, days=20)
    at = database_clock(made.closes_at - timedelta(days=1))
    remind(at)
    later = made.closes_at + timedelta(days=10)
    extend_consultation(consultation=made, closes_at=later, reason="More time", by=world.officer, now=at)
    remind(at)
    remind(database_clock(later - timedelta(days=1)))
    assert steps(made) == [1, 14, 1]


def test_a_reviewer_who_joins_later_is_invited(world, database_clock, now):
    made = opened(world)
    joined = person("Lorna Committee", "lorna@example.invalid")
    post("LMC_REVIEWER", world.lmc, joined, starts_at=now + timedelta(days=1))
    remind(now)
    assert told(made, "invitation") == 1
    for _ in range(2):
        remind(database_clock(now + timedelta(days=1)))
    assert told(made, "invitation") == 2


def test_drafts_and_closed_ones_are_left_alone(world, now, database_clock):
    made = draft(world)
    after = database_clock(made.closes_at + timedelta(days=1))
    assert (close_due(after).done, remind(after).done) == (0, 0)


def test_both_sides_are_told_once_per_change_that_an_answer_is_outdated(world, now):
    version = constitution(world.ccg, "DRAFT")
    made = draft(world, constitution=version)
    open_consultation(consultation=made, by=world.officer, now=now)
    answer(made, world.lmc_reviewer, now)
    assert outdated(now).done == 0
    for text in ("One more clause.", "Yet another."):
        version.text += text
        version.text_hash = hash_of_text(version.text)
        version.record(by=world.officer, at=now, why="Edited")
        assert [outdated(now).done for _ in range(2)] == [3, 0]

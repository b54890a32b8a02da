"""A task that cannot be done yet says for whom or until when it waits, and leads to no page that refuses."""

from datetime import timedelta
from html import unescape
from uuid import uuid4

import pytest

from ccgs.queries.posts import posts_of
from cocommission.shared.clock import moment
from cocommission.shared.todo import tasks_of
from models_abc.actions.applications import choose_ballots
from pccc.actions.meetings import open_meeting
from pccc.actions.minutes import draft_minutes, finalise
from pccc.actions.urgent_decisions import decide_urgently
from pccc.rules.facts import UrgentDecisionFacts
from pccc.rules.meetings import EARLIEST
from tests.actions.test_arrangements import ready as arrangement
from tests.factories.decisions import decided_and_closed, holds
from tests.factories.meetings import noticed, planned
from tests.factories.models_abc import a_ballot
from tests.factories.models_abc import ready as application_ready
from tests.factories.rounds import signed_for_ccg

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)


def only(person, now, words):
    (task,) = [one for one in tasks_of(person, list(posts_of(person, now)), now) if words in one.title]
    return task


def next_meeting(s, days=28):
    return planned(s.world, committee=s.committee, days=days, declare=False)


def test_a_meeting_waits_until_half_an_hour_before_it(world) -> None:
    s = noticed(world)
    opens_at = s.meeting.starts_at - EARLIEST
    waits = only(world.secretary, opens_at - SECOND, "Run the meeting")
    assert waits.waiting == f"Waiting until {moment(opens_at)}. You can open the meeting then."
    assert only(world.secretary, opens_at, "Run the meeting").waiting == ""


def final_minutes(world):
    s, _ = decided_and_closed(world)
    minutes = draft_minutes(meeting=s.fresh(), by=s.by, now=s.later(1))
    finalise(minutes=minutes, by=s.by, now=s.later(1))
    return s


def test_final_minutes_wait_for_the_next_meeting(world) -> None:
    s = final_minutes(world)
    plan = only(world.secretary, s.at, "to approve the minutes")
    assert (plan.title.split(":")[0], plan.waiting) == ("Plan a meeting to approve the minutes", "")
    later = next_meeting(s)
    waits = only(world.secretary, s.at, "Have the minutes approved")
    assert waits.waiting == f"Waiting for the committee until its next meeting on {moment(later.meeting.starts_at)}."
    later.paper(later.item())
    later.publish()
    now = later.meeting.starts_at
    open_meeting(meeting=later.fresh(), by=s.by, now=now)
    assert only(world.secretary, now, "Have the minutes approved").waiting == ""


def test_an_urgent_decision_waits_for_the_next_meeting(world) -> None:
    holds(world)
    s = planned(world)
    decide_urgently(
        committee=s.committee, form_token=uuid4(), by=s.by, now=s.at,
        facts=UrgentDecisionFacts(
            "CONTRACTS", "A list closes tomorrow", "Stand in.", "The doctor died", "None has any."
        ),
        agreed=[s.people[role].pk for role in ("LAY_MEMBER", "CHIEF_OFFICER")],
    )  # fmt: skip
    waits = only(world.secretary, s.at, "urgent decision 1")
    assert waits.waiting == f"Waiting for the committee until its next meeting on {moment(s.meeting.starts_at)}."
    s.paper(s.item())
    s.publish()
    now = s.meeting.starts_at
    missed = only(world.secretary, now + timedelta(days=2), "urgent decision 1")
    assert (missed.title.split(":")[0], missed.waiting) == ("Plan a meeting to ratify urgent decision 1", "")
    open_meeting(meeting=s.fresh(), by=s.by, now=now)
    ratify = only(world.secretary, now, "urgent decision 1")
    assert (ratify.title.split(":")[0], ratify.waiting) == ("Have urgent decision 1 ratified", "")


def test_a_signature_waits_for_what_is_missing(world, now) -> None:
    row = arrangement(world, now)
    assert only(world.accountable_officer, now, "Sign the arrangement").waiting == ""
    early = row.round.opens_at - SECOND
    waits = only(world.accountable_officer, early, "Sign the arrangement")
    assert waits.waiting == (
        f"Waiting for: NHS England regional officer. {row.round.name} opens on {moment(row.round.opens_at)}."
    )


def test_who_can_complete_an_arrangement_is_led_to_it(world, now) -> None:
    row = arrangement(world, now, mandate_ballot=None)
    mends = only(world.officer, now, "the arrangement")
    assert (mends.title, mends.url, mends.waiting) == (
        f"Complete the arrangement for model B of {world.ccg.name}",
        row.get_absolute_url(),
        "",
    )
    assert mends.why == "ARR-01: Name the ballot in which the members chose model B."
    waits = only(world.accountable_officer, now, "Sign the arrangement")
    assert waits.waiting == "Waiting for: Governance officer. Name the ballot in which the members chose model B."


def test_the_region_waits_too(world, now) -> None:
    row = signed_for_ccg(arrangement(world, now), world.accountable_officer, now)
    assert only(world.regional_officer, now, "Sign the arrangement").waiting == ""
    after = row.round.closes_at
    assert only(world.regional_officer, after, "Sign the arrangement").waiting.startswith("Waiting for: ")


def test_an_application_in_which_only_the_vote_is_open_waits_for_it(world, now) -> None:
    application = application_ready(world)
    questions = [("MODEL_CHOICE", {}, None), ("CONSTITUTION_CHANGE", {}, application.constitution)]
    ballot = a_ballot(world, questions, closes_at=now + timedelta(days=3), state="OPENED")
    choose_ballots(application=application, ballots=[ballot], by=world.officer, now=now)
    waits = only(world.officer, now, "the application of")
    assert waits.title == f"Complete the application of {world.ccg.name}"
    assert waits.waiting == (
        f"Waiting for others. The ballot on model C has no result yet. It closes on {moment(ballot.closes_at)}."
    )
    choose_ballots(application=application, ballots=[], by=world.officer, now=now)
    todo = only(world.officer, now, "the application of")
    assert (todo.title, todo.waiting) == (f"Complete 2 items in the application of {world.ccg.name}", "")


def test_the_page_gives_no_link_to_what_waits(client, world, database_clock) -> None:
    s = noticed(world)
    database_clock(world.now)
    client.force_login(world.secretary)
    page = client.get("/tasks/").text
    shown = unescape(page)
    assert f"Run the meeting: {s.committee.name}, meeting 1" in shown
    assert f"Waiting until {moment(s.meeting.starts_at - EARLIEST)}. You can open the meeting then." in shown
    assert "desk/" not in page
    assert shown.index("What you can do later") < shown.index("Run the meeting")
